#pragma once

#include <memory>
#include <vector>

#include <labcheck/standard.hpp>
#include <labcheck/verdict.hpp>

namespace labcheck::judge {

/// The candidate's codes (folded from its skills), its groups by level, domain and task, and its totals.
/// `standards`: those of the run's scenarios; they give titles and order.
void total_up(const std::vector<std::shared_ptr<const Standard>>& standards, CandidateResult& candidate);

/// Adds totals up.
Totals operator+(Totals left, const Totals& right);

}  // namespace labcheck::judge
