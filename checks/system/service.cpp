#include "checks/parameters.hpp"
#include "checks/registry.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {{.name = "name", .kind = ValueKind::any,
           .about = "the unit's name, or a list of names of which the first that exists is looked at",
           .required = true}};
}

std::vector<FactSpec> facts() {
  return {
      {.name = "exists", .kind = ValueKind::boolean, .about = "whether systemd knows such a unit"},
      {.name = "name", .kind = ValueKind::text, .about = "the unit's full name, such as nginx.service"},
      {.name = "running", .kind = ValueKind::boolean, .about = "whether its process runs now (active and running)"},
      {.name = "enabled", .kind = ValueKind::boolean, .about = "whether it starts at boot"},
      {.name = "state", .kind = ValueKind::text, .about = "active, inactive, failed, activating, deactivating, ..."},
      {.name = "sub_state", .kind = ValueKind::text, .about = "running, exited, dead, ..."},
      {.name = "unit_file_state", .kind = ValueKind::text, .about = "enabled, disabled, static, masked, ..."},
      {.name = "main_pid", .kind = ValueKind::integer, .about = "the main process, when there is one"},
      {.name = "program", .kind = ValueKind::path, .about = "the program that the main process runs"},
      {.name = "since", .kind = ValueKind::text, .about = "when it became active, such as 2026-05-01T08:30:00Z"},
  };
}

}  // namespace

CheckType service() {
  return {
      .name = "service",
      .subject = "system",
      .about = "a systemd service: whether it runs and starts at boot",
      .main_parameter = "name",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{running: true}",
      .example = "on: web\nservice: [mariadb, mysqld]\nexpect: {running: true, enabled: true}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = no_complaint,
  };
}

}  // namespace labcheck::checks
