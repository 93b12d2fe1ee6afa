#pragma once

#include <string>

#include <labcheck/scenario.hpp>

#include "load/loaded.hpp"
#include "qualify/record.hpp"

namespace labcheck::qualify {

/// What stands beside a scenario, and what was stored of it.
struct Proofs {
  Folder folder{};
  Stored stored{};
};

/// The proofs of the scenario of a file; empty ones without a NAME.qualify folder.
load::Loaded<Proofs> proofs_at(const std::string& scenario_path, const Scenario& scenario);

/// How far the scenario of a file is proven as it stands; without a NAME.qualify folder it is untried.
load::Loaded<Standing> standing_at(const std::string& scenario_path, const Scenario& scenario);

/// `qualified for exams`, or what is missing.
std::string in_words(const Standing& standing);

}  // namespace labcheck::qualify
