#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "checks/network/prefix.hpp"

/// What packet filters of all makes have in common, and what becomes of a new connection that meets one.
namespace labcheck::checks {

enum class Hook { none, prerouting, input, forward, output, postrouting, ingress };

/// A new connection, as far as the question describes it.
struct Traffic {
  Hook direction{Hook::input};
  bool six{false};
  std::string protocol{"tcp"};  ///< tcp, udp, icmp (echo request), ...
  std::optional<std::int64_t> port{};
  std::optional<Prefix> source{};
  std::optional<Prefix> destination{};
  std::string in{};  ///< interfaces; empty: any but the loopback
  std::string out{};
};

/// Of a rule: one of the values, or none when negated. `unknown` is whatever can't be told from a Traffic.
struct Condition {
  enum class Field { family, protocol, port, source, destination, in, out, state, icmp_type, always, unknown };
  Field field{Field::unknown};
  std::vector<std::string> values{};
  bool negated{false};
  std::string words{};  ///< as the tool spells it
};

enum class Verdict { next, accept, drop, reject, leave, jump, go, masquerade, snat, dnat, redirect, unknown };

struct Rule {
  std::vector<Condition> conditions{};
  Verdict verdict{Verdict::next};
  std::string target{};  ///< a chain, or where to an address is translated
};

struct Chain {
  std::string maker{};  ///< nftables, iptables-nft, iptables-legacy
  std::string family{};
  std::string table{};
  std::string name{};
  Hook hook{Hook::none};
  bool nat{false};
  std::int64_t priority{0};
  bool drops{false};  ///< what no rule decides
  std::vector<Rule> rules{};
};

using Ruleset = std::vector<Chain>;

/// accept, drop, reject, or undecided where the answer hangs on what isn't understood or wasn't said.
std::string fate(const Ruleset& rules, const Traffic& traffic);

}  // namespace labcheck::checks
