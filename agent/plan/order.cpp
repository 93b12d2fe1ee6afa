#include "plan/order.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include <labcheck/spelling.hpp>

namespace labcheck::plan {
namespace {

/// Walks the checks of a scenario along `needs`.
class Ordering {
 public:
  explicit Ordering(const Scenario& scenario) {
    for (const auto& skill : scenario.skills) {
      for (const auto& check : skill.checks) {
        places_[check.id] = checks_.size();
        ids_.push_back(check.id);
        checks_.push_back({.skill = &skill, .check = &check});
      }
    }
    phases_.resize(checks_.size());
  }

  /// Takes in a check and all that it needs, and finds the phase in which it can run.
  Result<Phase> take(std::size_t at) {
    const auto& check = *checks_[at].check;
    if (taken_.contains(at)) {
      return phases_[at];
    }
    if (!open_.insert(at).second) {
      return failed(ErrorKind::invalid,
                    fmt::format("{}: check '{}' needs itself through others", to_string(check.place), check.id));
    }
    Phase phase = check.phase;
    for (const auto& need : check.needs) {
      const auto found = places_.find(need);
      if (found == places_.end()) {
        return failed(ErrorKind::invalid,
                      fmt::format("{}: check '{}' needs the unknown check '{}'{}", to_string(check.place), check.id,
                                  need, did_you_mean(need, ids_)));
      }
      LABCHECK_TRY_ASSIGN(const auto needed, take(found->second));
      phase = std::max(phase, needed);
    }
    open_.erase(at);
    taken_.insert(at);
    phases_[at] = phase;
    return phase;
  }

  /// Those taken, each time the first in phase and file order whose needs are all there.
  std::vector<SkillCheck> in_order() const {
    std::vector<std::size_t> waiting{taken_.begin(), taken_.end()};
    std::stable_sort(waiting.begin(), waiting.end(),
                     [&](std::size_t left, std::size_t right) { return phases_[left] < phases_[right]; });
    std::vector<SkillCheck> ordered;
    std::set<std::string> done;
    while (!waiting.empty()) {
      const auto next = std::find_if(waiting.begin(), waiting.end(), [&](std::size_t at) {
        const auto& needs = checks_[at].check->needs;
        return std::all_of(needs.begin(), needs.end(), [&](const auto& need) { return done.contains(need); });
      });
      ordered.push_back(checks_[*next]);
      done.insert(checks_[*next].check->id);
      waiting.erase(next);
    }
    return ordered;
  }

  const std::vector<SkillCheck>& checks() const { return checks_; }

 private:
  std::vector<SkillCheck> checks_;
  std::vector<std::string> ids_;
  std::map<std::string, std::size_t> places_;
  std::vector<Phase> phases_;
  std::set<std::size_t> taken_;
  std::set<std::size_t> open_;
};

}  // namespace

Result<std::vector<SkillCheck>> ordered_checks(const Scenario& scenario, const std::vector<std::string>& codes) {
  Ordering ordering{scenario};
  for (std::size_t at = 0; at < ordering.checks().size(); ++at) {
    const auto& code = ordering.checks()[at].skill->code;
    if (codes.empty() || std::find(codes.begin(), codes.end(), code) != codes.end()) {
      LABCHECK_TRY_ASSIGN([[maybe_unused]] const auto phase, ordering.take(at));
    }
  }
  return ordering.in_order();
}

}  // namespace labcheck::plan
