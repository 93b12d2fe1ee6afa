#include "checks/parameters.hpp"
#include "checks/registry.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {
      {.name = "service", .kind = ValueKind::text, .about = "the unit's name", .required = true},
      {.name = "do", .kind = ValueKind::text, .about = "what to do with it", .required = true,
       .choices = {"stop", "start", "restart"}},
      {.name = "undo", .kind = ValueKind::text, .about = "the way back, which the host itself takes after undo_after",
       .choices = {"start", "stop"}},
      {.name = "undo_after", .kind = ValueKind::duration, .about = "when the host takes the way back",
       .fallback = "90s"},
  };
}

std::vector<FactSpec> facts() {
  return {
      {.name = "done", .kind = ValueKind::boolean,
       .about = "whether it was done; a service that doesn't run is not stopped or restarted"},
      {.name = "state", .kind = ValueKind::text, .about = "the unit's state afterwards: active, inactive, not-found, ..."},
  };
}

Phase disrupts(const Value&) { return Phase::disrupt; }
bool has_undo(const Value& parameters) { return given(parameters, "undo"); }

}  // namespace

CheckType action() {
  return {
      .name = "action",
      .subject = "system",
      .about = "stops, starts or restarts a service, with a way back that is armed on the host first",
      .main_parameter = "",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{done: true}",
      .example = "on: web[0]\naction: {service: nginx, do: stop, undo: start, undo_after: 90s}\n",
      .phase = disrupts,
      .undoes = has_undo,
      .complaint = no_complaint,
  };
}

}  // namespace labcheck::checks
