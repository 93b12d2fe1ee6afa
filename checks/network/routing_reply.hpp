#pragma once

#include <string_view>

#include <labcheck/result.hpp>
#include <labcheck/value.hpp>

namespace labcheck::checks {

/// The facts in what vtysh prints as JSON. OSPF's and BGP's are empty objects, or a line of words, where the daemon
/// runs with nothing configured.
Result<Value> read_ospf(std::string_view instance, std::string_view neighbors);
Result<Value> read_bgp(std::string_view summary);
/// The routes of `show ip route json`, as a list.
Result<Value> read_rib(std::string_view routes);

}  // namespace labcheck::checks
