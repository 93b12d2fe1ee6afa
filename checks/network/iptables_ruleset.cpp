#include <array>
#include <map>
#include <set>

#include <fmt/format.h>

#include "checks/network/iptables_rule.hpp"
#include "checks/network/nft_ruleset.hpp"
#include "checks/reading.hpp"

namespace labcheck::checks {
namespace {

using Words = std::vector<std::string>;

struct Table {
  std::string name{};
  bool foreign{false};
  std::map<std::string, Chain> chains{};
  std::vector<Words> lines{};
};

// The kernel's own priorities of iptables' tables.
std::int64_t priority_of(std::string_view table) {
  constexpr std::array<std::pair<std::string_view, std::int64_t>, 4> known{
      {{"raw", -300}, {"mangle", -150}, {"nat", -100}, {"security", 50}}};
  for (const auto& [name, priority] : known) {
    if (name == table) {
      return priority;
    }
  }
  return 0;
}

bool finish(Table& table, Ruleset& into) {
  std::set<std::string> own;
  for (const auto& [name, chain] : table.chains) {
    own.insert(name);
  }
  for (const auto& words : table.lines) {
    const auto chain = words.size() > 1 ? table.chains.find(words[1]) : table.chains.end();
    if (chain == table.chains.end()) {
      return false;
    }
    chain->second.rules.push_back(iptables_rule(words, own));
  }
  for (auto& [name, chain] : table.chains) {
    if (!table.foreign) {
      into.push_back(std::move(chain));
    }
  }
  table = {};
  return true;
}

Chain chain_of(const Words& words, const Table& table, std::string_view maker, bool six) {
  Chain chain;
  chain.maker = maker;
  chain.family = six ? "ip6" : "ip";
  chain.table = table.name;
  chain.name = words[0].substr(1);
  chain.hook = words[1] == "-" ? Hook::none : hook_named(chain.name);
  chain.nat = table.name == "nat";
  chain.drops = words[1] == "DROP";
  chain.priority = priority_of(table.name);
  return chain;
}

}  // namespace

// "# Table `nat' contains incompatible base-chains, use 'nft' tool to list them.": what follows of it is not the whole.
Result<Ruleset> read_iptables(std::string_view output, std::string_view maker, bool six) {
  Ruleset rules;
  Table table;
  std::set<std::string> foreign;
  for (const auto& raw : lines_of(valid_utf8(output))) {
    const auto words = iptables_words(raw);
    bool good = words && (!words->empty() || raw.empty());
    if (good && words->size() > 3 && raw.starts_with("# Table `") && raw.find("incompatible") != std::string::npos) {
      foreign.insert((*words)[2].substr(1, (*words)[2].size() - 2));
    }
    if (good && !raw.empty() && !raw.starts_with('#')) {
      if (raw.starts_with('*') && table.name.empty()) {
        table.name = raw.substr(1);
        table.foreign = foreign.contains(table.name);
      } else if (raw.starts_with(':') && words->size() >= 2 && !table.name.empty()) {
        auto chain = chain_of(*words, table, maker, six);
        table.chains.emplace(chain.name, std::move(chain));
      } else if (raw.starts_with("-A ") && !table.name.empty()) {
        table.lines.push_back(*words);
      } else {
        good = raw == "COMMIT" && finish(table, rules);
      }
    }
    if (!good) {
      return unreadable(fmt::format("iptables shows its rules with a line '{}'", excerpt(raw)));
    }
  }
  return table.name.empty() ? Result<Ruleset>{std::move(rules)}
                            : unreadable("iptables' rules are cut off: a table has no COMMIT");
}

}  // namespace labcheck::checks
