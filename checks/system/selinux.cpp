#include <optional>
#include <set>

#include <fmt/format.h>

#include <labcheck/check_type.hpp>

#include "checks/host_script.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "checks/system/process_matching.hpp"
#include "checks/system/selinux_script.hpp"
#include "checks/system/selinux_texts.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {
      {.name = "path", .kind = ValueKind::path, .about = "the absolute path of a file; links are not followed"},
      {.name = "boolean", .kind = ValueKind::text, .about = "such as httpd_can_network_connect"},
      {.name = "process", .kind = ValueKind::text, .about = "a process's name, as ps shows it"},
  };
}

std::vector<FactSpec> facts() {
  return {
      {.name = "enabled", .kind = ValueKind::boolean, .about = "whether the kernel goes by SELinux, with a policy"},
      {.name = "mode", .kind = ValueKind::text, .about = "now: enforcing, permissive or disabled"},
      {.name = "persistent_mode",
       .kind = ValueKind::text,
       .about = "the same as /etc/selinux/config has it for the next boot"},
      {.name = "forced_mode",
       .kind = ValueKind::text,
       .about = "the mode that the kernel's command line of this boot asks for in its stead, if any"},
      {.name = "policy",
       .kind = ValueKind::text,
       .about = "the policy's name in /etc/selinux/config, such as targeted"},
      {.name = "exists", .kind = ValueKind::boolean, .about = "whether the path is there"},
      {.name = "context", .kind = ValueKind::text, .about = "the path's: user:role:type:level"},
      {.name = "type", .kind = ValueKind::text, .about = "of that context, such as httpd_sys_content_t"},
      {.name = "expected_context",
       .kind = ValueKind::text,
       .about = "what the policy wants there; not there when it wants nothing, or without matchpathcon"},
      {.name = "labelled",
       .kind = ValueKind::boolean,
       .about = "whether the path has that context, whatever the user in it"},
      {.name = "defined", .kind = ValueKind::boolean, .about = "whether the loaded policy has the boolean"},
      {.name = "value", .kind = ValueKind::boolean, .about = "whether the boolean is on now"},
      {.name = "pending", .kind = ValueKind::boolean, .about = "whether it is on once changes are committed"},
      {.name = "persistent_value",
       .kind = ValueKind::boolean,
       .about = "what setsebool -P has set for good; not there when nobody has"},
      {.name = "running", .kind = ValueKind::boolean, .about = "whether there is such a process (SELinux enabled)"},
      {.name = "contexts", .kind = ValueKind::list, .about = "the processes'", .element = ValueKind::text},
      {.name = "domains",
       .kind = ValueKind::list,
       .about = "the types of these contexts, such as httpd_t",
       .element = ValueKind::text},
  };
}

std::string complaint(const Value& parameters) {
  const auto boolean = text_of(parameters, "boolean");
  if (given(parameters, "boolean") && (boolean.empty() || !is_name(boolean, "_-"))) {
    return fmt::format("'{}' is no boolean's name", excerpt(boolean));
  }
  const auto process = text_of(parameters, "process");
  const bool nameless = given(parameters, "process") && process.empty();
  return nameless || process.find('\n') != std::string::npos ? fmt::format("'{}' matches no process", excerpt(process))
                                                             : "";
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  const auto process = text_of(parameters, "process");
  std::string script = "path=$1 boolean=$2 wanted=$3 short=$4 how=name\nneed grep\n";
  // Other questions don't need to see everybody's processes.
  script.append(process.empty() ? std::string_view{} : process_matching).append(selinux_script);
  return host_script(script, {text_of(parameters, "path"), text_of(parameters, "boolean"), process,
                              process.substr(0, longest_process_name)});
}

Result<SecurityContext> context_in(std::string_view what, const std::string& hex) {
  const auto bytes = read_hex(hex);
  auto context = bytes ? read_security_context(*bytes) : std::nullopt;
  if (!context) {
    return unreadable(fmt::format("{} has '{}' for a context", what, excerpt(bytes ? *bytes : hex)));
  }
  return *std::move(context);
}

void add_text(Value& facts, std::string_view name, const std::string& text) {
  if (!text.empty()) {
    facts[std::string{name}] = valid_utf8(text);
  }
}

Result<Value> of_all(const Fields& fields) {
  Value facts{{"enabled", fields.has("enforce")}, {"mode", "disabled"}};
  if (fields.has("enforce")) {
    LABCHECK_TRY_ASSIGN(const auto enforce, fields.word("enforce"));
    if (enforce != "0" && enforce != "1") {
      return unreadable(fmt::format("the kernel's mode is '{}', neither 0 nor 1", excerpt(enforce)));
    }
    facts["mode"] = enforce == "1" ? "enforcing" : "permissive";
  }
  LABCHECK_TRY_ASSIGN(const auto command_line, fields.text("command_line"));
  add_text(facts, "forced_mode", mode_on_command_line(command_line));
  if (fields.has("config")) {
    LABCHECK_TRY_ASSIGN(const auto text, fields.text("config"));
    const auto config = read_selinux_config(text);
    add_text(facts, "persistent_mode", config.mode);
    add_text(facts, "policy", config.policy);
  }
  return facts;
}

Result<void> add_path(Value& facts, const Fields& fields) {
  LABCHECK_TRY_ASSIGN(facts["exists"], fields.yes("exists"));
  std::optional<SecurityContext> found;
  if (fields.has("context")) {
    LABCHECK_TRY_ASSIGN(const auto hex, fields.word("context"));
    LABCHECK_TRY_ASSIGN(found, context_in("the path", hex));
    facts["context"] = found->whole;
    facts["type"] = found->type;
  }
  if (fields.has("expected")) {
    LABCHECK_TRY_ASSIGN(const auto text, fields.bytes("expected"));
    if (text != "<<none>>") {
      LABCHECK_TRY_ASSIGN(const auto hex, fields.word("expected"));
      LABCHECK_TRY_ASSIGN(const auto expected, context_in("the policy", hex));
      facts["expected_context"] = expected.whole;
      facts["labelled"] = found && found->but_user == expected.but_user;
    }
  }
  return {};
}

// "name=1" a line, as libsemanage writes them; of several stores the one of the policy in force counts.
Result<void> add_persistent(Value& facts, const Fields& fields, const std::string& boolean) {
  const auto stores = fields.all("store");
  const auto texts = fields.all("local");
  if (stores.size() != texts.size()) {
    return unreadable("the host's answer has stores of policies without their booleans");
  }
  const auto policy = facts.contains("policy") ? facts["policy"].get<std::string>() : "";
  for (std::size_t at = 0; at < stores.size(); ++at) {
    const auto store = read_hex(stores[at]);
    const auto text = read_hex(texts[at]);
    if (!store || !text) {
      return unreadable("the host's answer has a store of a policy that is not in hex");
    }
    for (const auto& line :
         store->substr(store->rfind('/') + 1) == policy ? lines_of(*text) : std::vector<std::string>{}) {
      if (line == boolean + "=1" || line == boolean + "=0") {
        const bool on = line.ends_with('1');
        if (facts.value("persistent_value", on) != on) {
          return unreadable("a boolean is set for good both on and off, in two stores of the policy");
        }
        facts["persistent_value"] = on;
      } else if (line.starts_with(boolean + "=")) {
        return unreadable(fmt::format("a boolean is set for good as '{}'", excerpt(line)));
      }
    }
  }
  return {};
}

Result<void> add_boolean(Value& facts, const Fields& fields, const std::string& boolean) {
  if (fields.has("hidden")) {
    return unreadable("which booleans are set for good is seen only by root: log in as root, or use sudo");
  }
  facts["defined"] = fields.has("boolean");
  if (fields.has("boolean")) {
    LABCHECK_TRY_ASSIGN(const auto bytes, fields.bytes("boolean"));
    const auto values = split(bytes, ' ');
    const auto is_bit = [](const std::string& value) { return value == "0" || value == "1"; };
    if (values.size() != 2 || !is_bit(values[0]) || !is_bit(values[1])) {
      return unreadable(fmt::format("the kernel has '{}' for the boolean", excerpt(bytes)));
    }
    facts["value"] = values[0] == "1";
    facts["pending"] = values[1] == "1";
  }
  return add_persistent(facts, fields, boolean);
}

Result<void> add_processes(Value& facts, const Fields& fields) {
  std::set<std::string> contexts;
  std::set<std::string> domains;
  for (const auto& hex : fields.all("process")) {
    LABCHECK_TRY_ASSIGN(const auto context, context_in("a process", hex));
    contexts.insert(context.whole);
    domains.insert(context.type);
  }
  facts["running"] = !contexts.empty();
  facts["contexts"] = contexts;
  facts["domains"] = domains;
  return {};
}

Result<Value> read(const Value& parameters, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto fields, read_fields(answer));
  LABCHECK_TRY_ASSIGN(auto facts, of_all(fields));
  Result<void> added;
  if (given(parameters, "path")) {
    added = add_path(facts, fields);
  }
  if (added && given(parameters, "boolean")) {
    added = add_boolean(facts, fields, text_of(parameters, "boolean"));
  }
  // Without SELinux no process has a context, whether it runs or not.
  if (added && given(parameters, "process") && fields.has("enforce")) {
    added = add_processes(facts, fields);
  }
  return added ? Result<Value>{std::move(facts)} : tl::unexpected<Error>(added.error());
}

}  // namespace

CheckType selinux() {
  return {
      .name = "selinux",
      .subject = "system",
      .about = "SELinux: its mode now and after the next boot; a path's label, a boolean, processes' domains",
      .main_parameter = "path",
      .parameters = parameters(),
      .facts = facts(),
      .example =
          "on: web\nselinux: {boolean: httpd_can_network_connect}\n"
          "expect: {mode: enforcing, persistent_mode: enforcing, value: true, persistent_value: true}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
