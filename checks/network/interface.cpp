#include "checks/host_script.hpp"
#include "checks/network/address.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "checks/registry.hpp"

#include <charconv>

#include <fmt/format.h>

#include <labcheck/reference.hpp>

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

constexpr std::string_view script = R"sh(
need ip cat
name=$1 folder=/sys/class/net/$1
[ -d /sys/class/net ] || trouble "the kernel shows no /sys/class/net"
if ! [ -e "$folder/flags" ]; then say exists no; finish; fi
say exists yes
for key in flags operstate mtu type address; do
  value=$(cat "$folder/$key" 2>/dev/null) || value=
  say "$key" "$value"
done
kind=
while IFS='=' read -r key value; do
  [ "$key" != DEVTYPE ] || kind=$value
done <"$folder/uevent"
if [ -n "$kind" ]; then say kind "$kind"
elif [ -e "$folder/tun_flags" ]; then say kind tun
elif [ -e "$folder/bonding" ]; then say kind bond
elif [ -e "$folder/bridge" ]; then say kind bridge
elif [ -e "$folder/device" ]; then say kind physical
else
  for kind in veth dummy macvlan ipvlan gre ipip sit; do
    [ -z "$(ip -o link show dev "$name" type "$kind" 2>/dev/null)" ] || say kind "$kind"
  done
fi
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

std::string complaint(const Value& parameters) {
  constexpr std::size_t longest_name = 15;
  const auto name = text_of(parameters, "name");
  const bool good = is_name(name, "._-:@") && name != "." && name != ".." &&
                    (name.size() <= longest_name || has_references(name));
  return good ? "" : fmt::format("'{}' is no name of an interface", name);
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  return host_script(script, {text_of(parameters, "name")});
}

// Switched on (IFF_UP) and not without a carrier; interfaces that know no carrier say `unknown`.
Result<bool> is_up(const Fields& fields) {
  constexpr int switched_on = 1;
  LABCHECK_TRY_ASSIGN(const auto spelt, fields.word("flags"));
  LABCHECK_TRY_ASSIGN(const auto state, fields.word("operstate"));
  const std::string_view digits = std::string_view{spelt}.substr(spelt.starts_with("0x") ? 2 : 0);
  unsigned flags = 0;
  const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), flags, 16);
  if (problem != std::errc{} || end != digits.data() + digits.size()) {
    return unreadable(fmt::format("the interface's flags are '{}'", excerpt(spelt)));
  }
  return (flags & switched_on) != 0 && (state == "up" || state == "unknown");
}

Result<std::string> read_kind(const Fields& fields) {
  constexpr std::string_view loopback_type = "772";
  LABCHECK_TRY_ASSIGN(const auto type, fields.word("type"));
  if (type == loopback_type) {
    return std::string{"loopback"};
  }
  return fields.has("kind") ? fields.word("kind") : Result<std::string>{"virtual"};
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

Result<Value> read(const Value&, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto fields, read_fields(answer));
  LABCHECK_TRY_ASSIGN(const auto exists, fields.yes("exists"));
  Value facts{{"exists", exists}, {"up", false}};
  if (!exists) {
    return facts;
  }
  LABCHECK_TRY_ASSIGN(facts["up"], is_up(fields));
  LABCHECK_TRY_ASSIGN(facts["kind"], read_kind(fields));
  LABCHECK_TRY_ASSIGN(facts["mtu"], fields.integer("mtu"));
  LABCHECK_TRY_ASSIGN(facts["addresses"], read_addresses(fields));
  LABCHECK_TRY_ASSIGN(const auto mac, fields.word("address"));
  if (!mac.empty()) {
    facts["mac"] = valid_utf8(mac);
  }
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
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
