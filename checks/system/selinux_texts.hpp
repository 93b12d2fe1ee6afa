#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace labcheck::checks {

/// A security context, user:role:type and, in policies that have any, a level.
struct SecurityContext {
  std::string whole;
  std::string type;
  std::string but_user;  ///< what matchpathcon -V compares
};

std::optional<SecurityContext> read_security_context(std::string_view text);

/// What stands in /etc/selinux/config, read as libselinux does: the first line that has a mode counts, and the last
/// that has a policy. Empty for what it doesn't say.
struct SelinuxConfig {
  std::string mode;
  std::string policy;
};

SelinuxConfig read_selinux_config(std::string_view text);

/// The mode that the kernel's command line asks for in place of the file's, or an empty text.
std::string mode_on_command_line(std::string_view text);

}  // namespace labcheck::checks
