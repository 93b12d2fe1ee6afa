#include "selinux_texts.hpp"

#include <algorithm>
#include <vector>

#include <labcheck/ascii.hpp>

#include "checks/reading.hpp"

namespace labcheck::checks {
namespace {

std::string trimmed(const std::string& text) {
  const auto from = text.find_first_not_of(" \t\r");
  return from == std::string::npos ? "" : text.substr(from, text.find_last_not_of(" \t\r") + 1 - from);
}

// libselinux looks at the start of the value only: "enforcing # as told" is a mode.
std::string mode_of(const std::string& value) {
  const auto text = lower_case(trimmed(value));
  for (const std::string_view mode : {"enforcing", "permissive", "disabled"}) {
    if (text.starts_with(mode)) {
      return std::string{mode};
    }
  }
  return "";
}

}  // namespace

std::optional<SecurityContext> read_security_context(std::string_view text) {
  const auto parts = split(text, ':');
  const bool plain = std::all_of(text.begin(), text.end(), [](char letter) { return letter > ' ' && letter < 127; });
  if (parts.size() < 3 || !plain || std::count(parts.begin(), parts.end(), "") > 0) {
    return std::nullopt;
  }
  return SecurityContext{std::string{text}, parts[2], std::string{text.substr(parts[0].size() + 1)}};
}

SelinuxConfig read_selinux_config(std::string_view text) {
  constexpr std::string_view mode_tag = "SELINUX=";
  constexpr std::string_view policy_tag = "selinuxtype=";
  SelinuxConfig config;
  for (const auto& line : lines_of(text)) {
    const auto set = trimmed(line);
    const auto policy = lower_case(set).starts_with(policy_tag) ? trimmed(set.substr(policy_tag.size())) : "";
    if (!policy.empty()) {
      config.policy = policy;
    } else if (line.starts_with(mode_tag) && config.mode.empty()) {
      config.mode = mode_of(line.substr(mode_tag.size()));
    }
  }
  return config;
}

std::string mode_on_command_line(std::string_view text) {
  std::string mode;
  for (const auto& word : split(text, ' ')) {
    if (word == "selinux=0") {
      return "disabled";
    }
    if (word == "enforcing=0" || word == "enforcing=1") {
      mode = word == "enforcing=1" ? "enforcing" : "permissive";
    }
  }
  return mode;
}

}  // namespace labcheck::checks
