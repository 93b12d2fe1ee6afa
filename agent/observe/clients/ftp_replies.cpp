#include "observe/clients/ftp_replies.hpp"

#include <algorithm>

namespace labcheck::observe {

namespace {

constexpr std::size_t most_lines = 512;
constexpr std::size_t most_bytes = 64 * 1024;

/// The three digits that a reply begins with (RFC 959), or 0.
int code_of(std::string_view line) {
  const bool digits = line.size() >= 3 && std::all_of(line.begin(), line.begin() + 3,
                                                      [](char letter) { return letter >= '0' && letter <= '9'; });
  return digits ? (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0') : 0;
}

}  // namespace

bool FtpReplies::take(std::string_view line) {
  ++lines_;
  bytes_ += line.size();
  if (lines_ > most_lines || bytes_ > most_bytes) {
    return false;
  }
  while (line.ends_with('\n') || line.ends_with('\r')) {
    line.remove_suffix(1);
  }
  const int code = code_of(line);
  const bool first = under_way_ == 0 && code != 0;
  const bool last = code != 0 && (under_way_ == 0 || code == under_way_) && (line.size() == 3 || line[3] == ' ');
  if (!first && under_way_ == 0) {
    return true;  // libcurl's own words about a file
  }
  const auto words = first || last ? line.substr(std::min<std::size_t>(4, line.size())) : line;
  text_ += (text_.empty() ? "" : "\n") + std::string{words};
  under_way_ = code != 0 && first ? code : under_way_;
  if (last) {
    end_reply(code);
  }
  return true;
}

void FtpReplies::end_reply(int code) {
  code_ = code;
  message_ = std::move(text_);
  text_.clear();
  under_way_ = 0;
  accepted_ = accepted_ || code == 230 || code == 232;
  if (!greeted_) {
    greeted_ = true;
    greeting_ = message_;
  }
}

}  // namespace labcheck::observe
