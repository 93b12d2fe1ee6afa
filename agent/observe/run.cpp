#include "observe/run.hpp"

#include <array>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "judge/check.hpp"
#include "judge/ruling.hpp"
#include "observe/check_run.hpp"
#include "observe/gather.hpp"

namespace labcheck::observe {
namespace {

using boost::asio::awaitable;

/// A check in the run of one candidate: which of the candidate's plans, and which check in it.
struct Item {
  std::size_t plan{0};
  std::size_t check{0};
};

/// All checks of one candidate, over all scenarios of the run.
class CandidateRun {
 public:
  CandidateRun(std::vector<const CandidatePlan*> plans, std::vector<const CandidatePlan*> judged, Asker& asker,
               Recorder& recorder, const Progress& progress, const RunControl& control)
      : plans_{std::move(plans)},
        judged_{std::move(judged)},
        outcomes_(plans_.size()),
        asker_{asker},
        recorder_{recorder},
        progress_{progress},
        control_{control} {}

  awaitable<void> run() {
    done_ = make_events(co_await boost::asio::this_coro::executor);
    constexpr std::array phases{Phase::read, Phase::write, Phase::load, Phase::disrupt, Phase::reboot};
    for (const auto phase : phases) {
      if (phase == Phase::read) {
        co_await ask_together(items_of(phase));
        continue;
      }
      // One at a time: checks of a candidate share nonces and hosts, and must not see each other's changes.
      for (const auto item : items_of(phase)) {
        co_await ask(item);
      }
    }
  }

 private:
  using Events = std::vector<std::map<std::string, std::unique_ptr<Event>>>;

  Events make_events(const boost::asio::any_io_executor& executor) {
    Events events(plans_.size());
    for (std::size_t plan = 0; plan < plans_.size(); ++plan) {
      for (const auto& check : plans_[plan]->checks) {
        events[plan].emplace(check.check->id, std::make_unique<Event>(executor));
      }
    }
    return events;
  }

  /// A check's phase, or the latest one among the checks that it needs.
  Phase phase_of(std::size_t plan, const Check& check) const {
    auto phase = check.phase;
    for (const auto& need : check.needs) {
      for (const auto& other : plans_[plan]->checks) {
        if (other.check->id == need) {
          phase = std::max(phase, phase_of(plan, *other.check));
        }
      }
    }
    return phase;
  }

  std::vector<Item> items_of(Phase phase) const {
    std::vector<Item> items;
    for (std::size_t plan = 0; plan < plans_.size(); ++plan) {
      for (std::size_t check = 0; check < plans_[plan]->checks.size(); ++check) {
        if (phase_of(plan, *plans_[plan]->checks[check].check) == phase) {
          items.push_back({plan, check});
        }
      }
    }
    return items;
  }

  awaitable<void> ask_together(std::vector<Item> items) {
    std::vector<awaitable<void>> all;
    all.reserve(items.size());
    for (const auto item : items) {
      all.push_back(ask_after_needs(item));
    }
    co_await gather(std::move(all));
  }

  awaitable<void> ask_after_needs(Item item) {
    for (const auto& need : plans_[item.plan]->checks[item.check].check->needs) {
      if (const auto event = done_[item.plan].find(need); event != done_[item.plan].end()) {
        co_await event->second->wait();
      }
    }
    co_await ask(item);
  }

  awaitable<void> ask(Item item) {
    const auto& judged = *judged_[item.plan];
    const auto& check = judged.checks[item.check];
    auto& outcomes = outcomes_[item.plan];
    CheckRun run{*plans_[item.plan], judged, item.check, asker_, recorder_, control_};
    const auto obstacle = why_not(check);
    if (!obstacle.empty()) {
      CheckEnd end{.check = run.key(), .complete = false, .reason = obstacle};
      recorder_.check_ended(std::move(end));
    } else if (!check.check->manual && judge::blocked_by(*check.check, outcomes).empty()) {
      co_await run.run();
      for (const auto& host : run.hosts_left_dirty()) {
        dirty_.emplace(host, check.check->id);
      }
    }
    auto result = judge::judge_check(judged, check, recorder_.check(run.key()), outcomes);
    // Whether a ruling still counts at the run's end is for the verdict; until then it opens what needs this check.
    judge::apply_rulings(judged, *check.check, recorder_.rulings(), Time{}, result);
    outcomes[check.check->id] = result.outcome;
    if (progress_.check_done) {
      progress_.check_done(judged, result);
    }
    done_[item.plan].at(check.check->id)->set();
  }

  /// Why a check can't be asked for no fault of the candidate's, or an empty text.
  std::string why_not(const PlannedCheck& check) const {
    if (check.check->manual) {
      return {};
    }
    if (control_.stop) {
      return control_.reason;
    }
    if (!recorder_.healthy()) {
      return "the ledger can't be written";
    }
    for (const auto& steps : check.alternatives) {
      for (const auto& step : steps) {
        for (const auto& host : step.hosts) {
          if (const auto found = dirty_.find(host); found != dirty_.end()) {
            return fmt::format("{} was not restored after check '{}'", host, found->second);
          }
        }
      }
    }
    return {};
  }

  std::vector<const CandidatePlan*> plans_;
  std::vector<const CandidatePlan*> judged_;
  std::vector<std::map<std::string, Outcome>> outcomes_;
  Asker& asker_;
  Recorder& recorder_;
  const Progress& progress_;
  const RunControl& control_;
  Events done_{};
  std::map<std::string, std::string> dirty_{};  ///< host → the check that left it so
};

}  // namespace

awaitable<void> run_plan(const Plan& plan, const Plan& judged, Asker& asker, Recorder& recorder,
                         const Progress& progress, const RunControl& control) {
  std::vector<std::string> order;
  std::map<std::string, std::vector<std::size_t>> by_candidate;
  for (std::size_t at = 0; at < plan.candidates.size(); ++at) {
    const auto& id = plan.candidates[at].candidate->id;
    if (by_candidate.find(id) == by_candidate.end()) {
      order.push_back(id);
    }
    by_candidate[id].push_back(at);
  }
  std::vector<std::unique_ptr<CandidateRun>> runs;
  std::vector<awaitable<void>> all;
  for (const auto& id : order) {
    std::vector<const CandidatePlan*> plans;
    std::vector<const CandidatePlan*> judged_plans;
    for (const auto at : by_candidate[id]) {
      plans.push_back(&plan.candidates[at]);
      judged_plans.push_back(&judged.candidates[at]);
    }
    runs.push_back(
        std::make_unique<CandidateRun>(std::move(plans), std::move(judged_plans), asker, recorder, progress, control));
    all.push_back(runs.back()->run());
  }
  co_await gather(std::move(all));
}

}  // namespace labcheck::observe
