#pragma once

#include <labcheck/result.hpp>
#include <labcheck/value.hpp>

#include "checks/reading.hpp"

namespace labcheck::checks {

/// What a daemon says of the clock, as facts: `synchronized`, `sources` and, where it is known, `source`, `stratum` and
/// `offset`.
Result<Value> read_chrony(const Fields& fields);    ///< `chronyc -c tracking` and `sources`
Result<Value> read_ntp(const Fields& fields);       ///< `ntpq -c rv` of the system and of each association
Result<Value> read_timesync(const Fields& fields);  ///< `timedatectl show-timesync`

}  // namespace labcheck::checks
