#include "audit_rules.hpp"

#include <optional>

#include <labcheck/value.hpp>

#include "checks/reading.hpp"

namespace labcheck::checks {
namespace {

struct Option {
  std::string letter{};
  std::string value{};
};

bool starts_option(std::string_view text) {
  return text.size() >= 3 && text[0] == '-' &&
         std::string_view{"waAFSCkpdDW"}.find(text[1]) != std::string_view::npos && text[2] == ' ';
}

// auditctl prints no quotes: `-w /etc/my file -p wa`. What belongs to an option ends where the next one starts.
std::vector<Option> options_in(std::string_view line) {
  std::vector<Option> options;
  for (std::size_t at = 0; at < line.size();) {
    if (!starts_option(line.substr(at))) {
      return {};
    }
    auto end = at + 3;
    while (end < line.size() && !(line[end] == ' ' && starts_option(line.substr(end + 1)))) {
      ++end;
    }
    auto value = valid_utf8(line.substr(at + 3, end - at - 3));
    value.erase(0, value.find_first_not_of(' '));
    value.erase(value.find_last_not_of(" \t\r") + 1);
    options.push_back({std::string{line.substr(at, 2)}, value});
    at = end + 1;
  }
  return options;
}

std::string ordered(std::string_view permissions) {
  std::string letters;
  for (const char letter : std::string_view{"rwxa"}) {
    letters += permissions.find(letter) == std::string_view::npos ? "" : std::string{letter};
  }
  return letters;
}

std::string without_slash(std::string path) {
  while (path.size() > 1 && path.ends_with('/')) {
    path.pop_back();
  }
  return path;
}

void take_field(AuditRule& rule, const std::string& field) {
  const auto equals = field.find('=');
  const auto name = field.substr(0, equals);
  const auto value = equals == std::string::npos ? "" : field.substr(equals + 1);
  if (name == "path" || name == "dir") {
    rule.path = without_slash(value);
    rule.permissions = rule.permissions.empty() ? "rwxa" : rule.permissions;
  } else if (name == "perm") {
    rule.permissions = ordered(value);
  } else if (name == "key") {
    rule.keys.push_back(value);
  }
}

std::optional<AuditRule> read_rule(const std::string& line) {
  const auto options = options_in(line);
  if (options.empty() || (options[0].letter != "-w" && options[0].letter != "-a" && options[0].letter != "-A")) {
    return std::nullopt;
  }
  AuditRule rule{.text = valid_utf8(line)};
  for (const auto& [letter, value] : options) {
    if (letter == "-w") {
      take_field(rule, "path=" + value);
    } else if (letter == "-p") {
      rule.permissions = ordered(value);
    } else if (letter == "-k") {
      rule.keys.push_back(value);
    } else if (letter == "-F") {
      take_field(rule, value);
    } else if (letter == "-S") {
      for (const auto& name : split(value, ',')) {
        rule.syscalls.push_back(name);
      }
    } else if (letter == "-a" || letter == "-A") {
      rule.never = value.starts_with("never") || value.ends_with("never");
    }
  }
  return rule;
}

}  // namespace

std::vector<AuditRule> read_audit_rules(std::string_view text) {
  std::vector<AuditRule> rules;
  for (auto line : lines_of(text)) {
    line.erase(0, line.find_first_not_of(" \t"));
    line.erase(line.find_last_not_of(" \t\r") + 1);
    if (auto rule = read_rule(line)) {
      rules.push_back(*std::move(rule));
    }
  }
  return rules;
}

}  // namespace labcheck::checks
