#include <labcheck/check_type.hpp>

#include "checks/host_script.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {
      {.name = "argv",
       .kind = ValueKind::list,
       .about = "the program and its arguments, run without a shell's syntax",
       .element = ValueKind::text},
      {.name = "run", .kind = ValueKind::script, .about = "a POSIX sh script, instead of argv"},
      {.name = "arguments",
       .kind = ValueKind::list,
       .about = "what the script finds in $1, $2 and so on",
       .element = ValueKind::text},
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

std::string complaint(const Value& parameters) {
  if (given(parameters, "argv") == given(parameters, "run")) {
    return "one of argv and run is needed";
  }
  if (given(parameters, "argv") && texts_of(parameters, "argv").empty()) {
    return "argv is empty: it begins with the program's name";
  }
  return given(parameters, "argv") && given(parameters, "arguments") ? "arguments belong to run, not to argv" : "";
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  if (given(parameters, "run")) {
    return plain_script(text_of(parameters, "run"), texts_of(parameters, "arguments"));
  }
  return plain_script("\"$@\"\n", texts_of(parameters, "argv"));
}

std::string without_last_newlines(std::string_view bytes) {
  while (bytes.ends_with('\n')) {
    bytes.remove_suffix(1);
  }
  return valid_utf8(bytes);
}

Result<Value> read(const Value&, const Answer& answer) {
  if (!answer.status) {
    return unreadable("the command ended with no exit status");
  }
  const auto out = without_last_newlines(answer.out);
  Value facts{
      {"status", *answer.status}, {"out", out}, {"err", without_last_newlines(answer.err)}, {"lines", lines_of(out)}};
  if (auto json = read_json(answer.out)) {
    facts["json"] = std::move(*json);
  }
  return facts;
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
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
