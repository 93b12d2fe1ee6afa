#pragma once

#include <string>
#include <string_view>

#include <labcheck/result.hpp>
#include <labcheck/value.hpp>

#include "checks/reading.hpp"

namespace labcheck::checks {

/// Under which names mdadm.conf may know an array.
struct ArrayName {
  std::string asked{};
  std::string real{};
  std::string uuid{};  ///< empty when it isn't known
};

/// Level, state, size, degraded and what is being done, of the kernel's words (Documentation/admin-guide/md.rst).
Result<Value> read_array(const Fields& fields);
/// Its devices, and how many there are of each role.
Result<Value> read_members(const Fields& fields);

/// Whether mdadm.conf(5) has a line for the array: one with a UUID counts by that alone.
bool names_array(std::string_view conf, const ArrayName& array);

}  // namespace labcheck::checks
