#pragma once

#include <string>
#include <string_view>

#include <labcheck/scenario.hpp>

namespace labcheck::qualify {

struct Folder;

/// Of what affects judging: the scenario and its library files without titles, tasks, hints, comments or spacing. The
/// standard's texts don't count.
std::string digest_of(const Scenario& scenario);

/// Gives every row the digest of all that its result depends on: scenario, lab, solution and the row's own script.
void digest_rows(Folder& folder, const Scenario& scenario);

}  // namespace labcheck::qualify
