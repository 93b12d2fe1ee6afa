#include "path_pattern.hpp"

#include <cstddef>
#include <optional>

namespace labcheck::checks {
namespace {

/// How much of the pattern stands for one letter, and whether this one is meant.
struct Step {
  std::size_t length{1};
  bool matches{false};
};

/// `[a-z]`, `[!x]`; nothing when the bracket is never closed and so stands for itself.
std::optional<Step> bracket(std::string_view pattern, char letter) {
  std::size_t at = 1;
  const bool negated = at < pattern.size() && (pattern[at] == '!' || pattern[at] == '^');
  at += negated ? 1 : 0;
  bool found = false;
  for (const auto first = at; at < pattern.size() && (pattern[at] != ']' || at == first); ++at) {
    if (at + 2 < pattern.size() && pattern[at + 1] == '-' && pattern[at + 2] != ']') {
      found = found || (pattern[at] <= letter && letter <= pattern[at + 2]);
      at += 2;
    } else {
      found = found || pattern[at] == letter;
    }
  }
  return at < pattern.size() ? std::optional{Step{at + 1, found != negated}} : std::nullopt;
}

Step step(std::string_view pattern, char letter) {
  if (pattern[0] == '?') {
    return {1, true};
  }
  if (pattern[0] == '[') {
    if (const auto set = bracket(pattern, letter)) {
      return *set;
    }
  }
  if (pattern[0] == '\\' && pattern.size() > 1) {
    return {2, pattern[1] == letter};
  }
  return {1, pattern[0] == letter};
}

bool component_matches(std::string_view text, std::string_view pattern) {
  if (text.starts_with('.') && !pattern.starts_with('.') && !pattern.starts_with("\\.")) {
    return false;
  }
  std::size_t at = 0;
  std::size_t in_pattern = 0;
  auto after_star = std::string_view::npos;  // going back to the last star is enough
  std::size_t star_at = 0;
  while (at < text.size()) {
    if (in_pattern < pattern.size() && pattern[in_pattern] == '*') {
      after_star = ++in_pattern;
      star_at = at;
      continue;
    }
    if (in_pattern < pattern.size()) {
      if (const auto one = step(pattern.substr(in_pattern), text[at]); one.matches) {
        in_pattern += one.length;
        ++at;
        continue;
      }
    }
    if (after_star == std::string_view::npos) {
      return false;
    }
    in_pattern = after_star;
    at = ++star_at;
  }
  return pattern.find_first_not_of('*', in_pattern) == std::string_view::npos;
}

}  // namespace

bool path_matches(std::string_view path, std::string_view pattern) {
  for (;;) {
    const auto end = path.find('/');
    const auto pattern_end = pattern.find('/');
    if (!component_matches(path.substr(0, end), pattern.substr(0, pattern_end)) ||
        (end == std::string_view::npos) != (pattern_end == std::string_view::npos)) {
      return false;
    }
    if (end == std::string_view::npos) {
      return true;
    }
    path.remove_prefix(end + 1);
    pattern.remove_prefix(pattern_end + 1);
  }
}

}  // namespace labcheck::checks
