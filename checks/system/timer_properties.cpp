#include "timer_properties.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "checks/reading.hpp"

namespace labcheck::checks {
namespace {

/// What stands between the two in "{ BEFORE… BEHIND… }".
std::optional<std::string> between(std::string_view text, std::string_view before, std::string_view behind) {
  const auto from = text.find(before);
  const auto to = text.rfind(behind);
  if (!text.starts_with("{ ") || !text.ends_with(" }") || from == std::string_view::npos ||
      to == std::string_view::npos || to < from + before.size()) {
    return std::nullopt;
  }
  return std::string{text.substr(from + before.size(), to - from - before.size())};
}

}  // namespace

Result<UnitProperties> UnitProperties::read(std::string_view shown) {
  UnitProperties properties;
  for (const auto& line : lines_of(shown)) {
    const auto equals = line.find('=');
    if (equals == std::string::npos || equals == 0) {
      return unreadable(fmt::format("systemctl show gives '{}', which is no property", excerpt(line)));
    }
    properties.lines_[line.substr(0, equals)].push_back(line.substr(equals + 1));
  }
  return properties;
}

Result<std::string> UnitProperties::one(std::string_view name) const {
  const auto found = lines_.find(name);
  if (found == lines_.end() || found->second.size() != 1) {
    return unreadable(fmt::format("systemctl show gives {} {}", found == lines_.end() ? "no" : "several", name));
  }
  return found->second.front();
}

std::vector<std::string> UnitProperties::all(std::string_view name) const {
  const auto found = lines_.find(name);
  return found == lines_.end() ? std::vector<std::string>{} : found->second;
}

Result<Value> calendar_of(const UnitProperties& timer) {
  Value calendar = Value::array();
  for (const auto& line : timer.all("TimersCalendar")) {
    const auto expression = between(line, "{ OnCalendar=", " ; next_elapse=");
    if (!expression) {
      return unreadable(fmt::format("a timer's calendar is '{}'", excerpt(line)));
    }
    calendar.push_back(*expression);
  }
  std::reverse(calendar.begin(), calendar.end());  // systemd keeps the last one in front
  return calendar;
}

Result<Value> spans_of(const UnitProperties& timer) {
  Value spans = Value::array();
  for (const auto& line : timer.all("TimersMonotonic")) {
    auto span = between(line, "{ ", " ; next_elapse=");
    const auto unit = span ? span->find("USec=") : std::string::npos;
    if (unit == std::string::npos) {
      return unreadable(fmt::format("a timer's span is '{}'", excerpt(line)));
    }
    spans.push_back(span->substr(0, unit) + span->substr(unit + 1));  // as unit files spell it: OnBootSec
  }
  std::reverse(spans.begin(), spans.end());
  return spans;
}

Result<Value> commands_of(const UnitProperties& unit) {
  Value commands = Value::array();
  for (const auto& line : unit.all("ExecStart")) {
    const auto command = between(line, " ; argv[]=", " ; ignore_errors=");
    if (!command) {
      return unreadable(fmt::format("a unit's command is '{}'", excerpt(line)));
    }
    commands.push_back(*command);
  }
  return commands;
}

Result<std::string> systemd_time(std::string_view spelt) {
  const auto words = split(spelt, ' ');
  if (words.size() != 4 || words[1].size() != 10 || words[2].size() != 8 || words[3] != "UTC") {
    return unreadable(fmt::format("systemd's time is '{}'", excerpt(spelt)));
  }
  return words[1] + 'T' + words[2] + 'Z';
}

Result<std::string> normal_form(std::string_view said) {
  constexpr std::string_view label = "Normalized form: ";
  for (const auto& line : lines_of(said)) {
    if (const auto at = line.find(label); at != std::string::npos && line.find_first_not_of(' ') == at) {
      return line.substr(at + label.size());
    }
  }
  return unreadable(fmt::format("systemd-analyze calendar gives '{}'", excerpt(said)));
}

}  // namespace labcheck::checks
