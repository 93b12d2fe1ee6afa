#include "observe/run.hpp"

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "observe/candidate_run.hpp"
#include "observe/gather.hpp"

namespace labcheck::observe {

using boost::asio::awaitable;

namespace {

awaitable<void> of_all(std::vector<std::unique_ptr<CandidateRun>>& runs, awaitable<void> (CandidateRun::*part)()) {
  std::vector<awaitable<void>> all;
  all.reserve(runs.size());
  for (const auto& run : runs) {
    all.push_back((run.get()->*part)());
  }
  co_await gather(std::move(all));
}

}  // namespace

awaitable<void> run_plan(const Plan& plan, const Plan& judged, Asker& asker, Recorder& recorder,
                         const Progress& progress, const RunControl& control, const Past& past) {
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
  for (const auto& id : order) {
    std::vector<const CandidatePlan*> plans;
    std::vector<const CandidatePlan*> judged_plans;
    for (const auto at : by_candidate[id]) {
      plans.push_back(&plan.candidates[at]);
      judged_plans.push_back(&judged.candidates[at]);
    }
    runs.push_back(std::make_unique<CandidateRun>(std::move(plans), std::move(judged_plans), asker, recorder, progress,
                                                  control, past));
  }
  if (control.reads_first) {
    co_await of_all(runs, &CandidateRun::read);
    co_await of_all(runs, &CandidateRun::change);
  } else {
    co_await of_all(runs, &CandidateRun::run);
  }
}

}  // namespace labcheck::observe
