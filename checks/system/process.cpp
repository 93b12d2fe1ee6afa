#include <map>
#include <set>

#include <fmt/format.h>

#include <labcheck/check_type.hpp>

#include "checks/host_script.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "checks/system/process_matching.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {
      {.name = "name", .kind = ValueKind::text, .about = "the process's name, as ps shows it"},
      {.name = "pattern", .kind = ValueKind::text, .about = "a piece of the command line, arguments joined by blanks"},
      {.name = "programs",
       .kind = ValueKind::boolean,
       .about = "whether their programs are looked for, which needs root",
       .fallback = "true"},
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

constexpr std::string_view arguments = "how=$1 wanted=$2 short=$3 programs=$4";

// Only builtins run for a process that doesn't match, since there may be thousands.
constexpr std::string_view script = R"sh(
need id getent
me=$(id -u) uids=
set +f
for entry in /proc/[0-9]*; do
  set -f
  [ "${entry#/proc/}" != "$$" ] || continue
  first=
  { matches "$entry" && status_of "$entry"; } 2>/dev/null || continue
  [ "$state" != Z ] || continue
  exe=
  if [ "$programs" = yes ] && ! exe=$(readlink "$entry/exe") && [ "$me" != 0 ]; then say hidden yes; fi
  tell process "$uid $exe"
  case " $uids " in
    *" $uid "*) ;;
    *)
      uids="$uids $uid"
      if line=$(getent passwd "$uid"); then tell user "$uid ${line%%:*}"; fi
      ;;
  esac
done
finish
)sh";

std::string complaint(const Value& parameters) {
  if (given(parameters, "name") == given(parameters, "pattern")) {
    return "one of name and pattern is needed";
  }
  const auto text = text_of(parameters, given(parameters, "name") ? "name" : "pattern");
  return text.empty() || text.find('\n') != std::string::npos ? fmt::format("'{}' matches no process", excerpt(text))
                                                              : "";
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  const std::string how = given(parameters, "name") ? "name" : "pattern";
  const auto wanted = text_of(parameters, how);
  return host_script(
      std::string{arguments}.append(process_matching).append(script),
      {how, wanted, wanted.substr(0, longest_process_name), flag_of(parameters, "programs", true) ? "yes" : "no"});
}

// "NUMBER REST", spelt in hex.
Result<std::pair<std::int64_t, std::string>> read_numbered(const std::string& hex) {
  const auto bytes = read_hex(hex);
  const auto blank = bytes ? bytes->find(' ') : std::string::npos;
  const auto number =
      blank == std::string::npos ? std::nullopt : read_integer(std::string_view{*bytes}.substr(0, blank));
  if (!number) {
    return unreadable(fmt::format("the host describes a process as '{}'", excerpt(bytes ? *bytes : hex)));
  }
  return std::pair{*number, valid_utf8(std::string_view{*bytes}.substr(blank + 1))};
}

Result<Value> read(const Value& parameters, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto fields, read_fields(answer));
  if (fields.has("hidden")) {
    return unreadable(
        "the programs of processes are seen only by root: log in as root, use sudo, or set 'programs: false'");
  }
  std::map<std::int64_t, std::string> names;
  for (const auto& line : fields.all("user")) {
    LABCHECK_TRY_ASSIGN(auto user, read_numbered(line));
    names.insert(std::move(user));
  }
  std::set<std::string> users;
  std::set<std::string> programs;
  const auto processes = fields.all("process");
  for (const auto& line : processes) {
    LABCHECK_TRY_ASSIGN(const auto process, read_numbered(line));
    const auto name = names.find(process.first);
    users.insert(name == names.end() ? std::to_string(process.first) : name->second);
    if (!process.second.empty()) {
      programs.insert(process.second);
    }
  }
  Value facts{{"running", !processes.empty()}, {"count", processes.size()}, {"users", users}};
  if (flag_of(parameters, "programs", true)) {
    facts["programs"] = programs;
  }
  return facts;
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
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
