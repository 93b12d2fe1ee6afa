#pragma once

#include <map>
#include <string>

#include <labcheck/handout.hpp>
#include <labcheck/roster.hpp>
#include <labcheck/scenario.hpp>

#include "plan/draw.hpp"

namespace labcheck::plan {

/// What a run would draw for the candidate once and for all: whatever the roster and the defaults leave open, but for
/// secrets, which the roster gives, and nonces, which every run draws anew.
std::map<std::string, std::string> assigned_parameters(const Scenario& scenario, const Candidate& candidate,
                                                       const RandomText& random);

/// A candidate's sheet. An error names the parameter that is still to be drawn: a run would draw another value.
Result<Handout> handout_for(const Scenario& scenario, const Candidate& candidate);

/// The sheet before anybody is assigned anything: `<name>` stands for what differs.
Result<Handout> handout_for_all(const Scenario& scenario);

}  // namespace labcheck::plan
