#include "route_entry.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "checks/network/address.hpp"
#include "checks/reading.hpp"
#include "checks/reply.hpp"

namespace labcheck::checks {
namespace {

constexpr std::array<std::string_view, 8> types{"unicast", "local",       "broadcast", "multicast",
                                                "anycast", "unreachable", "prohibit",  "blackhole"};

// busybox's words and the names that they have in JSON.
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> names{{{"via", "gateway"},
                                                                              {"dev", "dev"},
                                                                              {"src", "prefsrc"},
                                                                              {"proto", "protocol"},
                                                                              {"metric", "metric"},
                                                                              {"scope", "scope"},
                                                                              {"table", "table"}}};

bool leads_nowhere(std::string_view type) {
  return type == "unreachable" || type == "prohibit" || type == "blackhole";
}

Result<std::string> optional_text(const Value& object, std::string_view name) {
  return object.contains(name) ? member<std::string>(object, name) : Result<std::string>{std::string{}};
}

Result<std::string> address(const std::string& spelt) {
  const auto plain = plain_address(spelt);
  return plain ? Result<std::string>{*plain}
               : unreadable(fmt::format("ip shows a route's address as '{}'", excerpt(spelt)));
}

// An IPv4 route may go by an IPv6 neighbour, which `via` then names.
Result<std::string> gateway_of(const Value& hop) {
  const bool other_family = hop.contains("via");
  LABCHECK_TRY_ASSIGN(const auto holder, other_family ? member<Value>(hop, "via") : Result<Value>{hop});
  LABCHECK_TRY_ASSIGN(const auto spelt, optional_text(holder, other_family ? "host" : "gateway"));
  return spelt.empty() ? Result<std::string>{std::string{}} : address(spelt);
}

Result<Hop> read_hop(const Value& object) {
  LABCHECK_TRY_ASSIGN(const auto flags, list_member(object, "flags"));
  LABCHECK_TRY_ASSIGN(auto gateway, gateway_of(object));
  LABCHECK_TRY_ASSIGN(auto interface, optional_text(object, "dev"));
  const bool alive =
      std::none_of(flags.begin(), flags.end(), [](const Value& flag) { return flag == "dead" || flag == "linkdown"; });
  return Hop{.gateway = std::move(gateway), .interface = std::move(interface), .alive = alive};
}

Result<std::vector<Hop>> read_hops(const Value& object) {
  std::vector<Hop> hops;
  const bool several = object.contains("nexthops");
  LABCHECK_TRY_ASSIGN(const auto list, several ? list_member(object, "nexthops") : Result<Value>{Value{object}});
  for (const auto& each : several ? list : Value::array({object})) {
    LABCHECK_TRY_ASSIGN(auto hop, read_hop(each));
    hops.push_back(std::move(hop));
  }
  return hops;
}

Result<Route> checked(Route route) {
  if (std::find(types.begin(), types.end(), route.type) == types.end()) {
    return unreadable(fmt::format("ip shows a route of the type '{}'", excerpt(route.type)));
  }
  for (const auto& hop : route.hops) {
    if (hop.interface.empty() && !leads_nowhere(route.type)) {
      return unreadable("ip shows a route without its interface");
    }
  }
  return route;
}

Result<Route> read_route(const Value& object) {
  Route route;
  LABCHECK_TRY_ASSIGN(const auto to, member<std::string>(object, "dst"));
  LABCHECK_TRY_ASSIGN(const auto type, optional_text(object, "type"));
  LABCHECK_TRY_ASSIGN(route.protocol, optional_text(object, "protocol"));
  LABCHECK_TRY_ASSIGN(route.source, optional_text(object, "prefsrc"));
  LABCHECK_TRY_ASSIGN(route.hops, read_hops(object));
  if (object.contains("metric")) {
    LABCHECK_TRY_ASSIGN(route.metric, member<std::int64_t>(object, "metric"));
  }
  route.type = type.empty() ? route.type : type;
  return checked(std::move(route));
}

// The JSON that busybox's "unreachable 10.2.0.0/16" or "10.2.0.0/16 via 10.1.0.1 dev eth0  metric 50" would be.
std::optional<Value> as_json(const std::string& line) {
  auto words = split(valid_utf8(line), ' ');
  words.erase(std::remove(words.begin(), words.end(), std::string{}), words.end());
  Value object{{"flags", Value::array()}};
  std::size_t at = 0;
  if (!words.empty() && std::find(types.begin(), types.end(), words[0]) != types.end()) {
    object["type"] = words[at++];
  }
  if (at < words.size()) {
    object["dst"] = words[at++];
  }
  while (at < words.size()) {
    const auto& key = words[at++];
    const auto name = std::find_if(names.begin(), names.end(), [&](const auto& each) { return each.first == key; });
    if (key == "onlink" || key == "linkdown" || key == "dead") {
      object["flags"].push_back(key);
    } else if (name == names.end() || at == words.size()) {
      return std::nullopt;
    } else {
      const auto number = key == "metric" ? read_integer(words[at]) : std::nullopt;
      object[std::string{name->second}] = number ? Value(*number) : Value(words[at]);
      ++at;
    }
  }
  return object;
}

}  // namespace

Result<std::vector<Route>> routes_of_json(std::string_view output) {
  const auto list = read_json(output);
  if (!list || !list->is_array()) {
    return unreadable(fmt::format("ip shows routes as '{}', which is no list", excerpt(output)));
  }
  std::vector<Route> routes;
  for (const auto& object : *list) {
    LABCHECK_TRY_ASSIGN(auto route, read_route(object));
    routes.push_back(std::move(route));
  }
  return routes;
}

Result<std::vector<Route>> routes_of_words(std::string_view output) {
  std::vector<Route> routes;
  for (const auto& line : lines_of(output)) {
    const auto object = as_json(line);
    if (!object) {
      return unreadable(fmt::format("ip shows a route as '{}'", excerpt(line)));
    }
    LABCHECK_TRY_ASSIGN(auto route, read_route(*object));
    routes.push_back(std::move(route));
  }
  return routes;
}

Value route_facts(const std::vector<Route>& routes) {
  Value facts{{"exists", !routes.empty()}, {"usable", false}, {"count", routes.size()}};
  if (routes.empty()) {
    return facts;
  }
  std::set<std::string> gateways;
  std::set<std::string> interfaces;
  for (const auto& route : routes) {
    for (const auto& hop : route.hops) {
      gateways.insert(hop.gateway);
      interfaces.insert(hop.interface);
    }
  }
  gateways.erase("");
  interfaces.erase("");
  const auto& best = *std::min_element(routes.begin(), routes.end(),
                                       [](const Route& one, const Route& other) { return one.metric < other.metric; });
  const auto alive = std::any_of(best.hops.begin(), best.hops.end(), [](const Hop& hop) { return hop.alive; });
  facts["usable"] = alive && !leads_nowhere(best.type);
  facts["type"] = best.type;
  facts["metric"] = best.metric;
  facts["gateways"] = gateways;
  facts["interfaces"] = interfaces;
  const auto put = [&](const char* name, const std::string& text) {
    if (!text.empty()) {
      facts[name] = text;
    }
  };
  put("gateway", best.hops.empty() ? "" : best.hops.front().gateway);
  put("interface", best.hops.empty() ? "" : best.hops.front().interface);
  put("source", best.source);
  put("protocol", best.protocol);
  return facts;
}

}  // namespace labcheck::checks
