#include "checks/parameters.hpp"
#include "checks/registry.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {
      {.name = "argv", .kind = ValueKind::list, .about = "the program and its arguments, run without a shell's syntax"},
      {.name = "run", .kind = ValueKind::script, .about = "a POSIX sh script, instead of argv"},
      {.name = "arguments", .kind = ValueKind::list, .about = "what the script finds in $1, $2 and so on"},
  };
}

std::vector<FactSpec> facts() {
  return {
      {.name = "status", .kind = ValueKind::integer, .about = "the exit status; 127 when there is no such program"},
      {.name = "out", .kind = ValueKind::text, .about = "what it printed, without the newlines at the end"},
      {.name = "err", .kind = ValueKind::text, .about = "what it printed to standard error, without the last newlines"},
      {.name = "lines", .kind = ValueKind::list, .about = "out line by line", .element = ValueKind::text},
      {.name = "json", .kind = ValueKind::any, .about = "out read as JSON; not there when it isn't JSON"},
  };
}

}  // namespace

CheckType command() {
  return {
      .name = "command",
      .subject = "system",
      .about = "what a program or a script on the host prints and how it exits",
      .main_parameter = "argv",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{status: 0}",
      .example = "on: web\ncommand: [nginx, -t]\nexpect: {status: 0}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = no_complaint,
  };
}

}  // namespace labcheck::checks
