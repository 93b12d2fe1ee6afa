#include <algorithm>

#include <fmt/format.h>

#include <labcheck/check_type.hpp>

#include "checks/development/recap.hpp"
#include "checks/development/run_as.hpp"
#include "checks/development/run_facts.hpp"
#include "checks/host_script.hpp"
#include "checks/parameters.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  std::vector<ParameterSpec> all{
      {.name = "path", .kind = ValueKind::path, .about = "the playbook's absolute path", .required = true},
      {.name = "inventory",
       .kind = ValueKind::text,
       .about = "the inventory: a path, or host names each with a comma behind it; else as ansible.cfg says"},
      {.name = "limit", .kind = ValueKind::text, .about = "only these hosts or groups"},
      {.name = "tags", .kind = ValueKind::text, .about = "only tasks with these tags, parted by commas"},
      {.name = "variables", .kind = ValueKind::map, .about = "variables that overrule the playbook's own (-e)"},
      {.name = "vault_password_file", .kind = ValueKind::path, .about = "the file with the vault's password"},
      {.name = "run",
       .kind = ValueKind::boolean,
       .about = "whether to run it; else only its syntax is checked, which changes nothing",
       .fallback = "true"},
  };
  for (auto& spec : run_parameters("300")) {
    all.push_back(std::move(spec));
  }
  return all;
}

std::vector<FactSpec> facts() {
  return {
      {.name = "installed", .kind = ValueKind::boolean, .about = "whether there is an ansible-playbook"},
      {.name = "exists", .kind = ValueKind::boolean, .about = "whether there is such a playbook"},
      {.name = "valid", .kind = ValueKind::boolean, .about = "whether Ansible takes its syntax"},
      {.name = "problem", .kind = ValueKind::text, .about = "what Ansible says of a syntax that it doesn't take"},
      {.name = "ran", .kind = ValueKind::boolean, .about = "whether it was run"},
      {.name = "failure", .kind = ValueKind::text, .about = "why it could not be: no such user or directory"},
      {.name = "ok",
       .kind = ValueKind::boolean,
       .about = "whether it ended with status 0 and there are hosts, none of them failed or unreachable"},
      {.name = "status", .kind = ValueKind::integer, .about = "the exit status"},
      {.name = "timed_out", .kind = ValueKind::boolean, .about = "whether it was killed because it took too long"},
      {.name = "elapsed_ms", .kind = ValueKind::integer, .about = "how long it took, in milliseconds"},
      {.name = "hosts",
       .kind = ValueKind::any,
       .about = "by host: ok, changed, failed, unreachable, skipped, rescued and ignored"},
      {.name = "changed", .kind = ValueKind::integer, .about = "how many tasks changed something, on all hosts"},
      {.name = "failures", .kind = ValueKind::list, .about = "host, task and message of each failed task"},
      {.name = "second",
       .kind = ValueKind::map,
       .about = "the same facts of the second run: ok, hosts, changed and so on"},
      {.name = "unchanged",
       .kind = ValueKind::boolean,
       .about = "whether both runs are ok and the second changed nothing on any host",
       .asked_by = "twice"},
  };
}

std::string complaint(const Value& parameters) {
  for (const auto* name : {"inventory", "limit", "tags"}) {
    const auto text = text_of(parameters, name);
    if (given(parameters, name) && (text.empty() || text.starts_with('-'))) {
      return fmt::format("{} is '{}'", name, text);
    }
  }
  if (!flag_of(parameters, "run", true) && flag_of(parameters, "twice", false)) {
    return "twice belongs to a playbook that is run";
  }
  return run_complaint(parameters);
}

Phase phase(const Value& parameters) {
  return flag_of(parameters, "run", true) ? Phase::write : Phase::read;
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  const auto path = text_of(parameters, "path");
  const auto word = [&](std::string_view name, bool fallback) {
    return flag_of(parameters, name, fallback) ? "yes" : "no";
  };
  const auto variables = variables_of(parameters);
  std::vector<std::string> arguments{path,
                                     text_of(parameters, "user"),
                                     std::to_string(integer_of(parameters, "seconds", 300)),
                                     given(parameters, "directory") ? text_of(parameters, "directory") : "/",
                                     word("twice", false),
                                     word("run", true),
                                     dump(parameters.value("variables", Value::object())),
                                     std::string{recap_callback},
                                     std::to_string(variables.size())};
  arguments.insert(arguments.end(), variables.begin(), variables.end());
  arguments.insert(arguments.end(), {"ansible-playbook", path});
  for (const auto& [option, name] : {std::pair{"-i", "inventory"}, std::pair{"-l", "limit"}, std::pair{"-t", "tags"},
                                     std::pair{"--vault-password-file", "vault_password_file"}}) {
    if (given(parameters, name)) {
      arguments.insert(arguments.end(), {option, text_of(parameters, name)});
    }
  }
  LABCHECK_TRY_ASSIGN(auto made, host_script(std::string{run_as_shell}.append(playbook_script), std::move(arguments)));
  made.alone = true;
  return made;
}

Result<Value> read_recap(const Fields& fields, std::string_view name, Value& run) {
  LABCHECK_TRY_ASSIGN(auto bytes, fields.bytes(fmt::format("{}_recap", name)));
  constexpr std::size_t most = 131'072;
  if (!bytes.ends_with('.') || bytes.size() > most + 1) {
    return unreadable("the recap of the playbook is cut off");
  }
  bytes.pop_back();
  run["hosts"] = Value::object();
  run["failures"] = Value::array();
  run["changed"] = 0;
  run["ok"] = false;
  if (bytes.empty()) {  // it ended before there was one: killed, or stopped by an error of its own
    return run;
  }
  const auto recap = read_json(valid_utf8(bytes));
  const bool whole = recap && recap->is_object() && recap->value("hosts", Value()).is_object() &&
                     recap->value("failures", Value()).is_array();
  if (!whole) {
    return run["timed_out"] == true ? Result<Value>{run} : unreadable("the recap of the playbook is no JSON");
  }
  bool good = run["status"] == 0 && !recap->at("hosts").empty();
  std::int64_t changed = 0;
  for (const auto& [host, counts] : recap->at("hosts").items()) {
    Value told = Value::object();
    for (const auto& [from, to] :
         {std::pair{"ok", "ok"}, std::pair{"changed", "changed"}, std::pair{"failures", "failed"},
          std::pair{"unreachable", "unreachable"}, std::pair{"skipped", "skipped"}, std::pair{"rescued", "rescued"},
          std::pair{"ignored", "ignored"}}) {
      if (!counts.is_object() || !counts.contains(from) || !counts.at(from).is_number_integer()) {
        return unreadable(fmt::format("the recap of the playbook tells no number of '{}'", from));
      }
      told[to] = counts.at(from);
    }
    good = good && told["failed"] == 0 && told["unreachable"] == 0;
    changed += told["changed"].get<std::int64_t>();
    run["hosts"][host] = std::move(told);
  }
  run["failures"] = recap->at("failures");
  run["changed"] = changed;
  run["ok"] = good;
  return run;
}

Result<Value> read_one(const Fields& fields, std::string_view name) {
  LABCHECK_TRY_ASSIGN(auto run, read_run(fields, name));
  for (const auto* unsaid : {"out", "err", "too_long", "left_running"}) {
    run.erase(unsaid);
  }
  return read_recap(fields, name, run);
}

Result<Value> read(const Value& parameters, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto fields, read_fields(answer));
  LABCHECK_TRY_ASSIGN(const auto installed, fields.yes("installed"));
  Value facts{{"installed", installed}, {"ran", false}};
  if (!installed) {
    return facts;
  }
  LABCHECK_TRY_ASSIGN(const auto exists, fields.yes("exists"));
  facts["exists"] = exists;
  if (!exists) {
    return facts;
  }
  LABCHECK_TRY_ASSIGN(facts["ran"], fields.yes("ran"));
  if (fields.has("failure")) {
    LABCHECK_TRY_ASSIGN(facts["failure"], fields.text("failure"));
    return facts;
  }
  LABCHECK_TRY_ASSIGN(const auto syntax, read_run(fields, "syntax"));
  facts["valid"] = syntax["status"] == 0;
  if (facts["valid"] == false) {
    auto problem = syntax.value("err", "");
    std::replace(problem.begin(), problem.end(), '\n', ' ');
    facts["problem"] = excerpt(problem);
  }
  if (facts["ran"] == false) {
    return facts;
  }
  LABCHECK_TRY_ASSIGN(const auto first, read_one(fields, "first"));
  facts.update(first);
  if (flag_of(parameters, "twice", false)) {
    LABCHECK_TRY_ASSIGN(auto second, read_one(fields, "second"));
    facts["unchanged"] = first["ok"] == true && second["ok"] == true && second["changed"] == 0;
    facts["second"] = std::move(second);
  }
  return facts;
}

}  // namespace

CheckType playbook() {
  return {
      .name = "playbook",
      .subject = "development",
      .about = "runs an Ansible playbook on the host that it is run from: what it did on each host, and once more",
      .main_parameter = "path",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{ok: true}",
      .example =
          "on: client\nplaybook: {path: /srv/site/site.yml, inventory: /srv/site/hosts, twice: true}\n"
          "timeout: 5m\nexpect: {ok: true, unchanged: true}\n",
      .phase = phase,
      .undoes = never_undoes,
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
