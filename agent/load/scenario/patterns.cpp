#include "load/scenario/patterns.hpp"

#include <algorithm>
#include <sstream>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <re2/re2.h>

#include <labcheck/reference.hpp>

namespace labcheck::load {

namespace {

/// The pattern with a word for each reference, since the values come later.
std::string without_references(const std::string& pattern) {
  const auto parsed = parse_template(pattern);
  if (!parsed) {
    return pattern;
  }
  std::string text = parsed->literals[0];
  for (std::size_t at = 0; at < parsed->references.size(); ++at) {
    text += 'x' + parsed->literals[at + 1];
  }
  return text;
}

/// Where a `[…]` that begins at `at` ends: the offset of its last bracket.
std::size_t end_of_class(std::string_view pattern, std::size_t at) {
  auto next = at + 1;
  next += pattern.substr(next, 1) == "^" ? 1 : 0;
  next += pattern.substr(next, 1) == "]" ? 1 : 0;
  while (next < pattern.size() && pattern[next] != ']') {
    if (pattern.substr(next, 2) == "[:") {
      next = std::min(pattern.find(":]", next), pattern.size());
    }
    next += next < pattern.size() && pattern[next] == '\\' ? 2 : 1;
  }
  return next;
}

/// The alternatives of a pattern outside of all groups.
std::vector<std::string> alternatives(std::string_view pattern) {
  std::vector<std::string> all{""};
  int depth = 0;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    auto length = std::size_t{1};
    if (pattern.substr(at, 2) == "\\Q") {
      length = std::min(pattern.find("\\E", at), pattern.size()) - at;
    } else if (pattern[at] == '\\') {
      length = 2;
    } else if (pattern[at] == '[') {
      length = end_of_class(pattern, at) - at + 1;
    } else if (pattern[at] == '(' || pattern[at] == ')') {
      depth += pattern[at] == '(' ? 1 : -1;
    } else if (pattern[at] == '|' && depth == 0) {
      all.emplace_back();
      continue;
    }
    all.back() += pattern.substr(at, length);
    at += length - 1;
  }
  return all;
}

/// Whether the last character is an anchor and not an escaped one.
bool ends_anchored(std::string_view alternative) {
  if (!alternative.ends_with('$') && !alternative.ends_with("\\z")) {
    return false;
  }
  auto before = alternative.substr(0, alternative.size() - (alternative.ends_with('$') ? 1 : 2));
  std::size_t backslashes = 0;
  while (before.ends_with('\\')) {
    before.remove_suffix(1);
    ++backslashes;
  }
  return backslashes % 2 == 0;
}

bool begins_anchored(std::string_view alternative) {
  // Flags in front ((?i), (?s)) anchor nothing and harm nothing; with m, ^ and $ hold at every line.
  if (alternative.starts_with("(?") && alternative.find(')') < alternative.find_first_of(":<")) {
    alternative.remove_prefix(alternative.find(')') + 1);
  }
  return alternative.starts_with('^') || alternative.starts_with("\\A");
}

/// The whole pattern without a group around all of it, as in `(?:^a$|^b$)`.
bool is_anchored(std::string_view pattern) {
  for (const auto& alternative : alternatives(pattern)) {
    if (!begins_anchored(alternative) || !ends_anchored(alternative)) {
      return false;
    }
  }
  return true;
}

bool is_version(std::string_view text) {
  if (text.size() > 1 && text[0] == 'v') {
    text.remove_prefix(1);
  }
  return !text.empty() && text[0] >= '0' && text[0] <= '9' &&
         text.find_first_not_of("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.+-~:_") ==
             std::string_view::npos;
}

}  // namespace

std::string pattern_complaint(const std::string& pattern) {
  const auto text = without_references(pattern);
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(8 << 20);
  const RE2 compiled{text, options};
  if (!compiled.ok()) {
    return fmt::format("pattern '{}' is refused: {}", pattern, compiled.error());
  }
  if (!is_anchored(text)) {
    return fmt::format(
        "pattern '{}' is not anchored: it must begin with ^ and end with $, in each alternative "
        "(write '^(a|b)$')",
        pattern);
  }
  return {};
}

std::string version_complaint(const std::string& conditions) {
  std::string spaced;
  for (const char byte : conditions) {
    spaced += byte == ',' ? ' ' : byte;
  }
  std::istringstream words{spaced};
  bool any = false;
  bool comparison_open = false;
  for (std::string word; words >> word;) {
    const auto digits = word.find_first_not_of("<>=!");
    const auto comparison = word.substr(0, digits);
    const bool known = comparison.empty() || comparison == ">=" || comparison == "<=" || comparison == ">" ||
                       comparison == "<" || comparison == "=" || comparison == "==" || comparison == "!=";
    if (!known || (comparison_open && !comparison.empty())) {
      return fmt::format("'{}' is no version condition (write >=1.18 or \">=1.18 <2\")", conditions);
    }
    comparison_open = digits == std::string::npos;
    if (!comparison_open && !is_version(word.substr(digits))) {
      return fmt::format("'{}' is no version condition (write >=1.18 or \">=1.18 <2\")", conditions);
    }
    any = any || !comparison_open;
  }
  return any && !comparison_open ? ""
                                 : fmt::format("'{}' names no version (write >=1.18 or \">=1.18 <2\")", conditions);
}

std::string json_path_complaint(const std::string& path) {
  std::string open;
  char quote = 0;
  for (std::size_t at = 1; at < path.size(); ++at) {
    const char byte = path[at];
    if (quote != 0) {
      at += byte == '\\' ? 1 : 0;
      quote = byte == quote ? 0 : quote;
    } else if (byte == '\'' || byte == '"') {
      quote = byte;
    } else if (byte == '[' || byte == '(') {
      open += byte == '[' ? ']' : ')';
    } else if (byte == ']' || byte == ')') {
      if (open.empty() || open.back() != byte) {
        return fmt::format("JSON path '{}': unexpected '{}'", path, byte);
      }
      open.pop_back();
    }
  }
  if (quote != 0) {
    return fmt::format("JSON path '{}': a quote is opened and never closed", path);
  }
  if (!open.empty()) {
    return fmt::format("JSON path '{}' lacks a '{}'", path, open.back());
  }
  if (path.size() > 1 && path[1] != '.' && path[1] != '[') {
    return fmt::format("JSON path '{}': '.' or '[' must follow '$'", path);
  }
  return path.ends_with('.') ? fmt::format("JSON path '{}' ends with a dot", path) : "";
}

}  // namespace labcheck::load
