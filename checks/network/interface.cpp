#include <fmt/format.h>

#include <labcheck/check_type.hpp>

#include "checks/host_script.hpp"
#include "checks/network/address.hpp"
#include "checks/network/device.hpp"
#include "checks/network/link.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {device_name("the interface's name")};
}

std::vector<FactSpec> facts() {
  return device_facts("whether there is such an interface",
                      {
                          {.name = "gateway", .kind = ValueKind::text, .about = "the IPv4 default gateway through it"},
                          {.name = "kind",
                           .kind = ValueKind::text,
                           .about = "loopback, physical, bridge, bond, vlan, vxlan, veth, tun, ... or virtual"},
                      });
}

// Everything comes from `ip`: in a container /sys may show the interfaces of another network.
constexpr std::string_view script = R"sh(
need ip
name=$1
if ! link=$(ip -o link show dev "$name" 2>&1); then
  case $link in *'does not exist'* | *'find device'*) say exists no; finish ;; esac
  trouble "ip can't show the interface: ${link%%"$nl"*}"
fi
detailed=$(ip -o -d link show dev "$name" 2>/dev/null) && link=$detailed # busybox knows no -d
say exists yes
tell link "$link"
ip -o addr show dev "$name" >/dev/null || trouble "ip can't show the interface's addresses"
ip -o addr show dev "$name" | while read -r number device family address rest; do
  case $family in inet | inet6) say address_of "$address" ;; esac
  case "$family $rest" in 'inet peer '*) rest=${rest#peer }; say peer "$address ${rest%% *}" ;; esac
done
ip -4 route show default dev "$name" 2>/dev/null | while read -r default via gateway rest; do
  [ "$via" != via ] || say gateway "$gateway"
done
finish
)sh";

Result<Request> request(const Value& parameters) {
  if (const auto wrong = device_complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  return host_script(script, {text_of(parameters, "name")});
}

// `192.168.10.11/24`; of a point-to-point interface `ip` shows the prefix behind the peer's address.
Result<Value> read_addresses(const Fields& fields) {
  Value addresses = Value::array();
  const auto peers = fields.all("peer");
  for (const auto& line : fields.all("address_of")) {
    auto pieces = split(line, '/');
    const auto address = plain_address(pieces.front());
    for (const auto& peer : peers) {
      const auto words = split(peer, ' ');
      if (words.size() == 2 && words[0] == line && pieces.size() == 1) {
        pieces.push_back(split(words[1], '/').back());
      }
    }
    const auto prefix = pieces.size() == 2 ? read_integer(pieces[1]) : std::optional<std::int64_t>{};
    if (!address || pieces.size() > 2 || (pieces.size() == 2 && (!prefix || *prefix < 0 || *prefix > 128))) {
      return unreadable(fmt::format("ip shows an address as '{}'", excerpt(line)));
    }
    const bool four = address->find(':') == std::string::npos;
    addresses.push_back(fmt::format("{}/{}", *address, prefix.value_or(four ? 32 : 128)));
  }
  return addresses;
}

Result<Value> read(const Value& parameters, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto fields, read_fields(answer));
  LABCHECK_TRY_ASSIGN(const auto exists, fields.yes("exists"));
  Value facts{{"exists", exists}, {"up", false}};
  if (!exists) {
    return facts;
  }
  LABCHECK_TRY_ASSIGN(const auto spelt, fields.bytes("link"));
  LABCHECK_TRY_ASSIGN(const auto link, read_link(spelt, text_of(parameters, "name")));
  facts["up"] = link.up;
  facts["kind"] = link.kind;
  facts["mtu"] = link.mtu;
  if (!link.mac.empty()) {
    facts["mac"] = link.mac;
  }
  LABCHECK_TRY_ASSIGN(facts["addresses"], read_addresses(fields));
  const auto gateways = fields.all("gateway");
  if (!gateways.empty()) {
    const auto gateway = plain_address(gateways.front());
    if (!gateway) {
      return unreadable(fmt::format("ip shows a gateway as '{}'", excerpt(gateways.front())));
    }
    facts["gateway"] = *gateway;
  }
  return facts;
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
      .complaint = device_complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
