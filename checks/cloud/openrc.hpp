#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include <labcheck/result.hpp>

namespace labcheck::checks {

/// Variables of an openrc file by name; nothing stands for a value that only a shell could work out.
using OpenrcVariables = std::map<std::string, std::optional<std::string>, std::less<>>;

/// Reads the assignments of an openrc file, as a shell would quote them, without running anything: what is not
/// `NAME=value` or `export NAME=value` is passed over. An error when a quote is never closed.
Result<OpenrcVariables> read_openrc(std::string_view text);

}  // namespace labcheck::checks
