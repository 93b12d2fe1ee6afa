#include <labcheck/check_type.hpp>

#include "checks/network/device.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "checks/reply.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {device_name("the VLAN interface's name, such as eth1.20")};
}

std::vector<FactSpec> facts() {
  return device_facts("whether there is a VLAN interface of this name",
                      {
                          {.name = "id", .kind = ValueKind::integer, .about = "the VLAN's number"},
                          {.name = "parent", .kind = ValueKind::text, .about = "the interface that carries it"},
                          {.name = "protocol", .kind = ValueKind::text, .about = "802.1Q, or 802.1ad for outer tags"},
                      });
}

Result<Value> read(const Value& parameters, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto fields, read_fields(answer));
  LABCHECK_TRY_ASSIGN(const auto found, read_device(fields, text_of(parameters, "name"), "vlan"));
  auto facts = common_facts(found);
  if (!found.exists) {
    return facts;
  }
  LABCHECK_TRY_ASSIGN(facts["id"], member<std::int64_t>(found.device.info, "id"));
  LABCHECK_TRY_ASSIGN(facts["protocol"], member<std::string>(found.device.info, "protocol"));
  if (!found.device.parent.empty()) {
    facts["parent"] = found.device.parent;
  }
  return facts;
}

}  // namespace

CheckType vlan() {
  return {
      .name = "vlan",
      .subject = "network",
      .about = "an interface of the host in a VLAN",
      .main_parameter = "name",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{up: true}",
      .example = "on: web\nvlan: eth1.20\nexpect: {up: true, id: 20, parent: eth1}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = device_complaint,
      .request = device_request,
      .read = read,
  };
}

}  // namespace labcheck::checks
