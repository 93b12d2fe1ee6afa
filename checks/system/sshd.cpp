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
      {.name = "user",
       .kind = ValueKind::text,
       .about = "whose login to ask about, for Match blocks; without it, of a user whom no name matches"},
      {.name = "host", .kind = ValueKind::text, .about = "the name of the host that the login comes from"},
      {.name = "address", .kind = ValueKind::text, .about = "the address that the login comes from"},
      {.name = "local_address", .kind = ValueKind::text, .about = "the server's address that it comes to"},
      {.name = "local_port", .kind = ValueKind::port, .about = "the server's port that it comes to"},
      {.name = "config",
       .kind = ValueKind::path,
       .about = "the configuration file",
       .fallback = "/etc/ssh/sshd_config"},
  };
}

std::vector<FactSpec> facts() {
  return {
      {.name = "exists", .kind = ValueKind::boolean, .about = "whether sshd and its configuration file are there"},
      {.name = "valid", .kind = ValueKind::boolean, .about = "whether sshd takes the configuration (sshd -t)"},
      {.name = "problem", .kind = ValueKind::text, .about = "what sshd says of one that it doesn't take"},
      {.name = "options",
       .kind = ValueKind::map,
       .about =
           "what is in effect, by the options' names in lower case (sshd -T); a list for those that may be repeated"},
      {.name = "running", .kind = ValueKind::boolean, .about = "whether the process of sshd's pid file runs sshd"},
      {.name = "reload_needed",
       .kind = ValueKind::boolean,
       .about = "whether a configuration file changed after sshd started or reloaded; not there while it doesn't run"},
  };
}

// sshd writes its pid file whenever it reads its configuration, at a reload too. Its own tests of a configuration want the
// folder that the service has while it runs.
constexpr std::string_view script = R"sh(
need sed find readlink id
config=$1 spec=$2
program=$(command -v sshd) || { say exists no; finish; }
if [ ! -f "$config" ]; then say exists no; finish; fi
say exists yes
[ "$(id -u)" = 0 ] || trouble "only root can ask sshd for its configuration: log in as root or use sudo"
made=
[ -d /run/sshd ] || { mkdir -m 0755 /run/sshd && made=yes; } 2>/dev/null
if told=$("$program" -t -f "$config" 2>&1); then
  say valid yes
  shown=$("$program" -T -f "$config" -C "$spec" 2>/dev/null) || trouble "sshd -T fails where sshd -t does not"
  tell options "$shown"
else
  say valid no
  tell problem "$told"
  shown=
fi
[ -z "$made" ] || rmdir /run/sshd 2>/dev/null
pid_file=/run/sshd.pid
case "$nl$shown$nl" in *"${nl}pidfile "*) pid_file=${shown#*pidfile }; pid_file=${pid_file%%"$nl"*} ;; esac
pid=
[ ! -f "$pid_file" ] || read -r pid <"$pid_file" || :
case $pid in
  '' | *[!0-9]*) say running no; finish ;;
esac
exe=$(readlink "/proc/$pid/exe") || { say running no; finish; }
case ${exe% (deleted)} in */sshd | */sshd-session) say running yes ;; *) say running no; finish ;; esac
queue=$config$nl seen=$nl changed=no count=0
while [ -n "$queue" ]; do
  file=${queue%%"$nl"*}
  queue=${queue#*"$nl"}
  case $seen in *"$nl$file$nl"*) continue ;; esac
  seen=$seen$file$nl
  count=$((count + 1))
  [ "$count" -le 200 ] || trouble "more than 200 files belong to the configuration of sshd"
  [ -z "$(find "$file" -prune -newer "$pid_file" 2>/dev/null)" ] || changed=yes
  [ -f "$file" ] || continue
  set +f
  for pattern in $(set -f; sed -n 's/^[[:space:]]*[Ii][Nn][Cc][Ll][Uu][Dd][Ee][[:space:]=]\{1,\}//p' "$file" | sed 's/"//g'); do
    case $pattern in /*) ;; *) pattern=/etc/ssh/$pattern ;; esac
    case ${pattern%/*} in /etc/ssh | '') ;; *) queue=$queue${pattern%/*}$nl ;; esac
    for found in $pattern; do [ ! -f "$found" ] || queue=$queue$found$nl; done
  done
  set -f
done
say reload_needed "$changed"
finish
)sh";

constexpr std::array<std::string_view, 13> repeatable{
    "acceptenv",       "allowgroups", "allowusers",    "authenticationmethods", "denygroups", "denyusers",
    "hostcertificate", "hostkey",     "listenaddress", "permitlisten",          "permitopen", "port",
    "setenv"};

std::string complaint(const Value& parameters) {
  for (const auto* name : {"user", "host", "address", "local_address"}) {
    const auto text = text_of(parameters, name);
    if (given(parameters, name) && !is_name(text, "._-:@\\+%")) {
      return fmt::format("'{}' is no {}", text, std::string_view{name} == "user" ? "user" : "host or address");
    }
  }
  return "";
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  const auto or_else = [&](std::string_view name, std::string_view fallback) {
    return given(parameters, name) ? text_of(parameters, name) : std::string{fallback};
  };
  // Documentation's own names and addresses (RFC 2606, RFC 5737): what only certain logins get shall not count for all.
  auto spec = fmt::format("user={},host={},addr={}", or_else("user", "labcheck-nobody"),
                          or_else("host", "host.invalid"), or_else("address", "192.0.2.1"));
  if (given(parameters, "local_address")) {
    spec += ",laddr=" + text_of(parameters, "local_address");
  }
  if (given(parameters, "local_port")) {
    spec += ",lport=" + text_of(parameters, "local_port");
  }
  return host_script(script, {or_else("config", "/etc/ssh/sshd_config"), spec});
}

Result<Value> read_options(const std::string& shown) {
  Value options = Value::object();
  for (const auto& line : lines_of(shown)) {
    const auto blank = line.find(' ');
    const auto name = line.substr(0, blank);
    if (name.empty() || name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789") != std::string::npos) {
      return unreadable(fmt::format("sshd -T gives '{}', which is no option", excerpt(line)));
    }
    const auto value = blank == std::string::npos ? std::string{} : line.substr(blank + 1);
    auto& held = options[name];
    const bool listed = std::find(repeatable.begin(), repeatable.end(), name) != repeatable.end();
    if (held.is_null()) {
      held = listed ? Value::array({value}) : Value(value);
    } else {
      held = held.is_array() ? held : Value::array({held});
      held.push_back(value);
    }
  }
  if (!options.contains("port") || !options.contains("permitrootlogin")) {
    return unreadable("sshd -T gives neither port nor permitrootlogin");
  }
  return options;
}

Result<Value> read(const Value&, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto fields, read_fields(answer));
  LABCHECK_TRY_ASSIGN(const auto exists, fields.yes("exists"));
  Value facts{{"exists", exists}};
  if (!exists) {
    return facts;
  }
  LABCHECK_TRY_ASSIGN(const auto valid, fields.yes("valid"));
  facts["valid"] = valid;
  if (valid) {
    LABCHECK_TRY_ASSIGN(const auto shown, fields.text("options"));
    LABCHECK_TRY_ASSIGN(facts["options"], read_options(shown));
  } else {
    LABCHECK_TRY_ASSIGN(const auto problem, fields.text("problem"));
    facts["problem"] = excerpt(std::string_view{problem}.substr(0, problem.find_first_of("\r\n")));
  }
  LABCHECK_TRY_ASSIGN(const auto running, fields.yes("running"));
  facts["running"] = running;
  if (running) {
    LABCHECK_TRY_ASSIGN(facts["reload_needed"], fields.yes("reload_needed"));
  }
  return facts;
}

}  // namespace

CheckType sshd() {
  return {
      .name = "sshd",
      .subject = "system",
      .about = "the SSH server's effective configuration, and whether the running server has read it",
      .main_parameter = "user",
      .parameters = parameters(),
      .facts = facts(),
      .example =
          "on: web\nsshd: {user: root, address: 192.168.10.5}\n"
          "expect: {options: {$.permitrootlogin: \"no\", $.port: [\"22\"]}, reload_needed: false}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
