#include "nft_ruleset.hpp"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

#include "checks/network/nft_condition.hpp"
#include "checks/reading.hpp"
#include "checks/reply.hpp"

namespace labcheck::checks {
namespace {

using Field = Condition::Field;

// Statements that change nothing about where a packet goes. Marks do, but a rule that asks for one is `unknown` anyway.
constexpr std::array<std::string_view, 6> harmless{"counter", "log", "mangle", "notrack", "set", "comment"};

std::string text_or(const Value& object, const char* name, const char* otherwise) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : otherwise;
}

// {"addr": "10.0.0.5", "port": 80} of dnat, snat and redirect.
std::string translation(const Value& statement) {
  std::string to;
  if (statement.is_object()) {
    const auto part = [&](const char* name) {
      const auto found = statement.find(name);
      return found == statement.end() ? std::string{} : found->is_string() ? found->get<std::string>() : dump(*found);
    };
    const auto address = part("addr");
    const auto port = part("port");
    to = port.empty() ? address : address + ':' + port;
  }
  return to;
}

std::optional<Verdict> verdict_named(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, Verdict>, 11> verdicts{{{"accept", Verdict::accept},
                                                                           {"drop", Verdict::drop},
                                                                           {"reject", Verdict::reject},
                                                                           {"return", Verdict::leave},
                                                                           {"continue", Verdict::next},
                                                                           {"jump", Verdict::jump},
                                                                           {"goto", Verdict::go},
                                                                           {"masquerade", Verdict::masquerade},
                                                                           {"snat", Verdict::snat},
                                                                           {"dnat", Verdict::dnat},
                                                                           {"redirect", Verdict::redirect}}};
  for (const auto& [word, verdict] : verdicts) {
    if (word == name) {
      return verdict;
    }
  }
  return std::nullopt;
}

// Reads `{"jump": {"target": "x"}}` and the like into a rule; false when it is no verdict.
bool take_verdict(const std::string& name, const Value& inner, Rule& rule) {
  const auto verdict = verdict_named(name);
  if (verdict) {
    rule.verdict = *verdict;
    rule.target = *verdict == Verdict::jump || *verdict == Verdict::go
                      ? (inner.is_object() ? text_or(inner, "target", "") : std::string{})
                      : translation(inner);
  }
  return verdict.has_value();
}

/// Reads the objects of a ruleset one after the other.
class Reader {
 public:
  Result<Ruleset> read(const Value& objects) {
    for (const auto& object : objects) {
      remember_set(object);
    }
    for (const auto& object : objects) {
      if (object.is_object() && object.contains("chain")) {
        LABCHECK_TRY_ASSIGN(auto chain, read_chain(object["chain"]));
        places_.emplace(fmt::format("{} {} {}", chain.family, chain.table, chain.name), rules_.size());
        rules_.push_back(std::move(chain));
      }
    }
    for (const auto& object : objects) {
      if (object.is_object() && object.contains("rule")) {
        if (auto problem = add_rule(object["rule"]); !problem) {
          return tl::unexpected{problem.error()};
        }
      }
    }
    return std::move(rules_);
  }

 private:
  void remember_set(const Value& object) {
    const auto found = object.is_object() ? object.find("set") : object.end();
    if (object.is_object() && found != object.end() && found->is_object()) {
      // What the set holds now; one that fills itself may hold something else in a moment.
      const auto flags = dump(found->value("flags", Value::array()));
      const bool changes = flags.find("dynamic") != std::string::npos || flags.find("timeout") != std::string::npos;
      sets_[fmt::format("{} {} {}", text_or(*found, "family", ""), text_or(*found, "table", ""),
                        text_or(*found, "name", ""))] =
          changes ? Value::array({Value::object()}) : found->value("elem", Value::array());
    }
  }

  static Result<Chain> read_chain(const Value& object) {
    Chain chain{.maker = "nftables"};
    LABCHECK_TRY_ASSIGN(chain.family, member<std::string>(object, "family"));
    LABCHECK_TRY_ASSIGN(chain.table, member<std::string>(object, "table"));
    LABCHECK_TRY_ASSIGN(chain.name, member<std::string>(object, "name"));
    chain.hook = hook_named(text_or(object, "hook", ""));
    chain.nat = text_or(object, "type", "") == "nat";
    chain.drops = text_or(object, "policy", "accept") == "drop";
    if (object.contains("prio")) {
      LABCHECK_TRY_ASSIGN(chain.priority, member<std::int64_t>(object, "prio"));
    }
    return chain;
  }

  Result<bool> add_rule(const Value& object) {
    LABCHECK_TRY_ASSIGN(const auto family, member<std::string>(object, "family"));
    LABCHECK_TRY_ASSIGN(const auto table, member<std::string>(object, "table"));
    LABCHECK_TRY_ASSIGN(const auto name, member<std::string>(object, "chain"));
    LABCHECK_TRY_ASSIGN(const auto statements, list_member(object, "expr"));
    const auto place = places_.find(fmt::format("{} {} {}", family, table, name));
    if (place == places_.end()) {
      return unreadable(fmt::format("nft shows a rule of a chain '{}' that it doesn't show", excerpt(name)));
    }
    add_statements(statements, family + ' ' + table, rules_[place->second]);
    return true;
  }

  void add_statements(const Value& statements, const std::string& table, Chain& chain) {
    Rule rule;
    for (const auto& statement : statements) {
      const bool plain = statement.is_object() && statement.size() == 1;
      const auto name = plain ? statement.items().begin().key() : std::string{};
      const auto inner = plain ? statement.items().begin().value() : Value{};
      if (name == "match" && inner.is_object()) {
        add_match(inner, table, rule);
      } else if (name == "vmap" && inner.is_object()) {
        add_map(inner, table, rule, chain);
        return;
      } else if (name == "limit" || name == "quota" || name == "xt" || name == "connlimit") {
        const bool target = name == "xt" && inner.is_object() && text_or(inner, "type", "") == "target";
        rule.verdict = target ? Verdict::unknown : rule.verdict;
        rule.conditions.push_back({.words = dump(statement)});
      } else if (!take_verdict(name, inner, rule) &&
                 std::find(harmless.begin(), harmless.end(), name) == harmless.end()) {
        rule.verdict = Verdict::unknown;
      }
    }
    chain.rules.push_back(std::move(rule));
  }

  void add_match(const Value& match, const std::string& table, Rule& rule) {
    const auto operation = text_or(match, "op", "");
    const bool known = operation == "==" || operation == "!=" || operation == "in";
    const auto right = match.value("right", Value{});
    const auto values = known ? nft_values(right, sets_, table) : std::nullopt;
    for (auto& condition : nft_conditions(match.value("left", Value{}), values, operation == "!=")) {
      condition.words = dump(match);
      rule.conditions.push_back(std::move(condition));
    }
  }

  // A map from values to verdicts is as many rules.
  void add_map(const Value& map, const std::string& table, const Rule& before, Chain& chain) {
    const auto data = map.value("data", Value{});
    const auto pairs = data.is_object() && data.contains("set") ? data["set"] : Value::array({Value{}});
    for (const auto& pair : pairs.is_array() ? pairs : Value::array({Value{}})) {
      Rule rule = before;
      const bool whole = pair.is_array() && pair.size() == 2 && pair[1].is_object() && pair[1].size() == 1;
      if (!whole || !take_verdict(pair[1].items().begin().key(), pair[1].items().begin().value(), rule)) {
        rule.verdict = Verdict::unknown;
        rule.conditions.push_back({.words = dump(map)});
      } else {
        for (auto& condition : nft_conditions(map.value("key", Value{}), nft_values(pair[0], sets_, table), false)) {
          condition.words = dump(pair[0]);
          rule.conditions.push_back(std::move(condition));
        }
      }
      chain.rules.push_back(std::move(rule));
    }
  }

  Ruleset rules_;
  std::map<std::string, std::size_t> places_;
  NamedSets sets_;
};

}  // namespace

Hook hook_named(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, Hook>, 11> hooks{{{"prerouting", Hook::prerouting},
                                                                     {"PREROUTING", Hook::prerouting},
                                                                     {"input", Hook::input},
                                                                     {"INPUT", Hook::input},
                                                                     {"forward", Hook::forward},
                                                                     {"FORWARD", Hook::forward},
                                                                     {"output", Hook::output},
                                                                     {"OUTPUT", Hook::output},
                                                                     {"postrouting", Hook::postrouting},
                                                                     {"POSTROUTING", Hook::postrouting},
                                                                     {"ingress", Hook::ingress}}};
  for (const auto& [word, hook] : hooks) {
    if (word == name) {
      return hook;
    }
  }
  return Hook::none;
}

std::string protocol_named(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 7> names{{{"6", "tcp"},
                                                                                {"17", "udp"},
                                                                                {"1", "icmp"},
                                                                                {"58", "icmpv6"},
                                                                                {"ipv6-icmp", "icmpv6"},
                                                                                {"icmp6", "icmpv6"},
                                                                                {"132", "sctp"}}};
  for (const auto& [other, usual] : names) {
    if (other == name) {
      return std::string{usual};
    }
  }
  return std::string{name};
}

Result<Ruleset> read_nft(std::string_view output) {
  const auto json = read_json(output);
  if (!json || !json->is_object() || !json->contains("nftables") || !(*json)["nftables"].is_array()) {
    return unreadable(fmt::format("nft shows its rules as '{}'", excerpt(output)));
  }
  return Reader{}.read((*json)["nftables"]);
}

}  // namespace labcheck::checks
