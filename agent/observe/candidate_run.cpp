#include "observe/candidate_run.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "judge/check.hpp"
#include "judge/restoring.hpp"
#include "judge/ruling.hpp"

namespace labcheck::observe {

using boost::asio::awaitable;

CandidateRun::CandidateRun(std::vector<const CandidatePlan*> plans, std::vector<const CandidatePlan*> judged,
                           Asker& asker, Recorder& recorder, const Progress& progress, const RunControl& control,
                           const Past& past)
    : plans_{std::move(plans)},
      judged_{std::move(judged)},
      outcomes_(plans_.size()),
      sharing_{asker, recorder, control.shares},
      recorder_{recorder},
      progress_{progress},
      control_{control},
      past_{past},
      settled_(plans_.size()) {
  for (std::size_t at = 0; at < plans_.size(); ++at) {
    real_of_.emplace_back(*plans_[at], past.draws);
    judged_of_.emplace_back(*judged_[at], past.draws);
  }
}

awaitable<void> CandidateRun::run() {
  co_await read();
  co_await change();
}

awaitable<void> CandidateRun::read() {
  done_ = make_events(co_await boost::asio::this_coro::executor);
  co_await clean_up_the_past();
  co_await ask_together(items_of(Phase::read));
  sharing_.forget();
}

awaitable<void> CandidateRun::change() {
  constexpr std::array phases{Phase::write, Phase::load, Phase::disrupt, Phase::reboot};
  for (const auto phase : phases) {
    // One at a time: checks of a candidate share nonces and hosts, and must not see each other's changes.
    for (const auto item : items_of(phase)) {
      co_await ask(item);
    }
    sharing_.forget();
  }
}

CandidateRun::Events CandidateRun::make_events(const boost::asio::any_io_executor& executor) const {
  Events events(plans_.size());
  for (std::size_t plan = 0; plan < plans_.size(); ++plan) {
    for (const auto& check : plans_[plan]->checks) {
      events[plan].emplace(check.check->id, std::make_unique<Event>(executor));
    }
  }
  return events;
}

/// A check's phase, or the latest one among the checks that it needs.
Phase CandidateRun::phase_of(std::size_t plan, const Check& check) const {
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

std::vector<CandidateRun::Item> CandidateRun::items_of(Phase phase) const {
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

awaitable<void> CandidateRun::ask_together(std::vector<Item> items) {
  std::vector<awaitable<void>> all;
  all.reserve(items.size());
  for (const auto item : items) {
    all.push_back(ask_after_needs(item));
  }
  co_await gather(std::move(all));
}

awaitable<void> CandidateRun::ask_after_needs(Item item) {
  for (const auto& need : plans_[item.plan]->checks[item.check].check->needs) {
    if (const auto event = done_[item.plan].find(need); event != done_[item.plan].end()) {
      co_await event->second->wait();
    }
  }
  co_await ask(item);
}

CheckKey CandidateRun::key_of(Item item) const {
  const auto& plan = *plans_[item.plan];
  return {.candidate = plan.candidate->id,
          .scenario = plan.scenario->id,
          .check = plan.checks[item.check].check->id,
          .run = 0};
}

CheckRun CandidateRun::check_run(Item item, int run) {
  return {real_of_[item.plan].of(run), judged_of_[item.plan].of(run), item.check, run, sharing_, recorder_, control_};
}

/// Newest first, as within a check: what was begun and not ended, and what could not be restored at the time.
awaitable<void> CandidateRun::clean_up_the_past() {
  for (std::size_t plan = plans_.size(); plan-- > 0;) {
    for (std::size_t check = plans_[plan]->checks.size(); check-- > 0;) {
      const Item item{plan, check};
      if (const int last = recorder_.last_run(key_of(item)); last > 0 && owes(item, last)) {
        auto run = check_run(item, last);
        co_await run.clean_up();
        note_dirt(run);
      }
    }
  }
}

bool CandidateRun::owes(Item item, int run) {
  auto key = key_of(item);
  key.run = run;
  const auto record = recorder_.check(key);
  const auto& judged = judged_of_[item.plan].of(run);
  const auto& check = judged.checks[item.check];
  return changes_the_lab(check) && (record.end == nullptr || !judge::left_dirty(judged, check, record).empty());
}

void CandidateRun::note_dirt(const CheckRun& run) {
  for (const auto& [host, why] : run.hosts_left_dirty()) {
    dirty_.emplace(host, run.key().check);
  }
}

/// The run of a check that stands: it was ended, and nobody wants it asked again. 0 for none.
int CandidateRun::standing_run(Item item) const {
  auto key = key_of(item);
  const bool wanted = past_.again.count(key) > 0;
  key.run = recorder_.last_run(key);
  const auto record = recorder_.check(key);
  return !wanted && record.end != nullptr && record.end->complete ? key.run : 0;
}

awaitable<void> CandidateRun::ask(Item item) {
  const int standing = standing_run(item);
  const int number = standing > 0 ? standing : past_.run;
  const auto& judged = judged_of_[item.plan].of(number);
  const auto& check = judged.checks[item.check];
  auto& outcomes = outcomes_[item.plan];
  auto run = check_run(item, number);
  if (standing > 0) {
    // Acknowledged: nothing is asked, and nothing recorded.
  } else if (auto obstacle = why_not(check); !obstacle.empty()) {
    recorder_.check_ended({.check = run.key(), .complete = false, .reason = std::move(obstacle)});
  } else if (!check.check->manual && judge::blocked_by(*check.check, outcomes).empty()) {
    co_await run.run(needs_settled(item));
    note_dirt(run);
  }
  settled_[item.plan][check.check->id] = std::max(run.came(), needs_settled(item));
  auto result = judge::judge_check(judged, check, recorder_.check(run.key()), outcomes);
  // Whether a ruling still counts at the run's end is for the verdict; until then it opens what needs this check.
  judge::apply_rulings(judged, *check.check, recorder_.rulings(), Time{}, result);
  outcomes[check.check->id] = result.outcome;
  done_[item.plan].at(check.check->id)->set();
  if (standing > 0 && progress_.check_stood) {
    progress_.check_stood(judged, result);
  } else if (standing == 0 && progress_.check_done) {
    co_await tell(judged, result);
  }
}

/// A check's end is told once no crash can take it back.
awaitable<void> CandidateRun::tell(const CandidatePlan& judged, const CheckResult& result) {
  const bool kept = co_await recorder_.durable();
  if (kept) {
    progress_.check_done(judged, result);
  }
}

/// What a check needs may have waited for it to hold, so that what was asked before is not what it wants to know.
Sharing::Moment CandidateRun::needs_settled(Item item) const {
  Sharing::Moment last = 0;
  for (const auto& need : plans_[item.plan]->checks[item.check].check->needs) {
    if (const auto found = settled_[item.plan].find(need); found != settled_[item.plan].end()) {
      last = std::max(last, found->second);
    }
  }
  return last;
}

/// Why a check can't be asked for no fault of the candidate's, or an empty text.
std::string CandidateRun::why_not(const PlannedCheck& check) const {
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

}  // namespace labcheck::observe
