#include "device.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <labcheck/reference.hpp>

#include "checks/host_script.hpp"
#include "checks/network/address.hpp"
#include "checks/parameters.hpp"
#include "checks/reply.hpp"

namespace labcheck::checks {
namespace {

// Everything comes from `ip`: in a container /sys may show the interfaces of another network.
constexpr std::string_view script = R"sh(
need ip
name=$1
ip -j link show >/dev/null 2>&1 || trouble "this host's ip prints no JSON, as that of iproute2 does"
if ! device=$(ip -j -d addr show dev "$name" 2>/dev/null); then
  refusal=$(ip -j -d addr show dev "$name" 2>&1 >/dev/null)
  case $refusal in *'does not exist'* | *'find device'*) say exists no; finish ;; esac
  trouble "ip can't show the interface: ${refusal%%"$nl"*}"
fi
say exists yes
tell device "$device"
members=$(ip -j -d addr show master "$name") || trouble "ip can't show the interface's members"
tell members "$members"
if command -v bridge >/dev/null 2>&1; then tell vlans "$(bridge -j vlan show 2>/dev/null)"; fi
finish
)sh";

Result<Value> read_addresses(const Value& object) {
  Value addresses = Value::array();
  LABCHECK_TRY_ASSIGN(const auto list, list_member(object, "addr_info"));
  for (const auto& each : list) {
    LABCHECK_TRY_ASSIGN(const auto local, member<std::string>(each, "local"));
    LABCHECK_TRY_ASSIGN(const auto length, member<std::int64_t>(each, "prefixlen"));
    const auto address = plain_address(local);
    constexpr std::int64_t longest = 128;
    if (!address || length < 0 || length > longest) {
      return unreadable(fmt::format("ip shows an address as '{}'", excerpt(local)));
    }
    addresses.push_back(fmt::format("{}/{}", *address, length));
  }
  return addresses;
}

Value part(const Value& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_object() ? *found : Value::object();
}

std::string text_in(const Value& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

Result<Device> read_one(const Value& object) {
  Device device;
  LABCHECK_TRY_ASSIGN(device.name, member<std::string>(object, "ifname"));
  LABCHECK_TRY_ASSIGN(device.mtu, member<std::int64_t>(object, "mtu"));
  LABCHECK_TRY_ASSIGN(device.addresses, read_addresses(object));
  LABCHECK_TRY_ASSIGN(const auto flags, list_member(object, "flags"));
  const auto has = [&](const char* flag) { return std::find(flags.begin(), flags.end(), flag) != flags.end(); };
  const auto link = part(object, "linkinfo");
  device.up = has("UP") && has("LOWER_UP");
  device.kind = text_in(link, "info_kind");
  device.mac = text_in(object, "address");
  device.parent = text_in(object, "link");
  device.info = part(link, "info_data");
  device.membership = part(link, "info_slave_data");
  return device;
}

// Some versions print an empty object in place of each device that wasn't asked for.
Result<std::vector<Device>> read_list(std::string_view output) {
  const auto list = read_json(output);
  if (!list || !list->is_array()) {
    return unreadable(fmt::format("ip shows interfaces as '{}', which is no list", excerpt(output)));
  }
  std::vector<Device> devices;
  for (const auto& object : *list) {
    if (!object.is_object() || !object.empty()) {
      LABCHECK_TRY_ASSIGN(auto device, read_one(object));
      devices.push_back(std::move(device));
    }
  }
  std::sort(devices.begin(), devices.end(), [](const auto& one, const auto& other) { return one.name < other.name; });
  return devices;
}

}  // namespace

ParameterSpec device_name(std::string_view about) {
  return {.name = "name", .kind = ValueKind::text, .about = about, .required = true};
}

std::vector<FactSpec> device_facts(std::string_view exists, std::vector<FactSpec> own) {
  std::vector<FactSpec> facts{
      {.name = "exists", .kind = ValueKind::boolean, .about = exists},
      {.name = "up", .kind = ValueKind::boolean, .about = "whether it is switched on and has a carrier"},
      {.name = "addresses",
       .kind = ValueKind::list,
       .about = "its addresses with prefix, such as 192.168.10.11/24",
       .element = ValueKind::text},
      {.name = "mac", .kind = ValueKind::text, .about = "its hardware address"},
      {.name = "mtu", .kind = ValueKind::integer, .about = "its MTU in bytes"},
  };
  facts.insert(facts.end(), own.begin(), own.end());
  return facts;
}

std::string device_complaint(const Value& parameters) {
  constexpr std::size_t longest_name = 15;
  const auto name = text_of(parameters, "name");
  const bool good =
      is_name(name, "._-:@") && name != "." && name != ".." && (name.size() <= longest_name || has_references(name));
  return good ? "" : fmt::format("'{}' is no name of an interface", name);
}

Result<Request> device_request(const Value& parameters) {
  if (const auto wrong = device_complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  return host_script(script, {text_of(parameters, "name")});
}

Result<DeviceAnswer> read_device(const Fields& fields, std::string_view name, std::string_view kind) {
  DeviceAnswer answer;
  LABCHECK_TRY_ASSIGN(answer.exists, fields.yes("exists"));
  if (!answer.exists) {
    return answer;
  }
  LABCHECK_TRY_ASSIGN(const auto device, fields.bytes("device"));
  LABCHECK_TRY_ASSIGN(const auto members, fields.bytes("members"));
  LABCHECK_TRY_ASSIGN(auto devices, read_list(device));
  if (devices.size() != 1 || devices.front().name != name) {
    return unreadable(fmt::format("ip shows {} interfaces named '{}'", devices.size(), name));
  }
  answer.device = std::move(devices.front());
  answer.exists = answer.device.kind == kind;
  LABCHECK_TRY_ASSIGN(answer.members, read_list(members));
  return answer;
}

Value common_facts(const DeviceAnswer& answer) {
  if (!answer.exists) {
    return {{"exists", false}, {"up", false}};
  }
  Value facts{
      {"exists", true}, {"up", answer.device.up}, {"mtu", answer.device.mtu}, {"addresses", answer.device.addresses}};
  if (!answer.device.mac.empty()) {
    facts["mac"] = answer.device.mac;
  }
  return facts;
}

Value names_of(const std::vector<Device>& devices) {
  Value names = Value::array();
  for (const auto& device : devices) {
    names.push_back(device.name);
  }
  return names;
}

}  // namespace labcheck::checks
