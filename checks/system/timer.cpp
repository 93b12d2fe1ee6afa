#include <algorithm>

#include <fmt/format.h>

#include <labcheck/check_type.hpp>

#include "checks/host_script.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "checks/system/timer_properties.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {
      {.name = "name", .kind = ValueKind::text, .about = "the timer's unit, with or without .timer", .required = true},
      {.name = "calendar",
       .kind = ValueKind::text,
       .about = "a calendar expression, as in Mon..Fri 02:30; on_calendar says whether the timer has this one"},
  };
}

std::vector<FactSpec> facts() {
  return {
      {.name = "exists", .kind = ValueKind::boolean, .about = "whether systemd knows such a timer"},
      {.name = "active", .kind = ValueKind::boolean, .about = "whether it waits for its time, or runs its unit now"},
      {.name = "enabled", .kind = ValueKind::boolean, .about = "whether it starts at boot"},
      {.name = "state", .kind = ValueKind::text, .about = "active, inactive, failed and so on"},
      {.name = "unit_file_state", .kind = ValueKind::text, .about = "enabled, disabled, static, masked and so on"},
      {.name = "calendar",
       .kind = ValueKind::list,
       .about = "its calendar expressions in systemd's normal form, such as *-*-* 02:30:00",
       .element = ValueKind::text},
      {.name = "on_calendar", .kind = ValueKind::boolean, .about = "whether one of them means what was asked for"},
      {.name = "spans",
       .kind = ValueKind::list,
       .about = "its other times, such as OnBootSec=15min",
       .element = ValueKind::text},
      {.name = "persistent", .kind = ValueKind::boolean, .about = "whether a time that was missed is made up for"},
      {.name = "unit", .kind = ValueKind::text, .about = "the unit that it starts"},
      {.name = "unit_exists", .kind = ValueKind::boolean, .about = "whether systemd knows that unit"},
      {.name = "commands",
       .kind = ValueKind::list,
       .about = "what that unit runs, each with its arguments",
       .element = ValueKind::text},
      {.name = "result",
       .kind = ValueKind::text,
       .about = "how that unit's last run ended: success, exit-code, timeout …"},
      {.name = "last", .kind = ValueKind::text, .about = "when it was last started, such as 2026-05-01T08:30:00Z"},
      {.name = "next", .kind = ValueKind::text, .about = "when its calendar starts it next"},
  };
}

constexpr std::string_view script = R"sh(
need systemctl
shown=$(TZ=UTC systemctl show -p Id -p LoadState -p ActiveState -p UnitFileState -p Unit -p Persistent \
        -p TimersCalendar -p TimersMonotonic -p LastTriggerUSec -p NextElapseUSecRealtime -- "$1") ||
  trouble "systemctl can't ask systemd"
tell timer "$shown"
unit=
case "$nl$shown$nl" in *"${nl}Unit="*) unit=${shown#*"${nl}Unit="}; unit=${unit%%"$nl"*} ;; esac
case "$nl$shown" in "${nl}Unit="*) unit=${shown#Unit=}; unit=${unit%%"$nl"*} ;; esac
if [ -n "$unit" ]; then
  started=$(systemctl show -p LoadState -p ExecStart -p Result -- "$unit") || trouble "systemctl can't ask systemd"
  tell unit "$started"
fi
if [ -n "$2" ]; then
  need systemd-analyze
  normal=$(TZ=UTC systemd-analyze calendar "$2" 2>&1) || trouble "systemd takes '$2' for no calendar expression"
  tell wanted "$normal"
fi
finish
)sh";

std::string complaint(const Value& parameters) {
  const auto name = text_of(parameters, "name");
  if (!is_name(name, ".-_:@\\")) {
    return fmt::format("'{}' is no name of a systemd unit", name);
  }
  const auto calendar = text_of(parameters, "calendar");
  const bool odd = calendar.starts_with('-') || calendar.find('\n') != std::string::npos;
  return given(parameters, "calendar") && (calendar.empty() || odd)
             ? fmt::format("'{}' is no calendar expression", excerpt(calendar))
             : "";
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  auto name = text_of(parameters, "name");
  return host_script(script, {name.ends_with(".timer") ? name : name + ".timer", text_of(parameters, "calendar")});
}

Result<Value> read_timer(const UnitProperties& timer) {
  LABCHECK_TRY_ASSIGN(const auto state, timer.one("ActiveState"));
  LABCHECK_TRY_ASSIGN(const auto unit_file_state, timer.one("UnitFileState"));
  LABCHECK_TRY_ASSIGN(const auto unit, timer.one("Unit"));
  LABCHECK_TRY_ASSIGN(const auto persistent, timer.one("Persistent"));
  LABCHECK_TRY_ASSIGN(const auto last, timer.one("LastTriggerUSec"));
  LABCHECK_TRY_ASSIGN(const auto next, timer.one("NextElapseUSecRealtime"));
  Value facts{{"exists", true},
              {"active", state == "active"},
              {"enabled", unit_file_state == "enabled"},
              {"state", state},
              {"unit_file_state", unit_file_state},
              {"persistent", persistent == "yes"},
              {"unit", unit},
              {"spans", Value::array()}};
  LABCHECK_TRY_ASSIGN(facts["calendar"], calendar_of(timer));
  LABCHECK_TRY_ASSIGN(facts["spans"], spans_of(timer));
  for (const auto& [name, spelt] : {std::pair{"last", last}, std::pair{"next", next}}) {
    if (!spelt.empty() && spelt != "n/a" && spelt != "0") {
      LABCHECK_TRY_ASSIGN(facts[name], systemd_time(spelt));
    }
  }
  return facts;
}

Result<Value> read(const Value& parameters, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto fields, read_fields(answer));
  LABCHECK_TRY_ASSIGN(const auto shown, fields.text("timer"));
  LABCHECK_TRY_ASSIGN(const auto timer, UnitProperties::read(shown));
  LABCHECK_TRY_ASSIGN(const auto load_state, timer.one("LoadState"));
  if (load_state == "not-found") {
    return Value{{"exists", false}, {"active", false}, {"enabled", false}};
  }
  if (load_state == "masked") {
    return Value{{"exists", true}, {"active", false}, {"enabled", false}, {"unit_file_state", "masked"}};
  }
  if (load_state == "bad-setting" || load_state == "error") {  // a timer whose file systemd refuses
    return Value{{"exists", true}, {"active", false}, {"enabled", false}, {"state", load_state}};
  }
  if (load_state != "loaded") {
    return unreadable(fmt::format("systemd says LoadState={}, which labcheck doesn't know", excerpt(load_state)));
  }
  LABCHECK_TRY_ASSIGN(auto facts, read_timer(timer));
  if (fields.has("unit")) {
    LABCHECK_TRY_ASSIGN(const auto started, fields.text("unit"));
    LABCHECK_TRY_ASSIGN(const auto unit, UnitProperties::read(started));
    LABCHECK_TRY_ASSIGN(const auto unit_state, unit.one("LoadState"));
    facts["unit_exists"] = unit_state == "loaded";
    LABCHECK_TRY_ASSIGN(facts["commands"], commands_of(unit));
    if (unit_state == "loaded" && facts.contains("last")) {
      LABCHECK_TRY_ASSIGN(facts["result"], unit.one("Result"));
    }
  }
  if (given(parameters, "calendar")) {
    LABCHECK_TRY_ASSIGN(const auto said, fields.text("wanted"));
    LABCHECK_TRY_ASSIGN(const auto wanted, normal_form(said));
    const auto& calendar = facts["calendar"];
    facts["on_calendar"] = std::find(calendar.begin(), calendar.end(), Value(wanted)) != calendar.end();
  }
  return facts;
}

}  // namespace

CheckType timer() {
  return {
      .name = "timer",
      .subject = "system",
      .about = "a systemd timer: whether it waits, starts at boot, when it strikes and what it starts",
      .main_parameter = "name",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{active: true}",
      .example =
          "on: web\ntimer: {name: backup, calendar: \"02:30\"}\n"
          "expect: {active: true, enabled: true, on_calendar: true, commands: [/usr/local/bin/backup.sh]}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
