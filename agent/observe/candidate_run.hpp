#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include <labcheck/plan.hpp>
#include <labcheck/verdict.hpp>

#include "observe/asker.hpp"
#include "observe/check_run.hpp"
#include "observe/gather.hpp"
#include "observe/recorder.hpp"
#include "observe/run.hpp"
#include "observe/sharing.hpp"
#include "plan/run_plans.hpp"

namespace labcheck::observe {

/// All checks of one candidate, over all scenarios of the run.
class CandidateRun {
 public:
  /// A plan for each scenario; `judged` are the same without secrets. Everything must outlive this.
  CandidateRun(std::vector<const CandidatePlan*> plans, std::vector<const CandidatePlan*> judged, Asker& asker,
               Recorder& recorder, const Progress& progress, const RunControl& control, const Past& past);

  /// Asks everything phase by phase: `read`, then `change`.
  boost::asio::awaitable<void> run();
  /// Cleans up what an earlier part of the run left, then asks what only reads.
  boost::asio::awaitable<void> read();
  /// All phases after it.
  boost::asio::awaitable<void> change();

 private:
  /// A check: which of the candidate's plans, and which check in it.
  struct Item {
    std::size_t plan{0};
    std::size_t check{0};
  };
  using Events = std::vector<std::map<std::string, std::unique_ptr<Event>>>;

  Events make_events(const boost::asio::any_io_executor& executor) const;
  Phase phase_of(std::size_t plan, const Check& check) const;
  std::vector<Item> items_of(Phase phase) const;
  CheckKey key_of(Item item) const;
  CheckRun check_run(Item item, int run);
  bool owes(Item item, int run);
  int standing_run(Item item) const;
  std::string why_not(const PlannedCheck& check) const;
  void note_dirt(const CheckRun& run);
  Sharing::Moment needs_settled(Item item) const;

  boost::asio::awaitable<void> clean_up_the_past();
  boost::asio::awaitable<void> ask_together(std::vector<Item> items);
  boost::asio::awaitable<void> ask_after_needs(Item item);
  boost::asio::awaitable<void> ask(Item item);
  boost::asio::awaitable<void> tell(const CandidatePlan& judged, const CheckResult& result);

  std::vector<const CandidatePlan*> plans_;
  std::vector<const CandidatePlan*> judged_;
  std::vector<std::map<std::string, Outcome>> outcomes_;
  Sharing sharing_;
  Recorder& recorder_;
  const Progress& progress_;
  const RunControl& control_;
  const Past& past_;
  std::vector<plan::RunPlans> real_of_{};
  std::vector<plan::RunPlans> judged_of_{};
  Events done_{};
  std::vector<std::map<std::string, Sharing::Moment>> settled_{};  ///< when each check's last answer came
  std::map<std::string, std::string> dirty_{};                     ///< host → the check that left it so
};

}  // namespace labcheck::observe
