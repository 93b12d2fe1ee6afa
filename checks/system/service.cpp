#include <algorithm>
#include <array>

#include <fmt/format.h>

#include <labcheck/check_type.hpp>

#include "checks/host_script.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {
      {.name = "name",
       .kind = ValueKind::any,
       .about = "the unit's name, or a list of names of which the first that exists is looked at",
       .required = true},
      {.name = "program",
       .kind = ValueKind::boolean,
       .about = "whether the main process's program is looked for, which needs root",
       .fallback = "true"},
  };
}

std::vector<FactSpec> facts() {
  return {
      {.name = "exists", .kind = ValueKind::boolean, .about = "whether systemd knows such a unit"},
      {.name = "name", .kind = ValueKind::text, .about = "the unit's full name, such as nginx.service"},
      {.name = "running", .kind = ValueKind::boolean, .about = "whether its process runs now (active and running)"},
      {.name = "enabled", .kind = ValueKind::boolean, .about = "whether it starts at boot"},
      {.name = "state",
       .kind = ValueKind::text,
       .about = "active, inactive, failed, activating, deactivating and so on"},
      {.name = "sub_state", .kind = ValueKind::text, .about = "running, exited, dead and so on"},
      {.name = "unit_file_state", .kind = ValueKind::text, .about = "enabled, disabled, static, masked and so on"},
      {.name = "main_pid", .kind = ValueKind::integer, .about = "the main process, when there is one"},
      {.name = "program", .kind = ValueKind::path, .about = "the program that the main process runs"},
      {.name = "since", .kind = ValueKind::text, .about = "when it became active, such as 2026-05-01T08:30:00Z"},
  };
}

constexpr std::string_view script = R"sh(
need systemctl readlink id
program=$1
shift
chosen=
shown=
for name do
  if ! shown=$(TZ=UTC systemctl show -p Id -p LoadState -p ActiveState -p SubState -p UnitFileState -p MainPID \
               -p ActiveEnterTimestamp -- "$name"); then
    trouble "systemctl can't ask systemd"
  fi
  [ -n "$chosen" ] || chosen=$shown
  case "$nl$shown$nl" in *"${nl}LoadState=not-found$nl"*) continue ;; esac
  chosen=$shown
  break
done
printf '%s\n' "$chosen"
case "$nl$chosen$nl" in
  # Of a unit made from an init script only systemctl's own tools know whether it is enabled.
  *"${nl}UnitFileState=generated$nl"*) say is_enabled "$(systemctl is-enabled -- "$name" 2>/dev/null)" ;;
esac
pid=${chosen#*MainPID=}
pid=${pid%%"$nl"*}
case $pid in
  '' | 0 | *[!0-9]*) ;;
  *)
    if [ "$program" = yes ]; then
      if exe=$(readlink "/proc/$pid/exe"); then
        tell program "$exe"
      elif [ "$(id -u)" != 0 ]; then
        say hidden yes
      fi
    fi
    ;;
esac
finish
)sh";

constexpr std::string_view name_letters = ".-_:@\\";
constexpr std::array<std::string_view, 7> load_states{"loaded",      "not-found", "masked", "error",
                                                      "bad-setting", "stub",      "merged"};

std::string complaint(const Value& parameters) {
  const auto names = texts_of(parameters, "name");
  for (const auto& name : names) {
    if (!is_name(name, name_letters)) {
      return fmt::format("'{}' is no name of a systemd unit", name);
    }
  }
  return names.empty() ? "the list of names is empty" : "";
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  auto arguments = texts_of(parameters, "name");
  arguments.insert(arguments.begin(), flag_of(parameters, "program", true) ? "yes" : "no");
  return host_script(script, std::move(arguments));
}

// systemd's "Tue 2026-11-24 22:00:00 UTC" as 2026-11-24T22:00:00Z.
Result<std::string> read_time(const std::string& spelt) {
  const auto words = split(spelt, ' ');
  if (words.size() != 4 || words[1].size() != 10 || words[2].size() != 8 || words[3] != "UTC") {
    return unreadable(fmt::format("systemd's time is '{}'", excerpt(spelt)));
  }
  return valid_utf8(words[1] + 'T' + words[2] + 'Z');
}

Result<bool> is_enabled(const Fields& fields, const std::string& unit_file_state) {
  if (unit_file_state != "generated") {
    return unit_file_state == "enabled" || unit_file_state == "alias";
  }
  LABCHECK_TRY_ASSIGN(const auto state, fields.word("is_enabled"));
  return state == "enabled";
}

Result<Value> read_unit(const Fields& fields) {
  LABCHECK_TRY_ASSIGN(const auto id, fields.word("Id"));
  LABCHECK_TRY_ASSIGN(const auto state, fields.word("ActiveState"));
  LABCHECK_TRY_ASSIGN(const auto sub_state, fields.word("SubState"));
  LABCHECK_TRY_ASSIGN(const auto unit_file_state, fields.word("UnitFileState"));
  LABCHECK_TRY_ASSIGN(const auto enabled, is_enabled(fields, unit_file_state));
  LABCHECK_TRY_ASSIGN(const auto since, fields.word("ActiveEnterTimestamp"));
  Value facts{{"exists", true},
              {"name", valid_utf8(id)},
              {"running", state == "active" && sub_state == "running"},
              {"enabled", enabled},
              {"state", valid_utf8(state)},
              {"sub_state", valid_utf8(sub_state)},
              {"unit_file_state", valid_utf8(unit_file_state)}};
  if (!since.empty() && since != "n/a") {
    LABCHECK_TRY_ASSIGN(facts["since"], read_time(since));
  }
  return facts;
}

Result<Value> read(const Value& parameters, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto fields, read_fields(answer));
  LABCHECK_TRY_ASSIGN(const auto load_state, fields.word("LoadState"));
  if (std::find(load_states.begin(), load_states.end(), load_state) == load_states.end()) {
    return unreadable(fmt::format("systemd says LoadState={}, which labcheck doesn't know", excerpt(load_state)));
  }
  if (load_state == "not-found") {
    return Value{{"exists", false}, {"running", false}, {"enabled", false}, {"state", "not-found"}};
  }
  LABCHECK_TRY_ASSIGN(auto facts, read_unit(fields));
  LABCHECK_TRY_ASSIGN(const auto pid, fields.integer("MainPID"));
  if (pid > 0) {
    facts["main_pid"] = pid;
  }
  if (fields.has("hidden")) {
    return unreadable("the service's program is seen only by root: log in as root, use sudo, or set 'program: false'");
  }
  if (flag_of(parameters, "program", true) && fields.has("program")) {
    LABCHECK_TRY_ASSIGN(facts["program"], fields.text("program"));
  }
  return facts;
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
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
