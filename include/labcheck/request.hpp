#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include <labcheck/value.hpp>

namespace labcheck {

/// A POSIX sh script for a host. Values reach it only as positional parameters ($1, $2, ...), quoted in one place.
struct Script {
  std::string text{};
  std::vector<std::string> arguments{};
  bool alone{false};  ///< wants a channel of its own: long, big, or able to kill its shell
  bool operator==(const Script&) const = default;
};

/// One conversation in some protocol with a service, as a plain value; the protocol's client carries it out.
struct Exchange {
  std::string protocol{};  ///< "tcp", "http", "sql", ...
  std::string host{};      ///< the service's name or address, as seen from where it is spoken
  std::uint16_t port{0};
  Value details = Value::object();  ///< what to say; its shape belongs to the protocol (see checks/…)
  bool operator==(const Exchange&) const = default;
};

using Request = std::variant<Script, Exchange>;

}  // namespace labcheck
