#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>

#include <labcheck/result.hpp>

namespace labcheck::load {

/// No file that we read is bigger.
inline constexpr std::size_t max_source_bytes = 4 * 1024 * 1024;

/// Reads a text by its path: from disk in a run, out of a ledger when judging again. Absent: nullopt; an error when it
/// is there but can't be read (rights, a directory, over 4 MiB).
using Sources = std::function<Result<std::optional<std::string>>(const std::string& path)>;

/// Texts from the disk.
Sources disk_sources();

}  // namespace labcheck::load
