#include "observe/clients/mail_replies.hpp"

#include <algorithm>
#include <utility>

#include <labcheck/value.hpp>

namespace labcheck::observe {

namespace {

constexpr std::size_t most_lines = 1024;
constexpr std::size_t most_bytes = 64 * 1024;

/// The three digits that a reply begins with (RFC 5321), or 0.
int code_of(std::string_view line) {
  const bool digits =
      line.size() >= 3 && line[0] >= '2' && line[0] <= '5' &&
      std::all_of(line.begin() + 1, line.begin() + 3, [](char letter) { return letter >= '0' && letter <= '9'; });
  return digits ? (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0') : 0;
}

}  // namespace

bool MailReplies::take(std::string_view line) {
  ++lines_;
  bytes_ += line.size();
  if (lines_ > most_lines || bytes_ > most_bytes) {
    return false;
  }
  while (line.ends_with('\n') || line.ends_with('\r')) {
    line.remove_suffix(1);
  }
  const int code = code_of(line);
  const bool continues = line.size() > 3 && line[3] == '-';
  const bool other = under_way_.code != 0 && code != under_way_.code;
  if (code == 0 || other || (line.size() > 3 && line[3] != ' ' && !continues)) {
    return true;  // no reply: libcurl judges that
  }
  under_way_.code = code;
  under_way_.lines.push_back(valid_utf8(line.substr(std::min<std::size_t>(4, line.size()))));
  if (!continues) {
    replies_.push_back(std::exchange(under_way_, {}));
  }
  return true;
}

}  // namespace labcheck::observe
