#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include <labcheck/check_type.hpp>
#include <labcheck/reference.hpp>

#include "checks/host_script.hpp"
#include "checks/network/firewall_facts.hpp"
#include "checks/network/firewall_script.hpp"
#include "checks/network/nft_ruleset.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {
      {.name = "port", .kind = ValueKind::port, .about = "the port that a new connection goes to"},
      {.name = "protocol",
       .kind = ValueKind::text,
       .about = "its protocol; icmp is an echo request",
       .fallback = "tcp",
       .choices = {"tcp", "udp", "icmp", "icmpv6", "sctp", "gre", "esp", "ah", "vrrp"}},
      {.name = "direction",
       .kind = ValueKind::text,
       .about = "input: to the host; forward: passed on by it; output: from it",
       .fallback = "input",
       .choices = {"input", "forward", "output"}},
      {.name = "source", .kind = ValueKind::text, .about = "the address or network that it comes from"},
      {.name = "destination", .kind = ValueKind::text, .about = "the address or network that it goes to"},
      {.name = "in", .kind = ValueKind::text, .about = "the interface that it comes in by"},
      {.name = "out", .kind = ValueKind::text, .about = "the interface that it goes out by"},
      {.name = "family",
       .kind = ValueKind::text,
       .about = "ipv4 or ipv6, where no address says so",
       .fallback = "ipv4",
       .choices = {"ipv4", "ipv6"}},
      {.name = "persistent",
       .kind = ValueKind::boolean,
       .about = "whether it is also tried what the next boot will load",
       .fallback = "false"},
  };
}

std::vector<FactSpec> facts() {
  auto at_boot = ruleset_facts();
  at_boot.insert(at_boot.begin(),
                 {{.name = "managers",
                   .kind = ValueKind::list,
                   .about = "what loads rules at boot: nftables, netfilter-persistent, iptables, firewalld, ufw",
                   .element = ValueKind::text},
                  {.name = "loads", .kind = ValueKind::boolean, .about = "whether their files can be loaded"},
                  {.name = "problem", .kind = ValueKind::text, .about = "what was said when they could not"}});
  auto facts = ruleset_facts();
  facts.push_back({.name = "persistent",
                   .kind = ValueKind::map,
                   .about = "the same of the rules that the next boot will load; of ufw's, traffic is undecided",
                   .fields = at_boot,
                   .asked_by = "persistent"});
  return facts;
}

std::string complaint(const Value& parameters) {
  for (const auto* name : {"source", "destination"}) {
    const auto text = text_of(parameters, name);
    if (given(parameters, name) && !has_references(text) && !read_prefix(text)) {
      return fmt::format("'{}' is no address and no network", text);
    }
  }
  for (const auto* name : {"in", "out"}) {
    const auto text = text_of(parameters, name);
    if (given(parameters, name) && !is_name(text, "._-:@")) {
      return fmt::format("'{}' is no name of an interface", text);
    }
  }
  const auto direction = text_of(parameters, "direction");
  return given(parameters, "out") && (direction.empty() || direction == "input")
             ? "what comes to the host itself goes out by no interface ('direction: forward' or 'output' is missing)"
         : given(parameters, "in") && direction == "output" ? "what the host sends comes in by no interface"
                                                            : "";
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  return host_script(firewall_script, {flag_of(parameters, "persistent", false) ? "persistent" : "now"});
}

/// The connection that the step describes; nothing when it describes none.
std::optional<Traffic> question_of(const Value& parameters) {
  Traffic traffic;
  const auto direction = text_of(parameters, "direction");
  traffic.direction = direction.empty() ? Hook::input : hook_named(direction);
  traffic.source = read_prefix(text_of(parameters, "source"));
  traffic.destination = read_prefix(text_of(parameters, "destination"));
  traffic.protocol = given(parameters, "protocol") ? text_of(parameters, "protocol") : "tcp";
  traffic.in = text_of(parameters, "in");
  traffic.out = text_of(parameters, "out");
  traffic.six = text_of(parameters, "family") == "ipv6" || traffic.protocol == "icmpv6" ||
                (traffic.source && traffic.source->six) || (traffic.destination && traffic.destination->six);
  if (const auto port = integer_of(parameters, "port", 0); port > 0) {
    traffic.port = port;
  }
  const bool described = traffic.port || traffic.protocol != "tcp" || traffic.source || traffic.destination ||
                         !traffic.in.empty() || !traffic.out.empty();
  return described ? std::optional{traffic} : std::nullopt;
}

// Tables that iptables made are read as iptables shows them: to nft, much in them is foreign.
void add_iptables(Ruleset& rules, Ruleset tables) {
  const auto made = [&](const Chain& chain) {
    return chain.maker == "nftables" && std::any_of(tables.begin(), tables.end(), [&](const Chain& other) {
             return other.maker == "iptables-nft" && other.table == chain.table && other.family == chain.family;
           });
  };
  rules.erase(std::remove_if(rules.begin(), rules.end(), made), rules.end());
  rules.insert(rules.end(), std::make_move_iterator(tables.begin()), std::make_move_iterator(tables.end()));
}

struct Source {
  const char* key;
  const char* maker;
  bool six;
};

constexpr std::array<Source, 4> sources{{{"iptables_nft", "iptables-nft", false},
                                         {"ip6tables_nft", "iptables-nft", true},
                                         {"iptables_legacy", "iptables-legacy", false},
                                         {"ip6tables_legacy", "iptables-legacy", true}}};

/// All rules of a dump; nothing when the host has no tool that could show any.
Result<std::optional<Ruleset>> rules_of(const Fields& fields, const std::string& prefix) {
  Ruleset rules;
  bool seen = fields.has(prefix + "nft");
  if (seen) {
    LABCHECK_TRY_ASSIGN(const auto output, fields.bytes(prefix + "nft"));
    LABCHECK_TRY_ASSIGN(rules, read_nft(output));
  }
  for (const auto& source : sources) {
    if (fields.has(prefix + source.key)) {
      LABCHECK_TRY_ASSIGN(const auto output, fields.bytes(prefix + source.key));
      LABCHECK_TRY_ASSIGN(auto tables, read_iptables(output, source.maker, source.six));
      add_iptables(rules, std::move(tables));
      seen = true;
    }
  }
  return seen ? std::optional{std::move(rules)} : std::nullopt;
}

Result<Value> read_persistent(const Fields& fields, const std::optional<Traffic>& question) {
  LABCHECK_TRY_ASSIGN(const auto loads, fields.yes("loads"));
  std::set<std::string> managers;
  for (const auto& manager : fields.all("manager")) {
    managers.insert(valid_utf8(manager));
  }
  Value facts{{"traffic", "undecided"}};
  if (loads) {
    LABCHECK_TRY_ASSIGN(const auto rules, rules_of(fields, "boot_"));
    facts = rules ? read_ruleset(*rules, question) : facts;
    if (managers.contains("ufw")) {
      facts["traffic"] = "undecided";
    }
  } else {
    LABCHECK_TRY_ASSIGN(facts["problem"], fields.text("problem"));
  }
  facts["loads"] = loads;
  facts["managers"] = managers;
  return facts;
}

Result<Value> read(const Value& parameters, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto fields, read_fields(answer));
  const auto question = question_of(parameters);
  LABCHECK_TRY_ASSIGN(const auto rules, rules_of(fields, "now_"));
  if (!rules && !fields.has("loads")) {
    const bool whole = answer.out == "end=\n";
    return whole ? Result<Value>{Value{{"active", false}, {"backends", Value::array()}, {"traffic", "undecided"}}}
                 : unreadable("the host's answer has no rules");
  }
  Value facts = rules ? read_ruleset(*rules, question) : Value{{"active", false}, {"traffic", "undecided"}};
  if (flag_of(parameters, "persistent", false)) {
    LABCHECK_TRY_ASSIGN(facts["persistent"], read_persistent(fields, question));
  }
  return facts;
}

}  // namespace

CheckType firewall() {
  return {
      .name = "firewall",
      .subject = "network",
      .about = "the host's packet filter (nftables, iptables, firewalld): what becomes of a new connection",
      .main_parameter = "port",
      .parameters = parameters(),
      .facts = facts(),
      .example =
          "on: web\nfirewall: {port: 22, source: 192.168.10.0/24}\n"
          "expect: {traffic: accept, persistent: {traffic: accept}}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
