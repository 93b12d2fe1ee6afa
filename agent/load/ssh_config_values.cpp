#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include <labcheck/reading.hpp>

#include "load/roster_address.hpp"
#include "load/ssh_config_reader.hpp"

namespace labcheck::load {
namespace {

/// `90`, `1m30s`, `2h`: seconds, as sshd_config(5) writes times.
std::optional<int> seconds_of(std::string_view text) {
  long total = 0;
  while (!text.empty()) {
    long number = 0;
    std::size_t digits = 0;
    for (; digits < text.size() && text[digits] >= '0' && text[digits] <= '9' && number < 1'000'000; ++digits) {
      number = number * 10 + (text[digits] - '0');
    }
    if (digits == 0) {
      return std::nullopt;
    }
    text.remove_prefix(digits);
    constexpr std::string_view units = "smhdw";
    constexpr long lengths[] = {1, 60, 3'600, 86'400, 604'800};
    const auto unit = text.empty() ? 0 : units.find(lower_case(text.substr(0, 1)));
    if (unit == std::string_view::npos) {
      return std::nullopt;
    }
    text.remove_prefix(text.empty() ? 0 : 1);
    total += number * lengths[unit];
    if (total > std::numeric_limits<int>::max()) {
      return std::nullopt;
    }
  }
  return static_cast<int>(total);
}

/// `ssh://user@host:port`, or the same without what is in front.
std::string without_scheme(std::string_view hop) {
  hop.remove_prefix(lower_case(hop.substr(0, 6)) == "ssh://" ? 6 : 0);
  hop.remove_suffix(hop.ends_with('/') ? 1 : 0);
  return std::string{hop};
}

template <class T>
void first_stands(std::optional<T>& into, T value) {
  if (!into) {
    into = std::move(value);
  }
}

}  // namespace

bool SshConfigReader::settled(const std::string& keyword) const {
  return (keyword == "hostname" && host_.host_name) || (keyword == "user" && (query_.user || host_.user)) ||
         (keyword == "port" && (query_.port || host_.port)) || (keyword == "identityfile" && query_.has_key) ||
         (keyword == "identitiesonly" && (query_.has_key || host_.identities_only)) ||
         (keyword == "identityagent" && host_.identity_agent) ||
         ((keyword == "proxyjump" || keyword == "proxycommand") && (query_.has_way || host_.jumps || host_.command)) ||
         (keyword == "userknownhostsfile" && host_.user_known_hosts) ||
         (keyword == "globalknownhostsfile" && host_.global_known_hosts) ||
         (keyword == "stricthostkeychecking" && host_.strict) || (keyword == "hostkeyalias" && host_.host_key_alias) ||
         (keyword == "connecttimeout" && host_.connect_seconds);
}

void SshConfigReader::take_value(const SshConfigLine& line, Active active) {
  const bool list = line.keyword == "userknownhostsfile" || line.keyword == "globalknownhostsfile";
  if (line.arguments.size() > 1 && !list && line.keyword != "proxycommand") {
    error(fmt::format("'{}' takes one value, found {}", line.keyword, line.arguments.size()));
    return;
  }
  if (active == Active::no || settled(line.keyword)) {
    return;
  }
  if (active == Active::doubtful) {
    error(
        fmt::format("whether '{}' holds for the host '{}' hangs on 'Match {}', which labcheck does not carry out "
                    "(write 'Host' or 'Match host', or say it in the roster)",
                    line.keyword, query_.name, doubt_));
    return;
  }
  if (line.keyword == "proxyjump" || line.keyword == "proxycommand") {
    take_way(line);
  } else if (!take_path_values(line)) {
    take_other_values(line);
  }
}

void SshConfigReader::take_way(const SshConfigLine& line) {
  host_.way_place = place_;
  if (line.keyword == "proxyjump") {
    take_jump(line);
  } else if (lower_case(line.raw) == "none") {
    host_.jumps.emplace();
  } else {
    host_.command = line.raw;
  }
}

void SshConfigReader::take_jump(const SshConfigLine& line) {
  std::vector<std::string> hops;
  std::string_view rest = line.arguments[0];
  if (lower_case(rest) == "none") {
    host_.jumps.emplace();
    return;
  }
  while (true) {
    const auto comma = std::min(rest.find(','), rest.size());
    auto hop = without_scheme(rest.substr(0, comma));
    if (const auto address = parse_host_address(hop); !address) {
      error(fmt::format("'ProxyJump {}': {}", line.arguments[0], address.error().message));
      return;
    }
    hops.push_back(std::move(hop));
    if (comma == rest.size()) {
      break;
    }
    rest.remove_prefix(comma + 1);
  }
  host_.jumps = std::move(hops);
}

bool SshConfigReader::take_path_values(const SshConfigLine& line) {
  const auto& value = line.arguments[0];
  if (line.keyword == "identityfile") {
    auto& files = host_.identity_files;
    if (std::find(files.begin(), files.end(), value) == files.end()) {
      files.push_back(value);
    }
  } else if (line.keyword == "identityagent") {
    host_.identity_agent = value;
  } else if (line.keyword == "userknownhostsfile") {
    host_.user_known_hosts = line.arguments;
  } else if (line.keyword == "globalknownhostsfile") {
    host_.global_known_hosts = line.arguments;
  } else {
    return false;
  }
  return true;
}

std::optional<bool> SshConfigReader::boolean(const SshConfigLine& line) {
  const auto value = lower_case(line.arguments[0]);
  if (value == "yes" || value == "true" || value == "no" || value == "false") {
    return value == "yes" || value == "true";
  }
  error(fmt::format("'{}' must be yes or no, found '{}'", line.keyword, line.arguments[0]));
  return std::nullopt;
}

void SshConfigReader::take_other_values(const SshConfigLine& line) {
  const auto& value = line.arguments[0];
  if (line.keyword == "hostname") {
    host_.host_name = value;
  } else if (line.keyword == "user") {
    host_.user = value;
  } else if (line.keyword == "hostkeyalias") {
    host_.host_key_alias = value;
  } else if (line.keyword == "identitiesonly") {
    host_.identities_only = boolean(line);
  } else if (line.keyword == "port") {
    const auto port = read_value(Node{.kind = Node::Kind::scalar, .text = value}, ValueKind::port);
    if (port) {
      host_.port = port->get<std::uint16_t>();
    } else {
      error(fmt::format("'Port {}': {}", value, port.error().message));
    }
  } else if (line.keyword == "connecttimeout") {
    const auto seconds = lower_case(value) == "none" ? std::optional{0} : seconds_of(value);
    if (seconds) {
      host_.connect_seconds = seconds;
    } else {
      error(fmt::format("'ConnectTimeout {}' is no time (write 10 or 1m30s)", value));
    }
  } else {
    auto strict = lower_case(value);
    strict = strict == "true" ? "yes" : strict == "false" || strict == "off" ? "no" : strict;
    if (strict == "yes" || strict == "no" || strict == "ask" || strict == "accept-new") {
      host_.strict = strict;
    } else {
      error(fmt::format("'StrictHostKeyChecking {}' is none of yes, accept-new, ask, no", value));
    }
  }
}

}  // namespace labcheck::load
