#include <fmt/format.h>

#include <labcheck/check_type.hpp>

#include "checks/network/device.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "checks/reply.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {device_name("the bridge's name")};
}

std::vector<FactSpec> facts() {
  return device_facts(
      "whether there is a bridge of this name",
      {
          {.name = "members",
           .kind = ValueKind::list,
           .about = "the interfaces that it joins, in the order of their names",
           .element = ValueKind::text},
          {.name = "forwarding",
           .kind = ValueKind::list,
           .about = "those of them that frames pass through now",
           .element = ValueKind::text},
          {.name = "stp", .kind = ValueKind::boolean, .about = "whether the spanning tree protocol is on"},
          {.name = "forward_delay", .kind = ValueKind::number, .about = "its forward delay in seconds"},
          {.name = "priority", .kind = ValueKind::integer, .about = "its priority in the spanning tree"},
          {.name = "vlan_filtering", .kind = ValueKind::boolean, .about = "whether it tells VLANs apart"},
          {.name = "vlans",
           .kind = ValueKind::map,
           .about = "the VLAN ids that each interface lets through, and as 'pvid' the one of untagged frames: "
                    "\"$.eth1.ids\", \"$.eth1.pvid\""},
      });
}

// [{"ifname": "eth1", "vlans": [{"vlan": 1, "flags": ["PVID", "Egress Untagged"]}, {"vlan": 10, "vlanEnd": 12}]}]
Result<Value> read_ids(const Value& port) {
  constexpr std::int64_t last_id = 4094;
  Value found{{"ids", Value::array()}};
  LABCHECK_TRY_ASSIGN(const auto list, list_member(port, "vlans"));
  for (const auto& vlan : list) {
    LABCHECK_TRY_ASSIGN(const auto first, member<std::int64_t>(vlan, "vlan"));
    LABCHECK_TRY_ASSIGN(const auto last,
                        vlan.contains("vlanEnd") ? member<std::int64_t>(vlan, "vlanEnd") : Result<std::int64_t>{first});
    if (first < 1 || last < first || last > last_id) {
      return unreadable(fmt::format("bridge shows VLANs {} to {}", first, last));
    }
    for (auto id = first; id <= last; ++id) {
      found["ids"].push_back(id);
    }
    const auto flags = vlan.value("flags", Value::array());
    for (const auto& flag : flags) {
      if (flag == "PVID") {
        found["pvid"] = first;
      }
    }
  }
  return found;
}

Result<Value> read_vlans(std::string_view output, const DeviceAnswer& answer) {
  const auto list = read_json(output);
  if (!list || !list->is_array()) {
    return unreadable(fmt::format("bridge shows VLANs as '{}', which is no list", excerpt(output)));
  }
  Value vlans = Value::object();
  for (const auto& port : *list) {
    LABCHECK_TRY_ASSIGN(const auto name, member<std::string>(port, "ifname"));
    bool own = name == answer.device.name;
    for (const auto& each : answer.members) {
      own = own || each.name == name;
    }
    if (own) {
      LABCHECK_TRY_ASSIGN(vlans[name], read_ids(port));
    }
  }
  return vlans;
}

Value forwarding_of(const std::vector<Device>& members) {
  std::vector<Device> forwarding;
  for (const auto& each : members) {
    const auto state = each.membership.find("state");
    if (state != each.membership.end() && *state == "forwarding" && each.up) {
      forwarding.push_back(each);
    }
  }
  return names_of(forwarding);
}

Result<Value> read(const Value& parameters, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto fields, read_fields(answer));
  LABCHECK_TRY_ASSIGN(const auto found, read_device(fields, text_of(parameters, "name"), "bridge"));
  auto facts = common_facts(found);
  if (!found.exists) {
    return facts;
  }
  constexpr double hundredths = 100.0;
  LABCHECK_TRY_ASSIGN(const auto stp, member<std::int64_t>(found.device.info, "stp_state"));
  LABCHECK_TRY_ASSIGN(const auto delay, member<std::int64_t>(found.device.info, "forward_delay"));
  LABCHECK_TRY_ASSIGN(facts["priority"], member<std::int64_t>(found.device.info, "priority"));
  facts["stp"] = stp != 0;
  facts["forward_delay"] = static_cast<double>(delay) / hundredths;
  facts["members"] = names_of(found.members);
  facts["forwarding"] = forwarding_of(found.members);
  // A kernel without VLANs has no such setting.
  const bool filters = found.device.info.value("vlan_filtering", Value(0)) == 1;
  facts["vlan_filtering"] = filters;
  if (filters) {
    LABCHECK_TRY_ASSIGN(const auto vlans, fields.bytes("vlans"));
    LABCHECK_TRY_ASSIGN(facts["vlans"], read_vlans(vlans, found));
  }
  return facts;
}

}  // namespace

CheckType bridge() {
  return {
      .name = "bridge",
      .subject = "network",
      .about = "a bridge of the host: a switch in software",
      .main_parameter = "name",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{up: true}",
      .example = "on: web\nbridge: br0\nexpect: {up: true, members: {contains_all: [eth1, eth2]}, stp: true}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = device_complaint,
      .request = device_request,
      .read = read,
  };
}

}  // namespace labcheck::checks
