#include <fmt/format.h>

#include <labcheck/check_type.hpp>

#include "checks/host_script.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "checks/system/action_rules.hpp"
#include "checks/system/action_script.hpp"
#include "checks/system/process_matching.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {
      {.name = "service", .kind = ValueKind::text, .about = "a unit's name"},
      {.name = "container", .kind = ValueKind::text, .about = "a container's name"},
      {.name = "interface", .kind = ValueKind::text, .about = "a network interface's name"},
      {.name = "process", .kind = ValueKind::text, .about = "the name of processes, as ps shows it"},
      {.name = "pid_file", .kind = ValueKind::path, .about = "the file with the number of a process"},
      {.name = "do",
       .kind = ValueKind::text,
       .about = "what to do: a service stop, start, restart; a container these and pause, unpause, kill; an interface "
                "down, up; a process kill, pause, unpause",
       .required = true,
       .choices = {"stop", "start", "restart", "pause", "unpause", "kill", "down", "up"}},
      {.name = "undo",
       .kind = ValueKind::text,
       .about =
           "the way back, which the host itself takes after undo_after; a killed process's is the start of its unit",
       .choices = {"start", "stop", "unpause", "up", "down"}},
      {.name = "undo_after",
       .kind = ValueKind::duration,
       .about = "when the host takes the way back",
       .fallback = "90s"},
      {.name = "signal",
       .kind = ValueKind::text,
       .about = "what a container or process is killed with",
       .fallback = "KILL",
       .choices = {"KILL", "TERM", "INT", "QUIT", "HUP", "USR1", "USR2"}},
      {.name = "engine",
       .kind = ValueKind::text,
       .about = "whose container it is: docker or podman",
       .fallback = "docker",
       .choices = {"docker", "podman"}},
      {.name = "user", .kind = ValueKind::text, .about = "the user whose rootless engine it is, instead of root's"},
  };
}

std::vector<FactSpec> facts() {
  return {
      {.name = "done",
       .kind = ValueKind::boolean,
       .about = "whether it was done; what doesn't run or isn't up is not stopped, restarted, paused, killed or taken "
                "down"},
      {.name = "state",
       .kind = ValueKind::text,
       .about = "the state afterwards: a unit's active, inactive and so on, a container's running, paused, exited and "
                "so on (or that the engine is absent or unreachable), an interface's up or down, a process's running, "
                "paused or gone; not-found"},
  };
}

Phase disrupts(const Value&) {
  return Phase::disrupt;
}
bool has_undo(const Value& parameters) {
  return given(parameters, "undo");
}

// The name in letters that no unit name gives a meaning to, and that no two things of a kind share.
std::string unit_tag(std::string_view kind, std::string_view name) {
  std::string tag = kind == "service" ? "" : fmt::format("{}-", kind);
  for (const char letter : name) {
    const bool plain =
        (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
    tag += plain ? std::string{letter} : fmt::format("_{:02x}", static_cast<unsigned char>(letter));
  }
  return tag;
}

Result<Request> make_request(const Value& parameters, std::string what, std::string undo, std::string only) {
  const auto kind = action_kind(parameters);
  const auto name = text_of(parameters, kind);
  const auto seconds = (integer_of(parameters, "undo_after", 90'000) + 999) / 1000;
  const auto either = [&](const char* parameter, const char* usual) {
    return given(parameters, parameter) ? text_of(parameters, parameter) : std::string{usual};
  };
  std::vector<std::string> arguments{
      name, std::move(what), std::move(undo), std::to_string(seconds), unit_tag(kind, name), std::move(only)};
  if (kind == "container") {
    arguments.insert(arguments.end(), {either("engine", "docker"), text_of(parameters, "user")});
  } else if (kind == "process" || kind == "pid_file") {
    arguments.push_back(name.substr(0, longest_process_name));
  }
  if (kind == "container" || kind == "process" || kind == "pid_file") {
    arguments.push_back(either("signal", "KILL"));
  }
  LABCHECK_TRY_ASSIGN(auto made, host_script(action_script(kind), std::move(arguments)));
  made.alone = true;
  return made;
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = action_complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  return make_request(parameters, text_of(parameters, "do"), text_of(parameters, "undo"), "");
}

// Only what this agent armed is taken back: what the candidate left stopped stays stopped.
Result<Request> undo(const Value& parameters) {
  return make_request(parameters, text_of(parameters, "undo"), "", "if-armed");
}

Result<Value> read(const Value&, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto fields, read_fields(answer));
  LABCHECK_TRY_ASSIGN(const auto done, fields.yes("done"));
  LABCHECK_TRY_ASSIGN(const auto state, fields.word("state"));
  return Value{{"done", done}, {"state", valid_utf8(state)}};
}

}  // namespace

CheckType action() {
  return {
      .name = "action",
      .subject = "system",
      .about = "stops, starts, pauses or kills a service, container, interface or process; the way back is armed first",
      .main_parameter = "",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{done: true}",
      .example = "on: web[0]\naction: {service: nginx, do: stop, undo: start, undo_after: 90s}\n",
      .phase = disrupts,
      .undoes = has_undo,
      .undo = undo,
      .complaint = action_complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
