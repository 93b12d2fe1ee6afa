#include <algorithm>
#include <array>

#include <fmt/format.h>

#include <labcheck/check_type.hpp>

#include "checks/host_script.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"

namespace labcheck::checks {
namespace {

constexpr std::array<std::string_view, 8> priorities{"emerg",   "alert",  "crit", "err",
                                                     "warning", "notice", "info", "debug"};

std::vector<ParameterSpec> parameters() {
  return {
      {.name = "unit", .kind = ValueKind::text, .about = "only of this unit, what systemd itself says of it too"},
      {.name = "identifier", .kind = ValueKind::text, .about = "only under this name (logger -t)"},
      {.name = "priority",
       .kind = ValueKind::text,
       .about = "only as weighty as this, or more",
       .choices = {"emerg", "alert", "crit", "err", "warning", "notice", "info", "debug"}},
      {.name = "pattern",
       .kind = ValueKind::text,
       .about = "only messages with this in them (a pattern of journalctl --grep; case counts)"},
      {.name = "minutes", .kind = ValueKind::integer, .about = "only of the last so many minutes"},
      {.name = "all_boots",
       .kind = ValueKind::boolean,
       .about = "also entries from before the last boot",
       .fallback = "false"},
  };
}

std::vector<FactSpec> entry_fields() {
  return {
      {.name = "message", .kind = ValueKind::text, .about = "what was logged"},
      {.name = "priority", .kind = ValueKind::text, .about = "emerg to debug; not there when none was given"},
      {.name = "identifier", .kind = ValueKind::text, .about = "the name it was logged under"},
      {.name = "unit", .kind = ValueKind::text, .about = "the unit whose process logged it, as systemd knows it"},
      {.name = "time", .kind = ValueKind::integer, .about = "when, in seconds since 1970"},
  };
}

std::vector<FactSpec> facts() {
  return {
      {.name = "count", .kind = ValueKind::integer, .about = "how many entries there are; 300 when there are more"},
      {.name = "messages",
       .kind = ValueKind::list,
       .about = "their messages, oldest first",
       .element = ValueKind::text},
      {.name = "last",
       .kind = ValueKind::map,
       .about = "the newest of them; not there when there is none",
       .fields = entry_fields()},
      {.name = "persistent",
       .kind = ValueKind::boolean,
       .about = "whether the journal is kept on disk (/var/log/journal), over restarts"},
  };
}

// journalctl ends with 1 when nothing matches, without a word; with words it is in trouble. What a login may not see is
// left out silently, so only root and the groups that may see all are believed.
constexpr std::string_view script = R"sh(
need journalctl id cat
machine=$(cat /etc/machine-id) || trouble "/etc/machine-id can't be read"
case $machine in '' | *[!0-9a-f]*) trouble "/etc/machine-id is no machine's id" ;; esac
if [ -e "/var/log/journal/$machine/system.journal" ]; then say persistent yes; else say persistent no; fi
if [ "$(id -u)" != 0 ]; then
  case " $(id -nG) " in
    *' systemd-journal '* | *' adm '* | *' wheel '*) ;;
    *) say hidden yes; finish ;;
  esac
fi
told=$(
  exec 2>&1
  journalctl --quiet --no-pager -n 300 -o json \
    --output-fields=MESSAGE,PRIORITY,SYSLOG_IDENTIFIER,_SYSTEMD_UNIT "$@"
)
status=$?
if [ "$status" != 0 ] && [ -n "$told" ]; then trouble "journalctl can't read the journal: ${told%%"$nl"*}"; fi
tell entries "$told"
finish
)sh";

std::string complaint(const Value& parameters) {
  for (const auto* name : {"unit", "identifier"}) {
    if (given(parameters, name) && !is_name(text_of(parameters, name), ".-_:@\\/")) {
      return fmt::format("'{}' is no name of a{}", text_of(parameters, name),
                         name == std::string_view{"unit"} ? " systemd unit" : "n identifier");
    }
  }
  if (given(parameters, "pattern") && text_of(parameters, "pattern").empty()) {
    return "an empty pattern leaves nothing out";
  }
  return given(parameters, "minutes") && integer_of(parameters, "minutes", 1) < 1 ? "minutes must be 1 or more" : "";
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  std::vector<std::string> arguments;
  if (!flag_of(parameters, "all_boots", false)) {
    arguments.emplace_back("--boot");
  }
  for (const auto& [name, option] : {std::pair{"unit", "--unit="}, std::pair{"identifier", "--identifier="},
                                     std::pair{"priority", "--priority="}, std::pair{"pattern", "--grep="}}) {
    if (given(parameters, name)) {
      arguments.push_back(option + text_of(parameters, name));
    }
  }
  if (given(parameters, "pattern")) {
    arguments.emplace_back("--case-sensitive=yes");
  }
  if (given(parameters, "minutes")) {
    arguments.push_back(fmt::format("--since=-{}min", integer_of(parameters, "minutes", 1)));
  }
  return host_script(script, std::move(arguments));
}

/// A field of an entry: text, or a list of bytes where it is none; of several values the last. Null is one too large.
std::string field(const Value& entry, const char* name) {
  const auto found = entry.find(name);
  const auto& value = found != entry.end() && found->is_array() && !found->empty() && !found->back().is_number()
                          ? found->back()
                          : (found == entry.end() ? Value{} : *found);
  std::string bytes;
  for (const auto& byte : value.is_array() ? value : Value::array()) {
    bytes += static_cast<char>(byte.is_number_integer() ? byte.get<int>() : '?');
  }
  return value.is_string() ? value.get<std::string>() : valid_utf8(bytes);
}

Result<Value> read_entry(const std::string& line) {
  constexpr std::int64_t microseconds = 1000000;
  const auto json = read_json(line);
  const auto time =
      json && json->is_object() ? read_integer(field(*json, "__REALTIME_TIMESTAMP")) : std::optional<std::int64_t>{};
  if (!time) {
    return unreadable(fmt::format("journalctl gives '{}', no entry", excerpt(line)));
  }
  Value entry{{"message", field(*json, "MESSAGE")},
              {"identifier", field(*json, "SYSLOG_IDENTIFIER")},
              {"unit", field(*json, "_SYSTEMD_UNIT")},
              {"time", *time / microseconds}};
  const auto priority = read_integer(field(*json, "PRIORITY"));
  if (priority && *priority >= 0 && *priority < static_cast<std::int64_t>(priorities.size())) {
    entry["priority"] = priorities[static_cast<std::size_t>(*priority)];
  }
  return entry;
}

Result<Value> read(const Value&, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto fields, read_fields(answer));
  if (fields.has("hidden")) {
    return unreadable("the whole journal is seen only by root: log in as root or use sudo");
  }
  LABCHECK_TRY_ASSIGN(const auto text, fields.text("entries"));
  Value facts{{"messages", Value::array()}};
  LABCHECK_TRY_ASSIGN(facts["persistent"], fields.yes("persistent"));
  for (const auto& line : lines_of(text)) {
    LABCHECK_TRY_ASSIGN(auto entry, read_entry(line));
    facts["messages"].push_back(entry["message"]);
    facts["last"] = std::move(entry);
  }
  facts["count"] = facts["messages"].size();
  return facts;
}

}  // namespace

CheckType journal() {
  return {
      .name = "journal",
      .subject = "system",
      .about = "entries of systemd's journal, by unit, weight and words",
      .main_parameter = "unit",
      .parameters = parameters(),
      .facts = facts(),
      .example = "on: web\njournal: {unit: nginx.service, priority: err, minutes: 60}\nexpect: {count: 0}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
