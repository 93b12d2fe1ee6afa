#include "checks/system/action_rules.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include <labcheck/reference.hpp>

#include "checks/parameters.hpp"
#include "checks/reading.hpp"

namespace labcheck::checks {
namespace {

constexpr std::array<std::string_view, 5> kinds{"service", "container", "interface", "process", "pid_file"};

// What can be done to which kind of thing, and what undoes it.
struct Way {
  std::string_view kind{};
  std::string_view what{};
  std::string_view undo{};
};
constexpr std::array<Way, 17> ways{{
    {"service", "stop", "start"},
    {"service", "start", "stop"},
    {"service", "restart", ""},
    {"container", "stop", "start"},
    {"container", "start", "stop"},
    {"container", "restart", ""},
    {"container", "pause", "unpause"},
    {"container", "unpause", ""},
    {"container", "kill", "start"},
    {"interface", "down", "up"},
    {"interface", "up", "down"},
    {"process", "kill", "start"},
    {"process", "pause", "unpause"},
    {"process", "unpause", ""},
    {"pid_file", "kill", "start"},
    {"pid_file", "pause", "unpause"},
    {"pid_file", "unpause", ""},
}};

std::string wrong_name(std::string_view kind, const std::string& name) {
  constexpr std::size_t longest_interface = 15;
  if (kind == "service") {
    return is_name(name, ".-_:@\\") ? "" : fmt::format("'{}' is no name of a systemd unit", excerpt(name));
  }
  if (kind == "container") {
    return is_name(name, ".-_") ? "" : fmt::format("'{}' is no name of a container", excerpt(name));
  }
  if (kind == "interface") {
    const bool good = is_name(name, ".-_:@") && (name.size() <= longest_interface || has_references(name));
    return good ? "" : fmt::format("'{}' is no name of a network interface", excerpt(name));
  }
  const bool one_line = !name.empty() && name.find('\n') == std::string::npos;
  if (kind == "pid_file") {
    return one_line && (name.front() == '/' || has_references(name))
               ? ""
               : fmt::format("'{}' is no path from the root", excerpt(name));
  }
  return one_line ? "" : fmt::format("'{}' is no name of a process", excerpt(name));
}

std::string wrong_way(std::string_view kind, const std::string& what, const std::string& undo) {
  if (has_references(what) || has_references(undo)) {
    return "";
  }
  std::vector<std::string_view> known;
  for (const auto& way : ways) {
    if (way.kind == kind && way.what == what) {
      return undo.empty() || undo == way.undo ? "" : fmt::format("'undo: {}' does not undo 'do: {}'", undo, what);
    }
    if (way.kind == kind) {
      known.push_back(way.what);
    }
  }
  return fmt::format("'do: {}' is nothing to do to {} {}, but {}", what, kind == "interface" ? "an" : "a",
                     kind == "pid_file" ? "process" : kind, listed(known));
}

// What a parameter given for the wrong kind would silently not do.
std::string idle(const Value& parameters, std::string_view kind) {
  for (const auto* name : {"engine", "user"}) {
    const bool usual = text_of(parameters, name) == "docker" && std::string_view{name} == "engine";
    if (given(parameters, name) && !usual && kind != "container") {
      return fmt::format("'{}' belongs to a container", name);
    }
  }
  const auto signal = text_of(parameters, "signal");
  return signal.empty() || signal == "KILL" || text_of(parameters, "do") == "kill" ||
                 has_references(text_of(parameters, "do"))
             ? ""
             : "'signal' belongs to 'do: kill'";
}

}  // namespace

std::string action_kind(const Value& parameters) {
  for (const auto kind : kinds) {
    if (given(parameters, kind)) {
      return std::string{kind};
    }
  }
  return "";
}

std::string action_complaint(const Value& parameters) {
  const auto named = std::count_if(kinds.begin(), kinds.end(), [&](auto kind) { return given(parameters, kind); });
  if (named != 1) {
    return fmt::format("one of {} is needed", listed({kinds.begin(), kinds.end()}));
  }
  const auto kind = action_kind(parameters);
  if (auto wrong = wrong_name(kind, text_of(parameters, kind)); !wrong.empty()) {
    return wrong;
  }
  if (integer_of(parameters, "undo_after", 1) < 1) {
    return "undo_after must be above 0";
  }
  if (const auto user = text_of(parameters, "user"); !user.empty() && !is_name(user, ".-_")) {
    return fmt::format("'{}' is no name of a user", excerpt(user));
  }
  if (auto wrong = idle(parameters, kind); !wrong.empty()) {
    return wrong;
  }
  return wrong_way(kind, text_of(parameters, "do"), text_of(parameters, "undo"));
}

}  // namespace labcheck::checks
