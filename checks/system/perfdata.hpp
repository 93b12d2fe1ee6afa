#pragma once

#include <optional>
#include <string_view>

#include <labcheck/value.hpp>

namespace labcheck::checks {

/// The figures of a monitoring plugin, `'label'=value[unit];[warn];[crit];[min];[max]` parted by blanks, as a map by
/// label; nothing when any of them is not of this form. A value of `U` (could not be told) leaves `value` out.
std::optional<Value> read_perfdata(std::string_view text);

}  // namespace labcheck::checks
