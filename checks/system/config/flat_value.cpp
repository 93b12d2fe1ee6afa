#include "checks/reading.hpp"
#include "flat.hpp"

namespace labcheck::checks {
namespace {

char escaped(char letter) {
  return letter == 'n' ? '\n' : letter == 't' ? '\t' : letter == 'b' ? '\b' : letter;
}

// Quotes begin and end anywhere, as in the shell and in git's files; a blank outside of them ends a word only there.
std::optional<std::string> quoted_anywhere(std::string_view value, bool shell) {
  std::string made;
  char quote = 0;
  for (std::size_t at = 0; at < value.size(); ++at) {
    const char letter = value[at];
    const bool escapes = letter == '\\' && quote != '\'' && at + 1 < value.size();
    if (escapes) {
      const char next = value[++at];
      const bool kept = shell && quote == '"' && std::string_view{"\"\\$`"}.find(next) == std::string_view::npos;
      made += kept ? std::string{'\\', next} : std::string{shell ? next : escaped(next)};
    } else if (quote != 0 ? letter == quote : letter == '"' || (shell && letter == '\'')) {
      quote = quote != 0 ? '\0' : letter;
    } else if (shell && quote == 0 && std::string_view{" \t;&|<>()"}.find(letter) != std::string_view::npos) {
      return std::nullopt;
    } else {
      made += letter;
    }
  }
  return quote == 0 ? std::optional{made} : std::nullopt;
}

std::string unescaped(std::string_view value) {
  std::string made;
  for (std::size_t at = 0; at < value.size(); ++at) {
    made += value[at] == '\\' && at + 1 < value.size() ? escaped(value[++at]) : value[at];
  }
  return made;
}

}  // namespace

std::optional<std::string> unquoted(std::string_view value, std::string_view format) {
  if (format == "shell" || format == "git") {
    return quoted_anywhere(value, format == "shell");
  }
  if (format == "properties") {
    return unescaped(value);
  }
  const bool around = value.size() >= 2 && (value.front() == '"' || value.front() == '\'') &&
                      value.back() == value.front() && format != "systemd";
  return std::string{around ? value.substr(1, value.size() - 2) : value};
}

Value structure_of(const std::vector<Setting>& settings, const FlatStyle& style) {
  const bool sections =
      style.format == "ini" || style.format == "mysql" || style.format == "git" || style.format == "systemd";
  Value whole = Value::object();
  for (const auto& setting : settings) {
    auto& place = sections ? whole[setting.section] : whole;
    auto& held = place[setting.key];
    if (held.is_null()) {
      held = setting.value;
      continue;
    }
    if (!held.is_array()) {
      held = Value::array({held});
    }
    held.push_back(setting.value);
  }
  return whole;
}

}  // namespace labcheck::checks
