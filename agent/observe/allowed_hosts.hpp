#pragma once

#include <string_view>

#include <labcheck/roster.hpp>

namespace labcheck::observe {

/// Whether a name or address means the machine that resolves it itself: loopback in any spelling, or "any address".
bool is_loopback(std::string_view host);

/// Whether the agent's way in under this address belongs to one host alone. What several share (a gateway that tells
/// hosts apart by the port) leads to another candidate's host just as well.
bool is_way_to_one_host(const Roster& roster, const Candidate& candidate, std::string_view address);

/// Whether an address that a service hands out is one of this candidate's hosts. Spoken `straight`, loopback is the
/// agent's own machine and no host of the candidate's, unless the whole lab is this machine.
bool is_host_of(const Roster& roster, const Candidate& candidate, std::string_view address, bool straight);

}  // namespace labcheck::observe
