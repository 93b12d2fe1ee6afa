#include <algorithm>
#include <set>

#include <fmt/format.h>

#include <labcheck/check_type.hpp>
#include <labcheck/reference.hpp>

#include "checks/host_script.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "checks/system/audit_rules.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {
      {.name = "path", .kind = ValueKind::path, .about = "a file or folder that is to be watched"},
      {.name = "key", .kind = ValueKind::text, .about = "the key of rules and events"},
      {.name = "events",
       .kind = ValueKind::boolean,
       .about = "also look for events with the key, which needs a key and takes a while",
       .fallback = "false"},
  };
}

std::vector<FactSpec> facts() {
  const auto texts = [](std::string_view name, std::string_view about) {
    return FactSpec{.name = name, .kind = ValueKind::list, .about = about, .element = ValueKind::text};
  };
  return {
      {.name = "installed", .kind = ValueKind::boolean, .about = "whether there is an auditctl"},
      {.name = "enabled", .kind = ValueKind::boolean, .about = "whether the kernel audits now"},
      {.name = "immutable", .kind = ValueKind::boolean, .about = "whether rules stay as they are until a restart"},
      {.name = "running", .kind = ValueKind::boolean, .about = "whether a daemon takes the events"},
      {.name = "lost", .kind = ValueKind::integer, .about = "how many events were lost"},
      texts("rules", "all rules in force, as auditctl prints them"),
      {.name = "watched",
       .kind = ValueKind::boolean,
       .about = "whether rules in force have this path and key (those that were given), and don't say never"},
      texts("matching", "these rules"),
      {.name = "permissions", .kind = ValueKind::text, .about = "what they watch, all together: letters of rwxa"},
      texts("keys", "their keys"),
      texts("syscalls", "system calls that they name"),
      {.name = "persistent",
       .kind = ValueKind::boolean,
       .about = "whether such rules are written down: /etc/audit/rules.d, or audit.rules where that has no rules"},
      {.name = "persistent_permissions", .kind = ValueKind::text, .about = "what the written ones watch"},
      texts("persistent_matching", "the written ones"),
      {.name = "events",
       .kind = ValueKind::integer,
       .about = "how many recorded events of system calls carry the key",
       .asked_by = "events"},
  };
}

// With a pipe for its standard input ausearch reads that in place of its logs.
constexpr std::string_view script = R"sh(
need cat
key=$1 events=$2
if ! command -v auditctl >/dev/null 2>&1; then say installed no; else
  say installed yes
  status=$(auditctl -s) || trouble "auditctl can't ask the kernel"
  tell status "$status"
  rules=$(auditctl -l) || trouble "auditctl can't list the rules"
  tell rules "$rules"
fi
set +f
for file in /etc/audit/rules.d/*.rules; do
  [ -e "$file" ] || continue
  text=$(cat "$file") || trouble "$file can't be read"
  tell file "$text"
done
set -f
if [ -e /etc/audit/audit.rules ]; then
  text=$(cat /etc/audit/audit.rules) || trouble "/etc/audit/audit.rules can't be read"
  tell compiled "$text"
fi
if [ "$events" = yes ] && command -v auditctl >/dev/null 2>&1; then
  need ausearch sed sort
  found=0
  lines=$(ausearch --input-logs --raw -w -k "$key" </dev/null 2>/dev/null) || found=$?
  case $found in
    0) printf '%s\n' "$lines" | sed -n 's/^type=SYSCALL msg=audit(\([0-9.]*:[0-9]*\)).*/event=\1/p' | sort -u ;;
    1) ;;
    *) trouble "ausearch ends with status $found" ;;
  esac
  say searched yes
fi
finish
)sh";

std::string complaint(const Value& parameters) {
  const auto path = text_of(parameters, "path");
  const auto key = text_of(parameters, "key");
  if (given(parameters, "path") && !path.starts_with('/') && !has_references(path)) {
    return fmt::format("'{}' is no absolute path", path);
  }
  if (given(parameters, "key") && !is_name(key, "_-.+/:@ ")) {
    return fmt::format("'{}' is no key", key);
  }
  return flag_of(parameters, "events", false) && !given(parameters, "key") ? "events are looked for by their key" : "";
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  return host_script(script, {text_of(parameters, "key"), flag_of(parameters, "events", false) ? "yes" : "no"});
}

// enabled 1, pid 631, lost 0, each on a line
Result<Value> status_facts(std::string_view status) {
  std::map<std::string, std::int64_t, std::less<>> numbers;
  for (const auto& line : lines_of(status)) {
    const auto words = split(line, ' ');
    if (const auto number = words.size() >= 2 ? read_integer(words[1]) : std::nullopt) {
      numbers[words[0]] = *number;
    }
  }
  for (const auto* name : {"enabled", "pid", "lost"}) {
    if (numbers.count(name) == 0) {
      return unreadable(fmt::format("auditctl doesn't say a number for '{}'", name));
    }
  }
  return Value{{"enabled", numbers["enabled"] != 0},
               {"immutable", numbers["enabled"] == 2},
               {"running", numbers["pid"] != 0},
               {"lost", numbers["lost"]}};
}

std::vector<AuditRule> matching(const std::vector<AuditRule>& rules, const Value& parameters) {
  std::vector<AuditRule> found;
  auto path = text_of(parameters, "path");
  path = path.size() > 1 && path.ends_with('/') ? path.substr(0, path.size() - 1) : path;
  const auto key = text_of(parameters, "key");
  for (const auto& rule : rules) {
    const bool about_path = !given(parameters, "path") || rule.path == path;
    const bool about_key =
        !given(parameters, "key") || std::find(rule.keys.begin(), rule.keys.end(), key) != rule.keys.end();
    if (about_path && about_key && !rule.never) {
      found.push_back(rule);
    }
  }
  return found;
}

Value texts_in(const std::vector<AuditRule>& rules) {
  auto texts = Value::array();
  for (const auto& rule : rules) {
    texts.push_back(rule.text);
  }
  return texts;
}

std::string permissions_in(const std::vector<AuditRule>& rules) {
  std::string all;
  for (const char letter : std::string_view{"rwxa"}) {
    const bool watched = std::any_of(rules.begin(), rules.end(), [&](const auto& rule) {
      return rule.permissions.find(letter) != std::string::npos;
    });
    all += watched ? std::string{letter} : "";
  }
  return all;
}

Value facts_in(const std::vector<AuditRule>& rules) {
  std::set<std::string> keys;
  std::set<std::string> syscalls;
  for (const auto& rule : rules) {
    keys.insert(rule.keys.begin(), rule.keys.end());
    syscalls.insert(rule.syscalls.begin(), rule.syscalls.end());
  }
  return {{"watched", !rules.empty()},
          {"matching", texts_in(rules)},
          {"permissions", permissions_in(rules)},
          {"keys", keys},
          {"syscalls", syscalls}};
}

// augenrules(8) makes audit.rules of the files in rules.d at boot, if there are any.
Result<std::vector<AuditRule>> written_rules(const Fields& fields) {
  std::vector<AuditRule> rules;
  for (const auto& spelt : fields.has("file") ? fields.all("file") : fields.all("compiled")) {
    const auto text = read_hex(spelt);
    if (!text) {
      return unreadable("a file of rules in the host's answer is no hex");
    }
    for (auto& rule : read_audit_rules(*text)) {
      rules.push_back(std::move(rule));
    }
  }
  return rules;
}

Result<Value> read(const Value& parameters, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto fields, read_fields(answer));
  LABCHECK_TRY_ASSIGN(const auto installed, fields.yes("installed"));
  Value facts{{"installed", installed}, {"enabled", false}, {"running", false}, {"watched", false}};
  if (installed) {
    LABCHECK_TRY_ASSIGN(const auto said, fields.bytes("status"));
    LABCHECK_TRY_ASSIGN(const auto status, status_facts(said));
    LABCHECK_TRY_ASSIGN(const auto listed, fields.bytes("rules"));
    const auto rules = read_audit_rules(listed);
    facts.update(status);
    facts["rules"] = texts_in(rules);
    facts.update(facts_in(matching(rules, parameters)));
  }
  LABCHECK_TRY_ASSIGN(const auto all_written, written_rules(fields));
  const auto written = matching(all_written, parameters);
  facts["persistent"] = !written.empty();
  facts["persistent_permissions"] = permissions_in(written);
  facts["persistent_matching"] = texts_in(written);
  if (flag_of(parameters, "events", false)) {
    if (installed && !fields.has("searched")) {
      return unreadable("the host's answer says nothing of events");
    }
    facts["events"] = fields.all("event").size();
  }
  return facts;
}

}  // namespace

CheckType audit() {
  return {
      .name = "audit",
      .subject = "system",
      .about = "the kernel's audit: rules now and after the next boot, events",
      .main_parameter = "path",
      .parameters = parameters(),
      .facts = facts(),
      .example =
          "on: box\naudit: {path: /etc/passwd, key: identity}\n"
          "expect: {running: true, watched: true, permissions: wa, persistent: true}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
