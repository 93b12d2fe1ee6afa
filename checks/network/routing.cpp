#include <array>

#include <fmt/format.h>

#include <labcheck/check_type.hpp>

#include "checks/host_script.hpp"
#include "checks/network/routing_reply.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {{.name = "vrf", .kind = ValueKind::text, .about = "the VRF that is asked about", .fallback = "default"}};
}

std::vector<FactSpec> facts() {
  return {
      {.name = "running", .kind = ValueKind::boolean, .about = "whether FRR answers (zebra runs)"},
      {.name = "daemons",
       .kind = ValueKind::list,
       .about = "its daemons that run: zebra, ospfd, bgpd and so on",
       .element = ValueKind::text},
      {.name = "ospf_router_id",
       .kind = ValueKind::text,
       .about = "OSPF's name for this router; not there without OSPF"},
      {.name = "ospf_neighbors",
       .kind = ValueKind::list,
       .about = "id, address, interface, state (Full, 2-Way and so on), full: \"$[?@.id=='10.0.0.2'].full\""},
      {.name = "bgp_router_id", .kind = ValueKind::text, .about = "BGP's name for this router; not there without BGP"},
      {.name = "bgp_as", .kind = ValueKind::integer, .about = "the autonomous system it is in"},
      {.name = "bgp_peers",
       .kind = ValueKind::list,
       .about = "address, as, state, established, received and sent prefixes: \"$[?@.as==65002].established\""},
      {.name = "routes",
       .kind = ValueKind::list,
       .about = "network, protocol, selected, installed, distance, metric, gateways, interfaces: "
                "\"$[?@.network=='10.2.0.0/16' && @.installed==true].protocol\""},
  };
}

// A daemon that isn't there says so in place of its answer; that is a fact, so each is asked alone.
constexpr std::string_view script = R"sh(
if ! command -v vtysh >/dev/null 2>&1; then say running no; finish; fi
vrf=$1
ask() { vtysh -c "$1" 2>&1; }
if ! daemons=$(ask 'show daemons'); then
  case $daemons in
    *'failed to connect to any daemons'*) say running no; finish ;;
    *) trouble "vtysh can't ask FRR: ${daemons%%"$nl"*}" ;;
  esac
fi
say running yes
tell daemons "$daemons"
of=
[ "$vrf" = default ] || of=" vrf $vrf"
has() { case " $daemons " in *" $1 "*) ;; *) return 1 ;; esac; }
if has ospfd; then
  tell ospf "$(ask "show ip ospf$of json")"
  tell neighbors "$(ask "show ip ospf$of neighbor json")"
fi
if has bgpd; then tell peers "$(ask "show bgp$of summary json")"; fi
tell routes "$(ask "show ip route$of json")"
tell routes_six "$(ask "show ipv6 route$of json")"
finish
)sh";

std::string complaint(const Value& parameters) {
  const auto vrf = text_of(parameters, "vrf");
  return !given(parameters, "vrf") || is_name(vrf, "._-") ? "" : fmt::format("'{}' is no name of a VRF", vrf);
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  return host_script(script, {given(parameters, "vrf") ? text_of(parameters, "vrf") : "default"});
}

Result<Value> daemons_of(const Fields& fields) {
  LABCHECK_TRY_ASSIGN(const auto shown, fields.text("daemons"));
  Value daemons = Value::array();
  for (const auto& line : lines_of(shown)) {
    for (const auto& word : split(line, ' ')) {
      if (!word.empty()) {
        daemons.push_back(word);
      }
    }
  }
  return daemons;
}

Result<Value> read(const Value&, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto fields, read_fields(answer));
  LABCHECK_TRY_ASSIGN(const auto running, fields.yes("running"));
  Value facts{{"running", running},
              {"daemons", Value::array()},
              {"ospf_neighbors", Value::array()},
              {"bgp_peers", Value::array()},
              {"routes", Value::array()}};
  if (!running) {
    return facts;
  }
  LABCHECK_TRY_ASSIGN(facts["daemons"], daemons_of(fields));
  if (fields.has("ospf")) {
    LABCHECK_TRY_ASSIGN(const auto ospf, fields.bytes("ospf"));
    LABCHECK_TRY_ASSIGN(const auto neighbors, fields.bytes("neighbors"));
    LABCHECK_TRY_ASSIGN(const auto found, read_ospf(ospf, neighbors));
    facts.update(found);
  }
  if (fields.has("peers")) {
    LABCHECK_TRY_ASSIGN(const auto peers, fields.bytes("peers"));
    LABCHECK_TRY_ASSIGN(const auto found, read_bgp(peers));
    facts.update(found);
  }
  for (const auto* key : {"routes", "routes_six"}) {
    LABCHECK_TRY_ASSIGN(const auto routes, fields.bytes(key));
    LABCHECK_TRY_ASSIGN(const auto found, read_rib(routes));
    facts["routes"].insert(facts["routes"].end(), found.begin(), found.end());
  }
  return facts;
}

}  // namespace

CheckType routing() {
  return {
      .name = "routing",
      .subject = "network",
      .about = "what FRRouting on the host knows: OSPF neighbours, BGP peers and routes by protocol",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{running: true}",
      .example =
          "on: router\nrouting: {}\nwithin: 60s\n"
          "expect: {ospf_neighbors: {\"$[?@.id=='10.0.0.2'].full\": [true]}}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
