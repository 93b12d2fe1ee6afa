#pragma once

#include <string>
#include <string_view>

namespace labcheck::checks {

/// The script that acts on a thing of this kind: service, container, interface, process or pid_file. It takes the
/// name, what to do, what undoes it, in how many seconds, a tag for the way back, `if-armed` or nothing, and what the
/// kind wants besides: the engine and its user, or the signal.
std::string action_script(std::string_view kind);

// The kinds' own parts: what they look at, keep, do and take back.
extern const std::string_view container_actions;
extern const std::string_view interface_actions;
extern const std::string_view process_actions;

}  // namespace labcheck::checks
