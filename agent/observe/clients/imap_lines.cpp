#include "observe/clients/imap_lines.hpp"

#include <algorithm>
#include <charconv>

#include <labcheck/value.hpp>

namespace labcheck::observe {

namespace {

constexpr std::size_t most_lines = 16'384;
constexpr std::size_t most_bytes = 2 * 1024 * 1024;
constexpr std::size_t longest_tag = 16;

std::string_view cut_line(std::string_view& text) {
  const auto end = text.find('\n');
  auto line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  while (line.ends_with('\r')) {
    line.remove_suffix(1);
  }
  return line;
}

/// Takes a word of the protocol, plain or "quoted"; nothing when there is none.
std::optional<std::string> cut_word(std::string_view& line) {
  std::string word;
  if (!line.starts_with('"')) {
    const auto end = std::min(line.find(' '), line.size());
    word = line.substr(0, end);
    line.remove_prefix(end);
    return word.empty() || word.starts_with('{') ? std::nullopt : std::optional{word};
  }
  for (std::size_t at = 1; at < line.size(); ++at) {
    if (line[at] == '"') {
      line.remove_prefix(at + 1);
      return word;
    }
    at += line[at] == '\\' && at + 1 < line.size() ? 1 : 0;
    word += line[at];
  }
  return std::nullopt;
}

}  // namespace

bool ImapLines::take(std::string_view line) {
  ++lines_;
  bytes_ += line.size();
  if (lines_ > most_lines || bytes_ > most_bytes) {
    return false;
  }
  while (line.ends_with('\n') || line.ends_with('\r')) {
    line.remove_suffix(1);
  }
  if (lines_ == 1) {
    greeting_ = valid_utf8(line.substr(line.starts_with("* OK ") ? 5 : 0));
  }
  // What is answered to the LOGOUT by which libcurl ends a talk that failed says nothing.
  ended_ = ended_ || line.starts_with("* BYE");
  // libcurl's tags are a letter and three digits.
  const auto blank = line.find(' ');
  const bool tagged = blank != std::string_view::npos && blank > 0 && blank <= longest_tag && line[0] >= 'A' &&
                      line[0] <= 'Z' &&
                      std::all_of(line.begin() + 1, line.begin() + static_cast<std::ptrdiff_t>(blank),
                                  [](char letter) { return letter >= '0' && letter <= '9'; });
  if (!tagged || ended_) {
    return true;
  }
  auto rest = line.substr(blank + 1);
  const auto word = rest.substr(0, rest.find(' '));
  if (word != "OK" && word != "NO" && word != "BAD") {
    return true;
  }
  status_ = word;
  rest.remove_prefix(std::min(word.size() + 1, rest.size()));
  const auto end = rest.starts_with('[') ? rest.find(']') : std::string_view::npos;
  code_ = end == std::string_view::npos ? "" : valid_utf8(rest.substr(1, std::min(rest.find(' '), end) - 1));
  message_ = valid_utf8(end == std::string_view::npos ? rest : rest.substr(std::min(end + 2, rest.size())));
  return true;
}

std::optional<std::vector<std::uint32_t>> read_search(std::string_view text) {
  std::vector<std::uint32_t> numbers;
  bool found = false;
  while (!text.empty()) {
    auto line = cut_line(text);
    constexpr std::string_view begins = "* SEARCH";
    if (!line.starts_with(begins)) {
      continue;  // what else a server tells of a mailbox: * 3 EXISTS
    }
    found = true;
    line.remove_prefix(begins.size());
    while (!line.empty()) {
      if (line.front() != ' ') {
        return std::nullopt;
      }
      line.remove_prefix(1);
      std::uint32_t number = 0;
      const auto [end, problem] = std::from_chars(line.data(), line.data() + line.size(), number);
      if (line.empty()) {
        break;  // a blank at the end
      }
      if (problem != std::errc{} || number == 0) {
        return std::nullopt;
      }
      numbers.push_back(number);
      line.remove_prefix(static_cast<std::size_t>(end - line.data()));
    }
  }
  std::sort(numbers.begin(), numbers.end());
  return found ? std::optional{numbers} : std::nullopt;
}

std::optional<std::vector<std::string>> read_mailboxes(std::string_view text) {
  std::vector<std::string> names;
  while (!text.empty()) {
    auto line = cut_line(text);
    constexpr std::string_view begins = "* LIST (";
    if (!line.starts_with(begins)) {
      continue;
    }
    const auto flags = line.find(") ");
    if (flags == std::string_view::npos) {
      return std::nullopt;
    }
    line.remove_prefix(flags + 2);
    const auto separator = cut_word(line);
    if (!separator || !line.starts_with(' ')) {
      return std::nullopt;
    }
    line.remove_prefix(1);
    const auto name = cut_word(line);
    if (!name || !line.empty()) {
      return std::nullopt;
    }
    names.push_back(valid_utf8(*name));
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace labcheck::observe
