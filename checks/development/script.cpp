#include <fmt/format.h>

#include <labcheck/check_type.hpp>

#include "checks/development/effects.hpp"
#include "checks/development/run_as.hpp"
#include "checks/development/run_facts.hpp"
#include "checks/host_script.hpp"
#include "checks/parameters.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  std::vector<ParameterSpec> all{
      {.name = "path", .kind = ValueKind::path, .about = "the script's absolute path", .required = true},
      {.name = "interpreter",
       .kind = ValueKind::list,
       .about = "the program that runs it, with its arguments; without it the script runs by itself",
       .element = ValueKind::text},
      {.name = "arguments",
       .kind = ValueKind::list,
       .about = "the script's arguments (others on the host can see them)",
       .element = ValueKind::text},
      {.name = "input", .kind = ValueKind::text, .about = "what it reads from its standard input"},
      {.name = "watch",
       .kind = ValueKind::list,
       .about = "paths below which is looked for what it created, changed and removed",
       .element = ValueKind::path},
  };
  for (auto& spec : run_parameters("10")) {
    all.push_back(std::move(spec));
  }
  return all;
}

std::vector<FactSpec> facts() {
  const auto paths = [](std::string_view name, std::string_view about) {
    return FactSpec{.name = name, .kind = ValueKind::list, .about = about, .element = ValueKind::text};
  };
  return {
      {.name = "exists", .kind = ValueKind::boolean, .about = "whether there is such a file"},
      {.name = "executable", .kind = ValueKind::boolean, .about = "whether its permissions allow to run it"},
      {.name = "ran", .kind = ValueKind::boolean, .about = "whether it was run"},
      {.name = "failure", .kind = ValueKind::text, .about = "why it could not be run: no such user"},
      {.name = "status", .kind = ValueKind::integer, .about = "the exit status; 128 and more when it was killed"},
      {.name = "out", .kind = ValueKind::text, .about = "what it printed, without the newlines at the end"},
      {.name = "err", .kind = ValueKind::text, .about = "what it printed to standard error"},
      {.name = "lines", .kind = ValueKind::list, .about = "out line by line", .element = ValueKind::text},
      {.name = "json", .kind = ValueKind::any, .about = "out read as JSON; not there when it isn't JSON"},
      {.name = "too_long",
       .kind = ValueKind::boolean,
       .about = "whether it printed more than 64 KiB, which are then not told"},
      {.name = "timed_out", .kind = ValueKind::boolean, .about = "whether it was killed because it took too long"},
      {.name = "elapsed_ms", .kind = ValueKind::integer, .about = "how long it took, in milliseconds"},
      {.name = "left_running",
       .kind = ValueKind::integer,
       .about = "how many processes it left behind in its process group; they were ended"},
      paths("created", "watched paths that are there now and were not before"),
      paths("changed", "watched paths with other content, permissions or owner than before"),
      paths("removed", "watched paths that are gone"),
      {.name = "second",
       .kind = ValueKind::map,
       .about = "the same facts of the second run: status, out, created and so on"},
      {.name = "idempotent",
       .kind = ValueKind::boolean,
       .about = "whether both runs ended with status 0 and the second changed nothing of what is watched",
       .asked_by = "twice"},
  };
}

constexpr std::string_view script = R"sh(
path=$1 directory=$4 twice=$5 given=$6 watched=$8
prepare "$2" "$3"
if ! [ -f "$path" ]; then say exists no; finish; fi
say exists yes
if [ -x "$path" ]; then say executable yes; else say executable no; fi
if [ -n "$failure" ]; then say ran no; tell failure "$failure"; finish; fi
if ! [ -d "$directory" ]; then say ran no; tell failure "there is no directory $directory"; finish; fi
if [ "$given" = yes ]; then printf %s "$7" >"$work/input"; input=$work/input; fi
variables=$9
shift 9
say ran yes
snapshot before
limited first "$directory" "$@"
snapshot first
if [ "$twice" = yes ]; then
  limited second "$directory" "$@"
  snapshot second
fi
finish
)sh";

std::string complaint(const Value& parameters) {
  if (given(parameters, "interpreter") && texts_of(parameters, "interpreter").empty()) {
    return "interpreter is empty: it begins with the program's name";
  }
  for (const auto& path : texts_of(parameters, "watch")) {
    if (path.find('\n') != std::string::npos) {
      return "a path to watch holds a newline";
    }
  }
  if (flag_of(parameters, "twice", false) && texts_of(parameters, "watch").empty()) {
    return "twice needs watch: paths below which a second run must change nothing";
  }
  return run_complaint(parameters);
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  std::string watched;
  for (const auto& path : texts_of(parameters, "watch")) {
    watched += path + '\n';
  }
  const auto variables = variables_of(parameters);
  std::vector<std::string> arguments{text_of(parameters, "path"),
                                     text_of(parameters, "user"),
                                     std::to_string(integer_of(parameters, "seconds", 10)),
                                     given(parameters, "directory") ? text_of(parameters, "directory") : "/",
                                     flag_of(parameters, "twice", false) ? "yes" : "no",
                                     given(parameters, "input") ? "yes" : "no",
                                     text_of(parameters, "input"),
                                     watched,
                                     std::to_string(variables.size())};
  arguments.insert(arguments.end(), variables.begin(), variables.end());
  for (auto& word : texts_of(parameters, "interpreter")) {
    arguments.push_back(std::move(word));
  }
  arguments.push_back(text_of(parameters, "path"));
  for (auto& word : texts_of(parameters, "arguments")) {
    arguments.push_back(std::move(word));
  }
  LABCHECK_TRY_ASSIGN(
      auto made, host_script(std::string{run_as_shell}.append(snapshot_shell).append(script), std::move(arguments)));
  made.alone = true;
  return made;
}

Result<Value> read_one(const Fields& fields, std::string_view name, const Snapshot* before, Snapshot* behind) {
  LABCHECK_TRY_ASSIGN(auto run, read_run(fields, name));
  if (run.contains("out")) {
    const auto& out = run["out"].get_ref<const std::string&>();
    run["lines"] = lines_of(out);
    if (auto json = read_json(out)) {
      run["json"] = *std::move(json);
    }
  }
  if (before != nullptr) {
    LABCHECK_TRY_ASSIGN(*behind, read_snapshot(fields, name));
    run.update(effects_between(*before, *behind));
  }
  return run;
}

Result<Value> read(const Value& parameters, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto fields, read_fields(answer));
  LABCHECK_TRY_ASSIGN(const auto exists, fields.yes("exists"));
  if (!exists) {
    return Value{{"exists", false}, {"ran", false}};
  }
  Value facts{{"exists", true}};
  LABCHECK_TRY_ASSIGN(facts["executable"], fields.yes("executable"));
  LABCHECK_TRY_ASSIGN(const auto ran, fields.yes("ran"));
  facts["ran"] = ran;
  if (!ran) {
    LABCHECK_TRY_ASSIGN(facts["failure"], fields.text("failure"));
    return facts;
  }
  const bool watches = !texts_of(parameters, "watch").empty();
  Snapshot before;
  Snapshot between;
  Snapshot behind;
  if (watches) {
    LABCHECK_TRY_ASSIGN(before, read_snapshot(fields, "before"));
  }
  LABCHECK_TRY_ASSIGN(const auto first, read_one(fields, "first", watches ? &before : nullptr, &between));
  facts.update(first);
  if (flag_of(parameters, "twice", false)) {
    LABCHECK_TRY_ASSIGN(auto second, read_one(fields, "second", watches ? &between : nullptr, &behind));
    facts["idempotent"] = first["status"] == 0 && second["status"] == 0 && between == behind;
    facts["second"] = std::move(second);
  }
  return facts;
}

Phase phase(const Value&) {
  return Phase::write;
}

}  // namespace

CheckType script() {
  return {
      .name = "script",
      .subject = "development",
      .about = "runs a candidate's script within limits: how it ends, what it prints and what it changes",
      .main_parameter = "path",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{status: 0}",
      .example =
          "on: web\nscript: {path: /usr/local/bin/add-users.sh, arguments: [/tmp/users.csv], user: root, twice: true,\n"
          "         watch: [/etc/passwd, /etc/group]}\nexpect: {status: 0, idempotent: true}\n",
      .phase = phase,
      .undoes = never_undoes,
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
