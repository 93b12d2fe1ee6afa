#include "load/scenario/check_rules.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace labcheck::load {

namespace {

/// The expectation of a refusal among a step's, or nullptr.
const Member* refusal_in(const Step& step) {
  const auto at = std::find_if(step.expect.begin(), step.expect.end(), [](const Member& member) {
    return member.name == "refused" && member.matcher.kind != MatcherKind::absent;
  });
  return at == step.expect.end() ? nullptr : &*at;
}

}  // namespace

void check_refusals(const Check& check, Findings& findings) {
  for (const auto& steps : check.alternatives) {
    for (const auto& step : steps) {
      const auto* refusal = refusal_in(step);
      const bool shown = std::any_of(steps.begin(), steps.end(), [&](const Step& other) {
        return other.type == step.type && refusal_in(other) == nullptr;
      });
      if (refusal != nullptr && !shown) {
        findings.error(refusal->matcher.place, fmt::format("'refused' alone proves little: add a {} step to the check "
                                                           "that shows the same path working",
                                                           step.type->name));
      }
    }
  }
}

}  // namespace labcheck::load
