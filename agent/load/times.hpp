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

}  // namespace labcheck::load
