#pragma once

#include <string_view>

#include <labcheck/result.hpp>
#include <labcheck/value.hpp>

namespace labcheck::load {

/// A moment as people write it: `2026-12-31` (its first moment, UTC), `2026-12-31T18:00Z`, `2026-12-31 18:00:30
/// +08:00`. A clock time needs its zone.
Result<Time> read_time(std::string_view text);

/// When something expires: the same, but a bare date counts to its end.
Result<Time> read_expiry(std::string_view text);

/// A moment of the day at hand: `17:00` or `17:00:30` by this machine's clock, of all such moments the nearest to
/// `now`; `90m`, counted from `from`; or a date with its clock time and zone, as above.
Result<Time> read_moment(std::string_view text, Time now, Time from);

}  // namespace labcheck::load
