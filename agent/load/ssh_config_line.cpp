#include "load/ssh_config_line.hpp"

#include <algorithm>
#include <cctype>

#include "text/wildcard.hpp"

namespace labcheck::load {
namespace {

constexpr std::string_view blanks = " \t\r\f";

bool is_blank(char letter) {
  return blanks.find(letter) != std::string_view::npos;
}

/// Takes the keyword off, with one `=` behind it.
std::string take_keyword(std::string_view& line) {
  const auto end = std::min(line.find_first_of(" \t\r\f="), line.size());
  const auto keyword = lower_case(line.substr(0, end));
  line.remove_prefix(end);
  line.remove_prefix(std::min(line.find_first_not_of(blanks), line.size()));
  if (line.starts_with('=')) {
    line.remove_prefix(1);
    line.remove_prefix(std::min(line.find_first_not_of(blanks), line.size()));
  }
  return keyword;
}

/// A backslash takes the meaning of a quote, of another backslash and, outside quotes, of a blank.
bool escapes(std::string_view line, char quote) {
  return line.size() > 1 && line[0] == '\\' &&
         (line[1] == '\'' || line[1] == '"' || line[1] == '\\' || (quote == '\0' && line[1] == ' '));
}

std::optional<std::string> take_argument(std::string_view& line) {
  std::string argument;
  char quote = '\0';
  while (!line.empty() && (quote != '\0' || (line[0] != ' ' && line[0] != '\t'))) {
    if (escapes(line, quote)) {
      argument += line[1];
      line.remove_prefix(1);
    } else if (quote == '\0' && (line[0] == '"' || line[0] == '\'')) {
      quote = line[0];
    } else if (quote != '\0' && line[0] == quote) {
      quote = '\0';
    } else {
      argument += line[0];
    }
    line.remove_prefix(1);
  }
  return quote == '\0' ? std::optional{std::move(argument)} : std::nullopt;
}

}  // namespace

std::string lower_case(std::string_view text) {
  std::string lowered{text};
  std::transform(lowered.begin(), lowered.end(), lowered.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return lowered;
}

Result<SshConfigLine> split_ssh_config_line(std::string_view line) {
  while (!line.empty() && is_blank(line.back())) {
    line.remove_suffix(1);
  }
  line.remove_prefix(std::min(line.find_first_not_of(blanks), line.size()));
  SshConfigLine split;
  if (line.empty() || line[0] == '#') {
    return split;
  }
  split.keyword = take_keyword(line);
  split.raw = line;
  while (true) {
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    if (line.empty() || line[0] == '#') {
      return split;
    }
    auto argument = take_argument(line);
    if (!argument) {
      return failed(ErrorKind::invalid, "a quote is not closed");
    }
    split.arguments.push_back(std::move(*argument));
  }
}

bool pattern_list_matches(std::string_view patterns, std::string_view text) {
  bool matched = false;
  while (!patterns.empty()) {
    const auto comma = std::min(patterns.find(','), patterns.size());
    auto pattern = patterns.substr(0, comma);
    patterns.remove_prefix(std::min(comma + 1, patterns.size()));
    const bool negated = pattern.starts_with('!');
    pattern.remove_prefix(negated ? 1 : 0);
    if (text::wildcard_matches(pattern, text)) {
      if (negated) {
        return false;
      }
      matched = true;
    }
  }
  return matched;
}

}  // namespace labcheck::load
