#pragma once

#include <vector>

#include <labcheck/scenario.hpp>
#include <labcheck/verdict.hpp>

namespace labcheck::judge {

/// All must pass: any fail → fail, else any that isn't a pass → error, else pass. Of nothing: fail.
Outcome fold_all(const std::vector<Outcome>& outcomes);

/// One must pass: any pass → pass, else any error → error, else fail.
Outcome fold_any(const std::vector<Outcome>& outcomes);

/// As many must pass as the selector says; an error may have been either.
Outcome fold_hosts(const Selector& on, const std::vector<Outcome>& outcomes);

}  // namespace labcheck::judge
