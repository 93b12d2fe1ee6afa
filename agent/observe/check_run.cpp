#include "observe/check_run.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "judge/check.hpp"
#include "observe/gather.hpp"
#include "plan/prepare.hpp"

namespace labcheck::observe {
namespace {

using boost::asio::awaitable;
using judge::AttemptJudgement;

}  // namespace

bool changes_the_lab(const PlannedCheck& check) {
  const auto changes = [](const PlannedStep& step) { return step.changes; };
  return !check.cleanup.empty() || !check.restored.empty() ||
         std::any_of(check.alternatives.begin(), check.alternatives.end(),
                     [&](const auto& steps) { return std::any_of(steps.begin(), steps.end(), changes); });
}

CheckRun::CheckRun(const CandidatePlan& plan, const CandidatePlan& judged, std::size_t check, int run, Sharing& sharing,
                   Recorder& recorder, const RunControl& control)
    : plan_{plan},
      judged_{judged},
      check_{plan.checks[check]},
      judged_check_{judged.checks[check]},
      sharing_{sharing},
      recorder_{recorder},
      control_{control},
      key_{.candidate = plan.candidate->id, .scenario = plan.scenario->id, .check = check_.check->id, .run = run} {}

awaitable<void> CheckRun::run(Sharing::Moment since) {
  came_ = since;
  recorder_.check_started(key_);
  if (changes_the_lab(check_)) {
    // A crash must leave no change that no record knows of.
    const bool known = co_await recorder_.durable();
    if (!known) {
      end("the ledger can't be written");
      co_return;
    }
  }
  const auto judgement = co_await ask_alternatives();
  const bool stopped = control_.stop && judgement.outcome != Outcome::pass;
  co_await take_back(judgement.outcome);
  end(stopped ? control_.reason : "");
}

awaitable<void> CheckRun::clean_up() {
  const auto record = recorder_.check(key_);
  auto owed = judge::owed(judged_, judged_check_, record);
  saved_ = std::move(owed.saved);
  // The recorded plan's steps are without secrets: the same ones are put again from the plan that has them.
  for (const auto& undo : owed.undos) {
    const auto& key = undo.step->key;
    const auto& steps = check_.alternatives[static_cast<std::size_t>(key.alternative)];
    const auto step = std::find_if(steps.begin(), steps.end(), [&](const PlannedStep& it) { return it.key == key; });
    undos_.push_back({.step = &*step, .host = undo.host, .saved = undo.saved});
  }
  co_await take_back(owed.outcome);
  if (record.end == nullptr) {
    end("the run was cut short here; what this had changed was cleaned up when the run was taken up again");
  }
}

/// Undo, cleanup and `restored`, and what they left.
awaitable<void> CheckRun::take_back(Outcome outcome) {
  restoring_ = true;
  co_await undo_all();
  co_await restore(check_.cleanup, outcome);
  co_await restore(check_.restored, outcome);
  if (!changes_the_lab(check_)) {
    co_return;
  }
  dirty_ = judge::left_dirty(judged_, judged_check_, recorder_.check(key_));
  for (const auto& [host, why] : dirty_) {
    recorder_.flag({.candidate = key_.candidate,
                    .host = host,
                    .code = "not-restored",
                    .message = fmt::format("check '{}' could not restore {}: {}", key_.check, host, why)});
  }
}

void CheckRun::end(std::string reason) {
  const bool complete = reason.empty();
  recorder_.check_ended({.check = key_, .complete = complete, .reason = std::move(reason)});
}

awaitable<AttemptJudgement> CheckRun::ask_alternatives() {
  AttemptJudgement judgement;
  for (const auto& steps : check_.alternatives) {
    saved_ = {};
    judgement = {};
    for (const auto& step : steps) {
      if (control_.stop) {
        judgement = {};
        co_return judgement;
      }
      judgement = co_await ask_step(step);
      if (judgement.outcome != Outcome::pass) {
        break;
      }
      saved_ = judgement.saved;
    }
    if (judgement.outcome == Outcome::pass) {
      break;
    }
  }
  co_return judgement;
}

awaitable<AttemptJudgement> CheckRun::ask_step(const PlannedStep& step) {
  judge::Waiting waiting{step};
  std::vector<const Observation*> first;
  for (int attempt = 1;; ++attempt) {
    const auto hosts = plan::hosts_of(plan_, step, saved_);
    if (!hosts) {
      AttemptJudgement judgement;
      judgement.why = hosts.error().message;
      co_return judgement;
    }
    const auto answers = co_await ask_once(step, *hosts, attempt);
    first = first.empty() ? answers : first;
    auto judgement = judge::judge_attempt(judged_, step, answers, saved_);
    if (!waiting.again(std::move(judgement), judge::ended_at(first, answers)) || (control_.stop && !restoring_)) {
      co_return waiting.result();
    }
    co_await pause(step.every);
  }
}

awaitable<std::vector<const Observation*>> CheckRun::ask_once(const PlannedStep& step, std::vector<std::string> hosts,
                                                              int attempt) {
  since_ = came_;
  if (hosts.size() == 1) {
    std::vector<const Observation*> one(1);
    one.front() = co_await ask_host(step, std::move(hosts.front()), attempt);
    co_return one;
  }
  std::vector<awaitable<const Observation*>> all;
  for (auto& host : hosts) {
    all.push_back(ask_host(step, host, attempt));
  }
  co_return co_await gather(std::move(all));
}

/// No coroutine itself: of what hundreds of checks hold while they wait, each layer is a good kilobyte.
awaitable<const Observation*> CheckRun::ask_host(const PlannedStep& step, std::string host, int attempt) {
  auto real = plan::prepare(plan_, step, host, saved_);
  auto recorded = plan::prepare(judged_, step, host, saved_);
  if (real && step.key.part == Part::step && step.step->type->undo != nullptr && step.step->type->undoes != nullptr &&
      step.step->type->undoes(real->parameters)) {
    note_undo(step, host);
  }
  const auto request = [](Prepared& prepared) { return std::move(prepared.request); };
  Result<Request> to_send = real.map(request);
  Result<Request> to_record = recorded.map(request);
  return send(step, step.key, std::move(host), attempt, std::move(to_send), std::move(to_record));
}

/// Once for each host, however often it is asked.
void CheckRun::note_undo(const PlannedStep& step, const std::string& host) {
  const bool known = std::any_of(undos_.begin(), undos_.end(),
                                 [&](const judge::OwedUndo& undo) { return undo.step == &step && undo.host == host; });
  if (!known) {
    undos_.push_back({.step = &step, .host = host, .saved = saved_});
  }
}

/// Takes back what steps changed, newest first; what was armed on the host is only for an agent that died.
awaitable<void> CheckRun::undo_all() {
  for (; !undos_.empty(); undos_.pop_back()) {
    const auto& undo = undos_.back();
    const auto* type = undo.step->step->type;
    const auto request = [&](const CandidatePlan& plan) {
      return plan::prepare(plan, *undo.step, undo.host, undo.saved).and_then([&](const Prepared& prepared) {
        return type->undo(prepared.parameters);
      });
    };
    auto key = undo.step->key;
    key.part = Part::undo;
    co_await send(*undo.step, key, undo.host, 1, request(plan_), request(judged_));
  }
}

awaitable<void> CheckRun::restore(const std::vector<PlannedStep>& steps, Outcome outcome) {
  for (const auto& step : steps) {
    if (outcome == Outcome::fail && judge::lacks_saved(step, check_, saved_)) {
      continue;
    }
    co_await ask_step(step);
  }
}

awaitable<const Observation*> CheckRun::send(const PlannedStep& step, StepKey key, std::string host, int attempt,
                                             Result<Request> real, Result<Request> recorded) {
  Observation observation{.check = key_, .step = key, .host = host, .attempt = attempt};
  if (!real || !recorded) {
    observation.answer.ending = Ending::failed;
    // What the real request is refused for may quote a secret.
    observation.answer.message = recorded ? "no request can be made with the secret in it" : recorded.error().message;
    observation.answer.started = std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
    co_return recorder_.observed(std::move(observation));
  }
  observation.request = std::move(*recorded);
  // Named first: gcc 12 destroys aggregate temporaries of a co_await expression twice.
  Asked asked{.candidate = key_.candidate,
              .host = host,
              .request = std::move(*real),
              .timeout = step.timeout,
              .completes = restoring_ || step.changes,
              .restarts = check_.check->phase == Phase::reboot};
  const Sharing::Terms terms{.standing = standing_of(step), .since = since_};
  const auto observed = co_await sharing_.ask(observation, asked, terms);
  came_ = std::max(came_, observed.came);
  co_return observed.observation;
}

/// Checks of the later phases strain or break things on purpose, by whatever step.
Sharing::Standing CheckRun::standing_of(const PlannedStep& step) const {
  if (restoring_ || step.changes || check_.check->phase > Phase::write) {
    return Sharing::Standing::disturbing;
  }
  const bool waits = step.within > Duration{0} || step.hold > Duration{0};
  return waits ? Sharing::Standing::alone : Sharing::Standing::shared;
}

/// Sleeps in short turns, so that a stopped run doesn't wait for it.
awaitable<void> CheckRun::pause(Duration length) {
  boost::asio::steady_timer timer{co_await boost::asio::this_coro::executor};
  const auto until = std::chrono::steady_clock::now() + length;
  while (std::chrono::steady_clock::now() < until && (!control_.stop || restoring_)) {
    timer.expires_at(std::min(until, std::chrono::steady_clock::now() + Duration{200}));
    boost::system::error_code ignored;
    co_await timer.async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, ignored));
  }
}

}  // namespace labcheck::observe
