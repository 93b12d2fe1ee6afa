#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

#include "checks/network/firewall_match.hpp"
#include "checks/network/firewall_model.hpp"

namespace labcheck::checks {
namespace {

// What may come out of a chain, as a set of bits: a rule that may match leaves more than one.
using Fates = unsigned;
constexpr Fates accepted = 1;
constexpr Fates dropped = 2;
constexpr Fates rejected = 4;
constexpr Fates undecided = 8;
constexpr Fates passed_on = 16;  // to the next rule, or at a chain's end to whoever jumped there

/// Walks through chains; what a chain does to this traffic is worked out once.
class Walk {
 public:
  Walk(const Ruleset& rules, const Traffic& traffic) : traffic_{traffic} {
    for (const auto& chain : rules) {
      chains_.emplace(place(chain, chain.name), &chain);
    }
  }

  Fates base(const Chain& chain) {
    const auto fates = through(chain);
    const Fates otherwise = chain.drops ? dropped : accepted;
    return (fates & passed_on) != 0 ? (fates & ~passed_on) | otherwise : fates;
  }

 private:
  static std::string place(const Chain& chain, const std::string& name) {
    return fmt::format("{}\n{}\n{}\n{}", chain.maker, chain.family, chain.table, name);
  }

  // A chain that leads back to itself, or deeper than this, is none that the kernel would take.
  Fates through(const Chain& chain) {
    constexpr int deepest = 32;
    const auto [known, fresh] = known_.emplace(&chain, undecided);
    if (!fresh || depth_ == deepest) {
      return known->second;
    }
    ++depth_;
    Fates fates = 0;
    bool ended = false;
    for (const auto& rule : chain.rules) {
      const auto truth = matches(rule, traffic_);
      if (truth == Truth::no) {
        continue;
      }
      const auto does = effect(rule, chain);
      fates |= does.out;
      if (truth == Truth::yes && !does.goes_on) {
        ended = true;
        break;
      }
    }
    fates |= ended ? 0 : passed_on;
    --depth_;
    known_[&chain] = fates;
    return fates;
  }

  struct Effect {
    Fates out{0};
    bool goes_on{false};  // to the next rule of the chain
  };

  Effect effect(const Rule& rule, const Chain& chain) {
    switch (rule.verdict) {
      case Verdict::next:
        return {.out = 0, .goes_on = true};
      case Verdict::accept:
      case Verdict::masquerade:
      case Verdict::snat:
        return {.out = accepted};
      case Verdict::drop:
        return {.out = dropped};
      case Verdict::reject:
        return {.out = rejected};
      case Verdict::leave:
        return {.out = passed_on};
      case Verdict::jump: {
        const auto fates = target(rule, chain);
        return {.out = fates & ~passed_on, .goes_on = (fates & passed_on) != 0};
      }
      case Verdict::go:
        return {.out = target(rule, chain)};
      case Verdict::dnat:
      case Verdict::redirect:
      case Verdict::unknown:
        break;
    }
    return {.out = undecided};
  }

  Fates target(const Rule& rule, const Chain& from) {
    const auto found = chains_.find(place(from, rule.target));
    return found == chains_.end() ? undecided : through(*found->second);
  }

  std::map<std::string, const Chain*> chains_;
  const Traffic& traffic_;
  std::map<const Chain*, Fates> known_;
  int depth_{0};
};

bool concerns(const Chain& chain, const Traffic& traffic) {
  const bool family = chain.family == "inet" || chain.family == (traffic.six ? "ip6" : "ip") ||
                      chain.family == "netdev" || chain.family == "bridge";
  const bool passes = traffic.direction == Hook::output
                          ? chain.hook == Hook::output || chain.hook == Hook::postrouting
                          : chain.hook == Hook::ingress || chain.hook == Hook::prerouting ||
                                chain.hook == traffic.direction ||
                                (chain.hook == Hook::postrouting && traffic.direction == Hook::forward);
  return family && passes;
}

}  // namespace

std::string fate(const Ruleset& rules, const Traffic& traffic) {
  Walk walk{rules, traffic};
  std::vector<const Chain*> chains;
  for (const auto& chain : rules) {
    if (concerns(chain, traffic)) {
      chains.push_back(&chain);
    }
  }
  std::stable_sort(chains.begin(), chains.end(), [](const Chain* one, const Chain* other) {
    return std::pair{one->hook, one->priority} < std::pair{other->hook, other->priority};
  });
  // Whoever accepts only passes it on to the next chain; whoever drops has the last word.
  Fates fates = accepted;
  for (const auto* chain : chains) {
    if ((fates & accepted) != 0) {
      fates = (fates & ~accepted) | walk.base(*chain);
    }
  }
  constexpr std::array<std::pair<Fates, const char*>, 3> single{
      {{accepted, "accept"}, {dropped, "drop"}, {rejected, "reject"}}};
  for (const auto& [bits, word] : single) {
    if (fates == bits) {
      return word;
    }
  }
  return "undecided";
}

}  // namespace labcheck::checks
