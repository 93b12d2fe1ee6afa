#pragma once

#include <string>
#include <string_view>

#include <labcheck/result.hpp>
#include <labcheck/value.hpp>

namespace labcheck::checks {

/// What `dumpe2fs -h` prints, as facts of a file system. A journal to play back is usual while it is mounted.
Result<Value> read_ext(std::string_view printed, bool mounted);
/// What `xfs_info` prints, as facts of a file system.
Result<Value> read_xfs(std::string_view printed);

}  // namespace labcheck::checks
