#include "checks/parameters.hpp"
#include "checks/registry.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {{.name = "name", .kind = ValueKind::text, .about = "the interface's name", .required = true}};
}

std::vector<FactSpec> facts() {
  return {
      {.name = "exists", .kind = ValueKind::boolean, .about = "whether there is such an interface"},
      {.name = "up", .kind = ValueKind::boolean, .about = "whether it is switched on and has a carrier"},
      {.name = "addresses", .kind = ValueKind::list, .about = "its addresses with prefix, such as 192.168.10.11/24",
       .element = ValueKind::text},
      {.name = "mac", .kind = ValueKind::text, .about = "its hardware address"},
      {.name = "mtu", .kind = ValueKind::integer, .about = "its MTU in bytes"},
      {.name = "gateway", .kind = ValueKind::text, .about = "the IPv4 default gateway through it"},
      {.name = "kind", .kind = ValueKind::text,
       .about = "loopback, physical, bridge, bond, vlan, vxlan, veth, tun, ... or virtual"},
  };
}

}  // namespace

CheckType interface() {
  return {
      .name = "interface",
      .subject = "network",
      .about = "a network interface of the host",
      .main_parameter = "name",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{up: true}",
      .example = "on: web\ninterface: eth0\nexpect: {up: true, addresses: {contains: 192.168.10.11/24}}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = no_complaint,
  };
}

}  // namespace labcheck::checks
