#include "ping_output.hpp"

#include <array>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "checks/network/address.hpp"
#include "checks/reading.hpp"

namespace labcheck::checks {
namespace {

struct Reason {
  std::string_view words{};
  std::string_view reason{};
};

// Behind "ping: ". What isn't among them is trouble of ping's, which says nothing of the network.
constexpr std::array<Reason, 12> reasons{{
    {"Temporary failure in name resolution", "unknown_name"},
    {"Name or service not known", "unknown_name"},
    {"No address associated with hostname", "unknown_name"},
    {"Address family for hostname not supported", "unknown_name"},
    {"bad address '", "unknown_name"},
    {"Network is unreachable", "no_route"},
    {"No route to host", "no_route"},
    {"connect: Invalid argument", "no_route"},  // a blackhole
    {"sendto: Invalid argument", "no_route"},
    {"Permission denied", "not_permitted"},  // a prohibit route
    {"sendmsg: Operation not permitted", "not_permitted"},
    {"sendto: Operation not permitted", "not_permitted"},
}};
constexpr std::array<std::string_view, 5> no_source{"multicast source interface", "unknown iface", "No such device",
                                                    "bind: Cannot assign", "can't bind"};

std::string_view reason_of(std::string_view line) {
  for (const auto words : no_source) {
    if (line.find(words) != std::string_view::npos) {
      return "no_source";
    }
  }
  for (const auto& known : reasons) {
    if (line.find(known.words) != std::string_view::npos) {
      return known.reason;
    }
  }
  return {};
}

struct Statistics {
  std::int64_t sent{0};
  std::int64_t received{0};
};

// "3 packets transmitted, 3 received, +1 errors, 0% packet loss, …"; busybox: "3 packets transmitted, 3 packets
// received, …"
std::optional<Statistics> statistics_of(std::string_view line) {
  const auto pieces = split(line, ',');
  const auto first = split(pieces[0], ' ');
  const auto second = pieces.size() > 2 ? split(pieces[1], ' ') : std::vector<std::string>{};
  if (first.size() != 3 || first[1] != "packets" || first[2] != "transmitted" || second.size() < 3 ||
      second.back() != "received") {
    return std::nullopt;
  }
  const auto sent = read_integer(first[0]);
  const auto received = read_integer(second[1]);
  return sent && received && *sent >= 0 && *received >= 0
             ? std::optional{Statistics{.sent = *sent, .received = *received}}
             : std::nullopt;
}

// "rtt min/avg/max/mdev = 0.061/0.377/0.693/0.316 ms", "round-trip min/avg/max = 0.052/0.055/0.058 ms"
Result<Value> read_times(std::string_view line) {
  const auto equals = line.find(" = ");
  const auto numbers =
      equals == std::string_view::npos ? std::vector<std::string>{} : split(line.substr(equals + 3, line.size()), '/');
  constexpr std::array<const char*, 3> names{"rtt_min", "rtt_avg", "rtt_max"};
  Value facts = Value::object();
  for (std::size_t at = 0; at < names.size(); ++at) {
    const auto number = at < numbers.size() ? read_finite(split(numbers[at], ' ').front()) : std::nullopt;
    if (!number || *number < 0 || line.find("min/avg/max") == std::string_view::npos) {
      return unreadable(fmt::format("ping shows round trips as '{}'", excerpt(line)));
    }
    facts[names.at(at)] = *number;
  }
  return facts;
}

// "PING name (10.0.0.1) 56(84) …", of iputils and IPv6 "PING fd00::1(fd00::1) 56 …"
std::optional<std::string> address_of(std::string_view line) {
  const auto open = line.find('(');
  const auto close = line.find_first_of(")%", open);
  return open == std::string_view::npos || close == std::string_view::npos
             ? std::nullopt
             : plain_address(line.substr(open + 1, close - open - 1));
}

Result<Value> read_counts(const Statistics& counts) {
  constexpr double whole = 100.0;
  if (counts.received > counts.sent || counts.sent == 0) {
    return unreadable(fmt::format("ping says that of {} requests {} were answered", counts.sent, counts.received));
  }
  return Value{{"answered", counts.received > 0},
               {"sent", counts.sent},
               {"received", counts.received},
               {"loss", whole * static_cast<double>(counts.sent - counts.received) / static_cast<double>(counts.sent)}};
}

}  // namespace

Result<Value> read_ping(std::string_view output, std::int64_t status) {
  Value facts = Value::object();
  std::string_view reason;
  for (const auto& line : lines_of(output)) {
    if (const auto counts = statistics_of(line)) {
      LABCHECK_TRY_ASSIGN(const auto found, read_counts(*counts));
      facts.update(found);
    } else if (line.find("min/avg/max") != std::string::npos) {
      LABCHECK_TRY_ASSIGN(const auto times, read_times(line));
      facts.update(times);
    } else if (const auto address = line.starts_with("PING ") ? address_of(line) : std::nullopt) {
      facts["address"] = *address;
    } else if (line.starts_with("ping: ") || line.starts_with("ping6: ")) {
      reason = reason.empty() ? reason_of(line) : reason;
    }
  }
  if (facts.contains("answered") && facts["answered"] == (status == 0)) {
    if (!reason.empty() && facts["answered"] == false) {
      facts["reason"] = reason;
    }
    const bool timed = facts.contains("rtt_avg") || facts["answered"] == false;
    return timed ? Result<Value>{facts} : unreadable("ping's output is cut off before the round trips");
  }
  if (reason.empty() || status == 0 || facts.contains("answered")) {
    return unreadable(fmt::format("ping ended with status {} and said '{}'", status, excerpt(output)));
  }
  facts["answered"] = false;
  facts["reason"] = reason;
  return facts;
}

}  // namespace labcheck::checks
