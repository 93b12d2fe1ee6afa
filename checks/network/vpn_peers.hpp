#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <labcheck/result.hpp>
#include <labcheck/value.hpp>

#include "checks/reading.hpp"

namespace labcheck::checks {

/// The facts of a tunnel, each out of a script's answer that says what its kind's own tool shows.
Result<Value> read_wireguard(const Fields& fields);
Result<Value> read_openvpn(const Fields& fields);
/// Of strongSwan, told by the connection's name, by vici (swanctl) or by the older `ipsec`.
Result<Value> read_ipsec(const Fields& fields, const std::string& name);

/// What `swanctl --raw` prints, `event {site {version=2 child-sas {}}}`, as a list of its messages; nothing when it
/// can't be read.
std::optional<Value> read_vici(std::string_view output);

/// `established`: whether a peer is.
Value with_peers(Value facts, Value peers);

}  // namespace labcheck::checks
