#include <labcheck/check_type.hpp>

#include "checks/network/device.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "checks/reply.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {device_name("the bond's name")};
}

std::vector<FactSpec> facts() {
  return device_facts(
      "whether there is a bond of this name",
      {
          {.name = "mode", .kind = ValueKind::text, .about = "balance-rr, active-backup, 802.3ad and so on"},
          {.name = "members",
           .kind = ValueKind::list,
           .about = "the interfaces that it joins, in the order of their names",
           .element = ValueKind::text},
          {.name = "members_up",
           .kind = ValueKind::list,
           .about = "those of them whose link the bond found working",
           .element = ValueKind::text},
          {.name = "active", .kind = ValueKind::text, .about = "the member in use, in modes with one"},
          {.name = "primary", .kind = ValueKind::text, .about = "the member to be used whenever it works"},
          {.name = "miimon",
           .kind = ValueKind::integer,
           .about = "how often links are looked at, in milliseconds; 0: never"},
          {.name = "lacp_rate", .kind = ValueKind::text, .about = "of 802.3ad: slow or fast"},
          {.name = "hash_policy",
           .kind = ValueKind::text,
           .about = "how frames are spread: layer2, layer3+4 and so on"},
          {.name = "partner", .kind = ValueKind::text, .about = "of 802.3ad: the other side's hardware address"},
          {.name = "failures", .kind = ValueKind::map, .about = "how often each member's link was lost, as \"$.eth1\""},
      });
}

void put(Value& facts, const char* fact, const Value& info, const char* name) {
  const auto found = info.find(name);
  if (found != info.end() && found->is_string()) {
    facts[fact] = *found;
  }
}

Result<Value> read(const Value& parameters, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto fields, read_fields(answer));
  LABCHECK_TRY_ASSIGN(const auto found, read_device(fields, text_of(parameters, "name"), "bond"));
  auto facts = common_facts(found);
  if (!found.exists) {
    return facts;
  }
  const auto& info = found.device.info;
  LABCHECK_TRY_ASSIGN(facts["mode"], member<std::string>(info, "mode"));
  LABCHECK_TRY_ASSIGN(facts["miimon"], member<std::int64_t>(info, "miimon"));
  facts["members"] = names_of(found.members);
  facts["failures"] = Value::object();
  std::vector<Device> working;
  for (const auto& each : found.members) {
    LABCHECK_TRY_ASSIGN(const auto status, member<std::string>(each.membership, "mii_status"));
    LABCHECK_TRY_ASSIGN(facts["failures"][each.name], member<std::int64_t>(each.membership, "link_failure_count"));
    if (status == "UP") {
      working.push_back(each);
    }
  }
  facts["members_up"] = names_of(working);
  put(facts, "active", info, "active_slave");
  put(facts, "primary", info, "primary");
  put(facts, "hash_policy", info, "xmit_hash_policy");
  if (facts["mode"] == "802.3ad") {
    put(facts, "lacp_rate", info, "ad_lacp_rate");
    put(facts, "partner", info.value("ad_info", Value::object()), "partner_mac");
  }
  return facts;
}

}  // namespace

CheckType bond() {
  return {
      .name = "bond",
      .subject = "network",
      .about = "a bond of the host: several interfaces as one",
      .main_parameter = "name",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{up: true}",
      .example = "on: web\nbond: bond0\nexpect: {mode: active-backup, members_up: [eth1, eth2], miimon: {above: 0}}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = device_complaint,
      .request = device_request,
      .read = read,
  };
}

}  // namespace labcheck::checks
