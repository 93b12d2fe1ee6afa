#include "checks/parameters.hpp"
#include "checks/registry.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {
      {.name = "name", .kind = ValueKind::text, .about = "the process's name, or its program's file name"},
      {.name = "pattern", .kind = ValueKind::text, .about = "a piece of the command line, arguments joined by blanks"},
  };
}

std::vector<FactSpec> facts() {
  return {
      {.name = "running", .kind = ValueKind::boolean, .about = "whether there is at least one"},
      {.name = "count", .kind = ValueKind::integer, .about = "how many there are, zombies left out"},
      {.name = "users", .kind = ValueKind::list, .about = "the users that they run as", .element = ValueKind::text},
      {.name = "programs", .kind = ValueKind::list, .about = "the programs that they run", .element = ValueKind::path},
  };
}

}  // namespace

CheckType process() {
  return {
      .name = "process",
      .subject = "system",
      .about = "the processes of a name or command line",
      .main_parameter = "name",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{running: true}",
      .example = "on: web\nprocess: haproxy\nexpect: {count: {at_least: 1}, users: {contains: haproxy}}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = no_complaint,
  };
}

}  // namespace labcheck::checks
