#pragma once

#include "load/fields.hpp"
#include "load/roster_draft.hpp"
#include "load/ssh_config.hpp"

namespace labcheck::load {

/// Fills in what the user's ssh_config says about the draft's hosts and jump hosts and the roster doesn't. Jump hosts
/// of `ProxyJump` become jumps of the draft. What can't be followed is an error at the place in ssh_config; so are jump
/// hosts that lead through one another in a circle. `via: none` is no jump host.
void apply_ssh_config(Draft& draft, const SshConfig& config, Findings& findings);

}  // namespace labcheck::load
