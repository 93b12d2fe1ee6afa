#pragma once

#include <vector>

#include <labcheck/ledger.hpp>
#include <labcheck/plan.hpp>
#include <labcheck/request.hpp>

namespace labcheck::observe {

/// Says which boot the host is in, and nothing else.
Script boot_script();
/// Has the host restart a moment later, so that this answer still gets out. Writes `ordered`, or why not.
Script restart_script();

/// What a run that is taken up again expects of its hosts. One that a check was restarting when the run was cut short
/// may be in another boot by now.
std::vector<HostFacts> expected_hosts(const Record& record, const Plan& plan);

}  // namespace labcheck::observe
