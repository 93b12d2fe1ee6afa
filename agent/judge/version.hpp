#pragma once

#include <string_view>

#include <labcheck/result.hpp>

namespace labcheck::judge {

/// Whether a version meets conditions such as `>=1.18` or `>=1.18 <2` (all of them; `=` when none is written).
/// Ordered as dpkg orders: `~` before the end, numbers by value. An epoch or a revision that the condition doesn't
/// name is left aside, and `1.18` is `1.18.0`. An error says which of the two texts is no version.
Result<bool> version_meets(std::string_view version, std::string_view conditions);

/// -1, 0 or 1, as dpkg orders versions without epoch.
int compare_versions(std::string_view left, std::string_view right);

}  // namespace labcheck::judge
