#pragma once

#include <string>

#include <labcheck/plan.hpp>
#include <labcheck/text.hpp>

namespace labcheck::plan {

/// Every script and exchange of a plan in order, with worst-case times and a mark on what changes the lab. Saved
/// values show as `‹saved.NAME›`, secrets as the mask.
std::string print_plan(const Plan& plan, Language language);

}  // namespace labcheck::plan
