#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <labcheck/result.hpp>

namespace labcheck::load {

/// One line of ssh_config taken apart.
struct SshConfigLine {
  std::string keyword{};  ///< lower case; empty for a blank line or a comment
  std::vector<std::string> arguments{};
  std::string raw{};  ///< all behind the keyword
};

/// Keyword and arguments, with `=`, quotes, backslashes and comments as OpenSSH reads them.
Result<SshConfigLine> split_ssh_config_line(std::string_view line);

/// A comma-separated list of patterns, some negated by `!`, of which a negated one that matches decides.
bool pattern_list_matches(std::string_view patterns, std::string_view text);

std::string lower_case(std::string_view text);

}  // namespace labcheck::load
