#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <labcheck/result.hpp>
#include <labcheck/value.hpp>

namespace labcheck::checks {

/// One way that a packet may take; a route with equal paths has several.
struct Hop {
  std::string gateway{};
  std::string interface {};
  bool alive{true};
};

struct Route {
  std::string type{"unicast"};
  std::string protocol{};
  std::string source{};
  std::int64_t metric{0};
  std::vector<Hop> hops{};
};

/// The routes that `ip -j route` prints, or busybox's `ip route` in words.
Result<std::vector<Route>> routes_of_json(std::string_view output);
Result<std::vector<Route>> routes_of_words(std::string_view output);

/// The facts of these routes to one destination: those of the one with the lowest metric, and all gateways.
Value route_facts(const std::vector<Route>& routes);

}  // namespace labcheck::checks
