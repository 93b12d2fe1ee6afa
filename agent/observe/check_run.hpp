#pragma once

#include <map>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include <labcheck/plan.hpp>
#include <labcheck/verdict.hpp>

#include "judge/restoring.hpp"
#include "judge/step.hpp"
#include "observe/recorder.hpp"
#include "observe/run.hpp"
#include "observe/sharing.hpp"

namespace labcheck::observe {

/// Whether something of a check changes the lab or restores it.
bool changes_the_lab(const PlannedCheck& check);

/// The asking of one check of one candidate, from its first step to its last cleanup.
class CheckRun {
 public:
  /// `plan` has the secrets for asking; `judged` is the same plan without them, for recording and judging; both with
  /// the nonces of check runs numbered `run`.
  CheckRun(const CandidatePlan& plan, const CandidatePlan& judged, std::size_t check, int run, Sharing& sharing,
           Recorder& recorder, const RunControl& control);

  /// Asks what was not answered before `since`, when what it needs was; afterwards `hosts_left_dirty` says where undo,
  /// cleanup or `restored` did not hold.
  boost::asio::awaitable<void> run(Sharing::Moment since);
  /// Cleans up what an earlier part of the run began and did not end; asks nothing else.
  boost::asio::awaitable<void> clean_up();
  /// Why each of them is.
  const std::map<std::string, std::string>& hosts_left_dirty() const { return dirty_; }
  const CheckKey& key() const { return key_; }
  /// When its last answer came.
  Sharing::Moment came() const { return came_; }

 private:
  boost::asio::awaitable<judge::AttemptJudgement> ask_alternatives();
  boost::asio::awaitable<judge::AttemptJudgement> ask_step(const PlannedStep& step);
  boost::asio::awaitable<std::vector<const Observation*>> ask_once(const PlannedStep& step,
                                                                   std::vector<std::string> hosts, int attempt);
  boost::asio::awaitable<const Observation*> ask_host(const PlannedStep& step, std::string host, int attempt);
  boost::asio::awaitable<void> take_back(Outcome outcome);
  boost::asio::awaitable<void> undo_all();
  boost::asio::awaitable<void> restore(const std::vector<PlannedStep>& steps, Outcome outcome);
  boost::asio::awaitable<const Observation*> send(const PlannedStep& step, StepKey key, std::string host, int attempt,
                                                  Result<Request> real, Result<Request> recorded);
  boost::asio::awaitable<void> pause(Duration length);
  Sharing::Standing standing_of(const PlannedStep& step) const;
  void note_undo(const PlannedStep& step, const std::string& host);
  void end(std::string reason);

  const CandidatePlan& plan_;
  const CandidatePlan& judged_;
  const PlannedCheck& check_;
  const PlannedCheck& judged_check_;
  Sharing& sharing_;
  Recorder& recorder_;
  const RunControl& control_;
  CheckKey key_;
  Saved saved_{};
  std::vector<judge::OwedUndo> undos_{};
  std::map<std::string, std::string> dirty_{};
  bool restoring_{false};
  Sharing::Moment since_{0};  ///< of what is being asked
  Sharing::Moment came_{0};
};

}  // namespace labcheck::observe
