#include "routing_reply.hpp"

#include <set>
#include <string>

#include <fmt/format.h>

#include "checks/reading.hpp"
#include "checks/reply.hpp"

namespace labcheck::checks {
namespace {

constexpr std::string_view blanks = " \t\r\n";

// Complaints about a library or a missing vtysh.conf may stand before the JSON.
Result<Value> reply(std::string_view output, std::string_view what) {
  const auto from = output.find('{');
  const auto none = output.find("not found") != std::string_view::npos ||
                    output.find("not running") != std::string_view::npos ||
                    output.find("not enabled") != std::string_view::npos ||
                    output.find_first_not_of(blanks) == std::string_view::npos;
  if (from == std::string_view::npos && none) {
    return Value::object();
  }
  const auto json = from == std::string_view::npos ? std::nullopt : read_json(output.substr(from));
  if (!json || !json->is_object()) {
    return unreadable(fmt::format("vtysh shows {} as '{}'", what, excerpt(output)));
  }
  return *json;
}

std::string text_in(const Value& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

// "Full/DR" of older versions stands in `state`, later ones say `nbrState`; "eth1:10.0.0.1" is the interface's name.
Result<Value> read_neighbor(const std::string& id, const Value& entry) {
  if (!entry.is_object()) {
    return unreadable(fmt::format("vtysh shows the OSPF neighbour {} as no structure", excerpt(id)));
  }
  const auto newer = text_in(entry, "nbrState");
  const auto state = split(newer.empty() ? text_in(entry, "state") : newer, '/').front();
  auto address = text_in(entry, "ifaceAddress");
  address = address.empty() ? text_in(entry, "address") : address;
  if (state.empty()) {
    return unreadable(fmt::format("vtysh shows the OSPF neighbour {} without its state", excerpt(id)));
  }
  return Value{{"id", id},
               {"address", address},
               {"interface", split(text_in(entry, "ifaceName"), ':').front()},
               {"state", state},
               {"full", state == "Full"}};
}

Result<Value> read_peer(const std::string& address, const Value& entry) {
  LABCHECK_TRY_ASSIGN(const auto as, member<std::int64_t>(entry, "remoteAs"));
  LABCHECK_TRY_ASSIGN(const auto state, member<std::string>(entry, "state"));
  Value peer{{"address", address}, {"as", as}, {"state", state}, {"established", state == "Established"}};
  for (const auto& [fact, name] : {std::pair{"received", "pfxRcd"}, std::pair{"sent", "pfxSnt"}}) {
    const auto number = member<std::int64_t>(entry, name);
    peer[fact] = number.value_or(0);
  }
  return peer;
}

Result<Value> read_one_route(const std::string& network, const Value& entry) {
  LABCHECK_TRY_ASSIGN(const auto protocol, member<std::string>(entry, "protocol"));
  LABCHECK_TRY_ASSIGN(const auto distance, member<std::int64_t>(entry, "distance"));
  LABCHECK_TRY_ASSIGN(const auto metric, member<std::int64_t>(entry, "metric"));
  LABCHECK_TRY_ASSIGN(const auto hops, list_member(entry, "nexthops"));
  std::set<std::string> gateways;
  std::set<std::string> interfaces;
  for (const auto& hop : hops) {
    if (hop.is_object()) {
      gateways.insert(text_in(hop, "ip"));
      interfaces.insert(text_in(hop, "interfaceName"));
    }
  }
  gateways.erase("");
  interfaces.erase("");
  return Value{{"network", network},
               {"protocol", protocol},
               {"selected", entry.value("selected", Value(false)) == true},
               {"installed", entry.value("installed", Value(false)) == true},
               {"distance", distance},
               {"metric", metric},
               {"gateways", gateways},
               {"interfaces", interfaces}};
}

}  // namespace

Result<Value> read_ospf(std::string_view instance, std::string_view neighbors) {
  LABCHECK_TRY_ASSIGN(const auto own, reply(instance, "OSPF"));
  LABCHECK_TRY_ASSIGN(const auto others, reply(neighbors, "OSPF's neighbours"));
  Value facts{{"ospf_neighbors", Value::array()}};
  if (const auto id = text_in(own, "routerId"); !id.empty()) {
    facts["ospf_router_id"] = id;
  }
  const auto list = others.value("neighbors", Value::object());
  for (const auto& [id, entries] : list.items()) {
    for (const auto& entry : entries.is_array() ? entries : Value::array({entries})) {
      LABCHECK_TRY_ASSIGN(auto neighbor, read_neighbor(id, entry));
      facts["ospf_neighbors"].push_back(std::move(neighbor));
    }
  }
  return facts;
}

Result<Value> read_bgp(std::string_view summary) {
  LABCHECK_TRY_ASSIGN(const auto families, reply(summary, "BGP's peers"));
  Value facts{{"bgp_peers", Value::array()}};
  for (const auto& [family, entry] : families.items()) {
    if (!entry.is_object() || !entry.contains("peers")) {
      continue;
    }
    LABCHECK_TRY_ASSIGN(facts["bgp_router_id"], member<std::string>(entry, "routerId"));
    LABCHECK_TRY_ASSIGN(facts["bgp_as"], member<std::int64_t>(entry, "as"));
    for (const auto& [address, peer] : entry["peers"].items()) {
      LABCHECK_TRY_ASSIGN(auto found, read_peer(address, peer));
      found["family"] = family;
      facts["bgp_peers"].push_back(std::move(found));
    }
  }
  return facts;
}

Result<Value> read_rib(std::string_view routes) {
  LABCHECK_TRY_ASSIGN(const auto networks, reply(routes, "routes"));
  Value list = Value::array();
  for (const auto& [network, entries] : networks.items()) {
    if (!entries.is_array()) {
      return unreadable(fmt::format("vtysh shows the routes to {} as no list", excerpt(network)));
    }
    for (const auto& entry : entries) {
      LABCHECK_TRY_ASSIGN(auto route, read_one_route(network, entry));
      list.push_back(std::move(route));
    }
  }
  return list;
}

}  // namespace labcheck::checks
