#include "plan/worst_case.hpp"

namespace labcheck::plan {
namespace {

Duration sum(const std::vector<PlannedStep>& steps) {
  Duration total{0};
  for (const auto& step : steps) {
    total += worst_case(step);
  }
  return total;
}

}  // namespace

Duration worst_case(const PlannedStep& step) {
  // The last attempt may begin just before the waiting ends, and what it finds may have to hold.
  return step.within + step.hold + step.timeout;
}

Duration worst_case(const PlannedCheck& check) {
  Duration total = sum(check.cleanup) + sum(check.restored);
  for (const auto& steps : check.alternatives) {
    total += sum(steps);
  }
  return total;
}

Duration worst_case(const CandidatePlan& plan) {
  Duration total{0};
  for (const auto& check : plan.checks) {
    total += worst_case(check);
  }
  return total;
}

}  // namespace labcheck::plan
