#pragma once

#include <optional>
#include <string>

namespace labcheck::load {

/// The mode ("0644") of a file that group or others may read or change; nothing when they may not, or when it isn't
/// there.
std::optional<std::string> open_mode(const std::string& path);

/// The end of a warning of such a file.
inline constexpr const char* open_files_allowed = "allowed by --allow-open-files";

}  // namespace labcheck::load
