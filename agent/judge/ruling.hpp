#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <labcheck/plan.hpp>
#include <labcheck/verdict.hpp>

namespace labcheck::judge {

/// Who is meant by a name: the same text for spellings that differ only in case, width or spaces.
std::string person_of(std::string_view name);

/// The rulings on one check of one candidate, in the order of their times.
std::vector<Ruling> rulings_on(const std::vector<Ruling>& rulings, const CandidatePlan& plan, const Check& check);

/// Those of them that count: of each person the latest, unless it has expired or was withdrawn. Judging knows no clock:
/// the moment that matters is the later one of the run's end and of the ruling's own time.
std::vector<Ruling> standing(const std::vector<Ruling>& rulings, Time run_ended);

/// Lets people's rulings on a check decide over what the machine made of it; `result.rulings` gets all of them, those
/// that count first. A waiver sets any outcome aside; an attestation only answers an open `manual` check.
void apply_rulings(const CandidatePlan& plan, const Check& check, const std::vector<Ruling>& rulings, Time run_ended,
                   CheckResult& result);

}  // namespace labcheck::judge
