#include <algorithm>

#include <fmt/format.h>

#include <labcheck/check_type.hpp>
#include <labcheck/reference.hpp>

#include "checks/host_script.hpp"
#include "checks/network/prefix.hpp"
#include "checks/network/route_entry.hpp"
#include "checks/network/route_script.hpp"
#include "checks/network/stored_routes.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {
      {.name = "to",
       .kind = ValueKind::text,
       .about = "a network (10.2.0.0/16, ::/0), default, or an address, of which the way to it is asked",
       .required = true},
      {.name = "table",
       .kind = ValueKind::text,
       .about = "the routing table of a network or default",
       .fallback = "main"},
  };
}

std::vector<FactSpec> facts() {
  return {
      {.name = "exists",
       .kind = ValueKind::boolean,
       .about = "whether there is a route to exactly this network; of an address, whether the host knows a way"},
      {.name = "usable", .kind = ValueKind::boolean, .about = "whether its interface works and it leads somewhere"},
      {.name = "type", .kind = ValueKind::text, .about = "unicast, local, blackhole, unreachable, prohibit and so on"},
      {.name = "gateway", .kind = ValueKind::text, .about = "the next hop; not there when the network is attached"},
      {.name = "interface", .kind = ValueKind::text, .about = "the interface it goes out by"},
      {.name = "source", .kind = ValueKind::text, .about = "the host's own address in what it sends there"},
      {.name = "metric", .kind = ValueKind::integer, .about = "its metric; of several routes the lowest is taken"},
      {.name = "protocol",
       .kind = ValueKind::text,
       .about = "who set it: kernel, boot, static, dhcp, ospf, bgp and so on"},
      {.name = "count", .kind = ValueKind::integer, .about = "how many routes to exactly this network there are"},
      {.name = "gateways",
       .kind = ValueKind::list,
       .about = "the next hops of all these routes, equal paths included",
       .element = ValueKind::text},
      {.name = "interfaces", .kind = ValueKind::list, .about = "and their interfaces", .element = ValueKind::text},
      {.name = "persistent",
       .kind = ValueKind::boolean,
       .about = "whether a file of ifupdown, netplan, systemd-networkd, NetworkManager or network-scripts sets a route "
                "to this network at boot (DHCP's routes are in none); not asked of an address"},
      {.name = "persistent_gateway", .kind = ValueKind::text, .about = "the next hop in that file"},
      {.name = "file", .kind = ValueKind::text, .about = "the file"},
  };
}

std::string complaint(const Value& parameters) {
  const auto to = text_of(parameters, "to");
  const auto table = text_of(parameters, "table");
  if (given(parameters, "table") && !is_name(table, "._-")) {
    return fmt::format("'{}' is no name of a routing table", table);
  }
  if (has_references(to)) {
    return "";
  }
  const auto prefix = read_prefix(to);
  if (!prefix) {
    return fmt::format("'{}' is no network, no address and not 'default'", to);
  }
  const auto network = network_of(*prefix);
  return same(*prefix, network) && prefix->bytes != network.bytes
             ? fmt::format("'{}' is no network (did you mean '{}'?)", to, spelt(network))
             : "";
}

bool is_address(std::string_view to) {
  return to != "default" && to.find('/') == std::string_view::npos;
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  const auto to = text_of(parameters, "to");
  const auto prefix = read_prefix(to);
  if (!prefix) {
    return failed(ErrorKind::invalid, fmt::format("'{}' is no network, no address and not 'default'", to));
  }
  const auto table = given(parameters, "table") ? text_of(parameters, "table") : "main";
  return host_script(route_script, {is_address(to) ? "get" : "show", prefix->six ? "-6" : "-4",
                                    is_address(to) ? to : spelt(*prefix), table});
}

struct Refusal {
  std::string_view words{};
  std::string_view type{};  ///< of the route that made it, when one did
};

// How the kernel answers where no way leads. A table that nothing is in doesn't exist either.
constexpr Refusal refusals[] = {{"FIB table does not exist", ""},
                                {"Network is unreachable", ""},
                                {"No route to host", "unreachable"},
                                {"Permission denied", "prohibit"},
                                {"Invalid argument", "blackhole"}};

Result<Value> read_refusal(const Fields& fields) {
  LABCHECK_TRY_ASSIGN(const auto words, fields.bytes("refusal"));
  for (const auto& refusal : refusals) {
    if (words.find(refusal.words) != std::string::npos) {
      Value facts{{"exists", false}, {"usable", false}, {"count", 0}};
      if (!refusal.type.empty()) {
        facts["type"] = refusal.type;
      }
      return facts;
    }
  }
  return unreadable(fmt::format("ip can't show the route: {}", excerpt(words)));
}

Result<Value> read_routes(const Fields& fields) {
  if (fields.has("refusal")) {
    return read_refusal(fields);
  }
  LABCHECK_TRY_ASSIGN(const auto output, fields.bytes("routes"));
  LABCHECK_TRY_ASSIGN(const auto json, fields.word("json"));
  LABCHECK_TRY_ASSIGN(const auto routes, json == "yes" ? routes_of_json(output) : routes_of_words(output));
  return route_facts(routes);
}

Result<Value> read(const Value& parameters, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto fields, read_fields(answer));
  LABCHECK_TRY_ASSIGN(auto facts, read_routes(fields));
  const auto to = text_of(parameters, "to");
  const auto prefix = read_prefix(to);
  if (is_address(to) || !prefix) {
    return facts;
  }
  facts["persistent"] = false;
  LABCHECK_TRY_ASSIGN(const auto files, read_network_files(fields));
  for (const auto& route : stored_routes(files)) {
    if (same(route.to, *prefix) && facts["persistent"] == false) {
      facts["persistent"] = true;
      facts["file"] = route.file;
      if (!route.gateway.empty()) {
        facts["persistent_gateway"] = route.gateway;
      }
    }
  }
  return facts;
}

}  // namespace

CheckType route() {
  return {
      .name = "route",
      .subject = "network",
      .about = "a route of the host: now, and after the next boot",
      .main_parameter = "to",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{exists: true}",
      .example = "on: web\nroute: default\nexpect: {gateway: 192.168.10.1, count: 1, persistent: true}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
