#include <fmt/format.h>

#include <labcheck/check_type.hpp>
#include <labcheck/reference.hpp>

#include "checks/host_script.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {
      {.name = "service", .kind = ValueKind::text, .about = "the unit's name", .required = true},
      {.name = "do",
       .kind = ValueKind::text,
       .about = "what to do with it",
       .required = true,
       .choices = {"stop", "start", "restart"}},
      {.name = "undo",
       .kind = ValueKind::text,
       .about = "the way back, which the host itself takes after undo_after",
       .choices = {"start", "stop"}},
      {.name = "undo_after",
       .kind = ValueKind::duration,
       .about = "when the host takes the way back",
       .fallback = "90s"},
  };
}

std::vector<FactSpec> facts() {
  return {
      {.name = "done",
       .kind = ValueKind::boolean,
       .about = "whether it was done; a service that doesn't run is not stopped or restarted"},
      {.name = "state",
       .kind = ValueKind::text,
       .about = "the unit's state afterwards: active, inactive, not-found and so on"},
  };
}

Phase disrupts(const Value&) {
  return Phase::disrupt;
}
bool has_undo(const Value& parameters) {
  return given(parameters, "undo");
}

// The way back is armed before anything is touched, as a transient timer of systemd, else as a detached sleeper that
// acts only while its marker is there. A new action on a service first drops the older ways back of that service.
constexpr std::string_view script = R"sh(
need systemctl id rm
service=$1 what=$2 undo=$3 seconds=$4 unit=labcheck-undo-$5 only=$6
property() {
  shown=$(systemctl show -p "$1" -- "$service") || trouble "systemctl can't ask systemd"
  value=${shown#"$1="}
}
result() { say done "$1"; say state "$value"; finish; }
disarm() {
  systemctl stop "$unit-*.timer" >/dev/null 2>&1
  set +f
  rm -f -- "/run/$unit-"*
  set -f
}
armed() {
  set +f
  for marker in "/run/$unit-"*; do [ ! -e "$marker" ] || { set -f; return 0; }; done
  set -f
  [ -n "$(systemctl list-units --all --plain --no-legend "$unit-*.timer")" ]
}
arm() {
  read -r token </proc/sys/kernel/random/uuid || trouble "the kernel gives no random name, so nothing was done"
  control=$(command -v systemctl)
  if systemd-run --quiet --unit="$unit-$token" --on-active="$seconds" --timer-property=AccuracySec=1s \
       "$control" "$undo" "$service" >/dev/null 2>&1 && systemctl is-active --quiet "$unit-$token.timer"; then
    return
  fi
  marker=/run/$unit-$token
  if ! (set -C; : >"$marker") 2>/dev/null || ! command -v setsid >/dev/null 2>&1; then
    trouble "the way back could not be armed, so nothing was done"
  fi
  setsid sh -c 'sleep "$1"; if [ -e "$4" ]; then rm -f -- "$4"; "$2" "$3" "$5"; fi' \
    labcheck-undo "$seconds" "$control" "$undo" "$marker" "$service" </dev/null >/dev/null 2>&1 9>&- &
  kill -0 "$!" 2>/dev/null || trouble "the way back could not be armed, so nothing was done"
}
[ "$(id -u)" = 0 ] || trouble "only root may stop and start services: log in as root or use sudo"
[ "$only" != if-armed ] || armed || { property ActiveState; result yes; }
property LoadState
[ "$value" != not-found ] || result no
property ActiveState
case "$what $value" in
  'start active' | 'start reloading') [ -n "$undo" ] || disarm; result yes ;;
  'stop active' | 'stop reloading' | 'restart active' | 'restart reloading' | 'start '*) ;;
  *) result no ;;
esac
[ -z "$undo" ] || { disarm; arm; }
systemctl "$what" "$service" >/dev/null
ended=$?
property ActiveState
case "$what $value" in
  'stop inactive' | 'stop failed') ;;
  'start active' | 'restart active') ;;
  *) result no ;;
esac
[ "$ended" = 0 ] || result no
[ -n "$undo" ] || disarm
result yes
)sh";

bool is_one_of(const Value& parameters, std::string_view name, std::string_view value) {
  return text_of(parameters, name) == value;
}

std::string complaint(const Value& parameters) {
  const auto service = text_of(parameters, "service");
  if (!is_name(service, ".-_:@\\")) {
    return fmt::format("'{}' is no name of a systemd unit", service);
  }
  if (integer_of(parameters, "undo_after", 1) < 1) {
    return "undo_after must be above 0";
  }
  if (!given(parameters, "undo")) {
    return "";
  }
  const bool turns_back = (is_one_of(parameters, "do", "stop") && is_one_of(parameters, "undo", "start")) ||
                          (is_one_of(parameters, "do", "start") && is_one_of(parameters, "undo", "stop"));
  return turns_back || has_references(text_of(parameters, "do") + text_of(parameters, "undo"))
             ? ""
             : fmt::format("'undo: {}' does not undo 'do: {}'", text_of(parameters, "undo"), text_of(parameters, "do"));
}

// The service's name in letters that no unit name gives a meaning to, and that no two services share.
std::string unit_tag(std::string_view service) {
  std::string tag;
  for (const char letter : service) {
    const bool plain =
        (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
    tag += plain ? std::string{letter} : fmt::format("_{:02x}", static_cast<unsigned char>(letter));
  }
  return tag;
}

Result<Request> make_request(const Value& parameters, std::string what, std::string undo, std::string only) {
  const auto service = text_of(parameters, "service");
  const auto seconds = (integer_of(parameters, "undo_after", 90'000) + 999) / 1000;
  LABCHECK_TRY_ASSIGN(auto made, host_script(script, {service, std::move(what), std::move(undo),
                                                      std::to_string(seconds), unit_tag(service), std::move(only)}));
  made.alone = true;
  return made;
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  return make_request(parameters, text_of(parameters, "do"), text_of(parameters, "undo"), "");
}

// Only what this agent armed is taken back: a service that the candidate left stopped stays stopped.
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
      .about = "stops, starts or restarts a service, with a way back that is armed on the host first",
      .main_parameter = "",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{done: true}",
      .example = "on: web[0]\naction: {service: nginx, do: stop, undo: start, undo_after: 90s}\n",
      .phase = disrupts,
      .undoes = has_undo,
      .undo = undo,
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
