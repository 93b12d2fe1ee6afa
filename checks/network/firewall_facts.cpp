#include "firewall_facts.hpp"

#include <algorithm>
#include <set>

namespace labcheck::checks {
namespace {

using Field = Condition::Field;

const char* word_of(Verdict verdict) {
  constexpr const char* words[] = {"continue", "accept",     "drop", "reject", "return",   "jump",
                                   "goto",     "masquerade", "snat", "dnat",   "redirect", "unknown"};
  return words[static_cast<int>(verdict)];
}

std::string policy_of(const Ruleset& rules, Hook hook) {
  const bool drops = std::any_of(rules.begin(), rules.end(),
                                 [&](const Chain& chain) { return chain.hook == hook && !chain.nat && chain.drops; });
  return drops ? "drop" : "accept";
}

// A value that a rule's conditions ask for, when they ask for exactly one of this kind.
void put(Value& entry, const char* name, const Rule& rule, Field field) {
  for (const auto& condition : rule.conditions) {
    if (condition.field == field && !condition.negated && condition.values.size() == 1) {
      const auto& value = condition.values.front();
      const bool number = !value.empty() && value.find_first_not_of("0123456789") == std::string::npos;
      entry[name] = field == Field::port && number && value.size() < 6 ? Value(std::stoi(value)) : Value(value);
    }
  }
}

Value translation(const Rule& rule) {
  Value entry = Value::object();
  put(entry, "protocol", rule, Field::protocol);
  put(entry, "port", rule, Field::port);
  put(entry, "source", rule, Field::source);
  put(entry, "destination", rule, Field::destination);
  put(entry, "in", rule, Field::in);
  put(entry, "out", rule, Field::out);
  if (!rule.target.empty()) {
    entry["to"] = rule.target;
  }
  return entry;
}

Value translations(const Ruleset& rules) {
  Value found{{"masquerade", Value::array()}, {"snat", Value::array()}, {"dnat", Value::array()}};
  for (const auto& chain : rules) {
    for (const auto& rule : chain.rules) {
      const bool to_port = rule.verdict == Verdict::redirect;
      if (to_port || rule.verdict == Verdict::dnat || rule.verdict == Verdict::snat ||
          rule.verdict == Verdict::masquerade) {
        found[to_port ? "dnat" : word_of(rule.verdict)].push_back(translation(rule));
      }
    }
  }
  return found;
}

Value rule_list(const Ruleset& rules) {
  Value list = Value::array();
  for (const auto& chain : rules) {
    for (const auto& rule : chain.rules) {
      auto entry = translation(rule);
      entry["table"] = chain.family + ' ' + chain.table;
      entry["chain"] = chain.name;
      entry["verdict"] = word_of(rule.verdict);
      list.push_back(std::move(entry));
    }
  }
  return list;
}

std::set<std::string> backends(const Ruleset& rules) {
  std::set<std::string> found;
  for (const auto& chain : rules) {
    if (chain.table == "firewalld") {
      found.insert("firewalld");
    } else if (chain.name.starts_with("ufw-") || chain.name.starts_with("ufw6-")) {
      found.insert("ufw");
    } else if (!chain.rules.empty() || chain.drops) {
      found.insert(chain.maker);
    }
  }
  return found;
}

}  // namespace

std::vector<FactSpec> ruleset_facts() {
  return {
      {.name = "active", .kind = ValueKind::boolean, .about = "whether there is any rule, or a policy that drops"},
      {.name = "backends",
       .kind = ValueKind::list,
       .about = "what made the rules: nftables, iptables-nft, iptables-legacy, firewalld, ufw",
       .element = ValueKind::text},
      {.name = "policy",
       .kind = ValueKind::map,
       .about = "what becomes of what no rule decides",
       .fields = {{.name = "input", .kind = ValueKind::text, .about = "accept or drop"},
                  {.name = "forward", .kind = ValueKind::text, .about = "the same of what is passed on"},
                  {.name = "output", .kind = ValueKind::text, .about = "the same of what the host sends"}}},
      {.name = "traffic",
       .kind = ValueKind::text,
       .about = "what becomes of a new connection as described: accept, drop, reject, or undecided where it hangs on "
                "what labcheck doesn't understand or wasn't told"},
      {.name = "nat",
       .kind = ValueKind::map,
       .about =
           "translations by kind, as in \"$.masquerade[?@.out=='eth0']\", \"$.dnat[?@.port==8080].to\"; also snat; "
           "each with those of protocol, port, source, destination, in, out, to that its rule names"},
      {.name = "rules",
       .kind = ValueKind::list,
       .about = "all rules in order, as in \"$[?@.chain=='input' && @.port==22].verdict\"; each with table, chain, "
                "verdict and what a translation has"},
  };
}

Value read_ruleset(const Ruleset& rules, const std::optional<Traffic>& question) {
  const bool active =
      std::any_of(rules.begin(), rules.end(), [](const Chain& chain) { return !chain.rules.empty() || chain.drops; });
  return {{"active", active},
          {"backends", backends(rules)},
          {"policy",
           {{"input", policy_of(rules, Hook::input)},
            {"forward", policy_of(rules, Hook::forward)},
            {"output", policy_of(rules, Hook::output)}}},
          {"traffic", question ? fate(rules, *question) : "undecided"},
          {"nat", translations(rules)},
          {"rules", rule_list(rules)}};
}

}  // namespace labcheck::checks
