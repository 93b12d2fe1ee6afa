#include "run_facts.hpp"

#include <fmt/format.h>

#include <labcheck/reference.hpp>

#include "checks/parameters.hpp"

namespace labcheck::checks {
namespace {

constexpr std::size_t most_output = 65'536;

std::string without_last_newlines(std::string_view bytes) {
  while (bytes.ends_with('\n')) {
    bytes.remove_suffix(1);
  }
  return valid_utf8(bytes);
}

/// The variables, while they are a map: before references are filled in they may still be a text.
Value environment_of(const Value& parameters) {
  const auto found = parameters.find("environment");
  return found != parameters.end() && found->is_object() ? *found : Value::object();
}

bool is_variable(std::string_view name) {
  return !name.empty() && (name.front() < '0' || name.front() > '9') && is_name(name, "_") && !has_references(name);
}

}  // namespace

std::vector<ParameterSpec> run_parameters(std::string_view seconds) {
  return {
      {.name = "user", .kind = ValueKind::text, .about = "who runs it (the login user without it)"},
      {.name = "directory", .kind = ValueKind::path, .about = "where it is run", .fallback = "/"},
      {.name = "environment",
       .kind = ValueKind::map,
       .about = "variables of the environment, beside PATH, HOME, USER and LC_ALL",
       .element = ValueKind::text},
      {.name = "seconds",
       .kind = ValueKind::integer,
       .about = "how long one run may take, and use the processor, before it is killed",
       .fallback = seconds},
      {.name = "twice",
       .kind = ValueKind::boolean,
       .about = "run it a second time, to see whether that changes anything more",
       .fallback = "false"},
  };
}

std::string run_complaint(const Value& parameters) {
  constexpr std::int64_t longest = 3600;
  const auto user = text_of(parameters, "user");
  if (given(parameters, "user") && !is_name(user, "._-")) {
    return fmt::format("'{}' is no user", user);
  }
  const auto seconds = integer_of(parameters, "seconds", 1);
  if (seconds < 1 || seconds > longest) {
    return fmt::format("seconds is {}, neither at least 1 nor at most {}", seconds, longest);
  }
  const auto environment = environment_of(parameters);
  for (const auto& [name, value] : environment.items()) {
    if (!is_variable(name)) {
      return fmt::format("'{}' is no name of a variable", name);
    }
  }
  return "";
}

std::vector<std::string> variables_of(const Value& parameters) {
  std::vector<std::string> variables;
  const auto environment = environment_of(parameters);
  for (const auto& [name, value] : environment.items()) {
    variables.push_back(name + '=' + plain_text(value));
  }
  return variables;
}

Result<Value> read_run(const Fields& fields, std::string_view name) {
  const auto key = [&](std::string_view what) { return fmt::format("{}_{}", name, what); };
  constexpr int milliseconds_of_hundredth = 10;
  Value run = Value::object();
  LABCHECK_TRY_ASSIGN(run["status"], fields.integer(key("status")));
  LABCHECK_TRY_ASSIGN(run["timed_out"], fields.yes(key("timed_out")));
  LABCHECK_TRY_ASSIGN(const auto elapsed, fields.integer(key("elapsed")));
  LABCHECK_TRY_ASSIGN(run["left_running"], fields.integer(key("left")));
  run["elapsed_ms"] = elapsed * milliseconds_of_hundredth;
  run["too_long"] = false;
  for (const auto* stream : {"out", "err"}) {
    LABCHECK_TRY_ASSIGN(auto bytes, fields.bytes(key(stream)));
    if (!bytes.ends_with('.')) {
      return unreadable(fmt::format("the output of the {} run can't be read back", name));
    }
    bytes.pop_back();
    if (bytes.size() > most_output) {
      run["too_long"] = true;
    } else {
      run[stream] = without_last_newlines(bytes);
    }
  }
  return run;
}

}  // namespace labcheck::checks
