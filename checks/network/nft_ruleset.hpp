#pragma once

#include <string_view>

#include <labcheck/result.hpp>

#include "checks/network/firewall_model.hpp"

namespace labcheck::checks {

/// What `nft -j list ruleset` prints. Expressions that aren't known make conditions `unknown`, never an error.
Result<Ruleset> read_nft(std::string_view output);

/// What `iptables-save` or `ip6tables-save` prints. `maker`: iptables-nft or iptables-legacy.
Result<Ruleset> read_iptables(std::string_view output, std::string_view maker, bool six);

/// The hook of this name, in either spelling.
Hook hook_named(std::string_view name);
/// A protocol by its name as `Traffic` has it; numbers and other spellings too.
std::string protocol_named(std::string_view name);

}  // namespace labcheck::checks
