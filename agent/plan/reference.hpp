#pragma once

#include <string>
#include <string_view>

#include <labcheck/plan.hpp>
#include <labcheck/reference.hpp>
#include <labcheck/result.hpp>

namespace labcheck::plan {

/// What `${…}` reaches: the candidate's values and hosts, the host asked, what earlier steps saved.
struct Scope {
  const CandidatePlan& plan;
  std::string_view host;
  const Saved& saved;
};

/// The value of one reference. Errors name the reference and the nearest right one, without the place.
Result<Value> value_of(const Reference& reference, const Scope& scope);

/// A value as it stands within a text: texts as they are, everything else as JSON.
std::string text_of(const Value& value);

}  // namespace labcheck::plan
