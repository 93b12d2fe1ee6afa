#include "checks/system/perfdata.hpp"

#include <string>

#include "checks/reading.hpp"

namespace labcheck::checks {
namespace {

constexpr std::string_view blanks = " \t\r\n";

/// Takes a label off the text's front: bare, or in quotes in which '' stands for one.
std::optional<std::string> take_label(std::string_view& text) {
  std::string label;
  const bool quoted = text.starts_with('\'');
  std::size_t at = quoted ? 1 : 0;
  for (; at < text.size(); ++at) {
    const char letter = text[at];
    if (quoted && letter == '\'') {
      if (at + 1 == text.size() || text[at + 1] != '\'') {
        break;
      }
      ++at;
    } else if (!quoted && (letter == '=' || letter == '\'')) {
      break;
    }
    label += letter;
  }
  at += quoted ? 1 : 0;
  if (label.empty() || at >= text.size() || text[at] != '=') {
    return std::nullopt;
  }
  text.remove_prefix(at + 1);
  return label;
}

/// `12.5MB` as number and unit; `U` has neither.
bool read_value(std::string_view text, Value& figure) {
  if (text == "U") {
    return true;
  }
  const auto digits = text.substr(0, text.find_first_not_of("0123456789.-"));
  const auto number = read_finite(digits);
  const auto unit = text.substr(digits.size());
  if (!number || unit.find_first_of("0123456789;'\"") != std::string_view::npos) {
    return false;
  }
  figure["value"] = *number;
  figure["unit"] = std::string{unit};
  return true;
}

bool read_limits(const std::vector<std::string>& pieces, Value& figure) {
  constexpr std::string_view of_a_range = "0123456789.-:@~";
  for (const std::size_t at : {std::size_t{1}, std::size_t{2}}) {
    if (at < pieces.size() && !pieces[at].empty()) {
      if (pieces[at].find_first_not_of(of_a_range) != std::string::npos) {
        return false;
      }
      figure[at == 1 ? "warn" : "crit"] = pieces[at];
    }
  }
  for (const std::size_t at : {std::size_t{3}, std::size_t{4}}) {
    if (at < pieces.size() && !pieces[at].empty()) {
      const auto number = read_finite(pieces[at]);
      if (!number) {
        return false;
      }
      figure[at == 3 ? "min" : "max"] = *number;
    }
  }
  return true;
}

}  // namespace

std::optional<Value> read_perfdata(std::string_view text) {
  Value figures = Value::object();
  for (;;) {
    const auto start = text.find_first_not_of(blanks);
    if (start == std::string_view::npos) {
      return figures;
    }
    text.remove_prefix(start);
    const auto label = take_label(text);
    const auto rest = text.substr(0, text.find_first_of(blanks));
    text.remove_prefix(rest.size());
    auto pieces = split(rest, ';');
    if (pieces.size() == 6 && pieces.back().empty()) {
      pieces.pop_back();  // many plugins end each figure with one more
    }
    Value figure = Value::object();
    if (!label || pieces.size() > 5 || figures.contains(*label) || !read_value(pieces.front(), figure) ||
        !read_limits(pieces, figure)) {
      return std::nullopt;
    }
    figures[*label] = std::move(figure);
  }
}

}  // namespace labcheck::checks
