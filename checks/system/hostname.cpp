#include <algorithm>

#include <labcheck/check_type.hpp>

#include "checks/host_script.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"

namespace labcheck::checks {
namespace {

std::vector<FactSpec> facts() {
  return {
      {.name = "name", .kind = ValueKind::text, .about = "the host's name as the kernel has it now"},
      {.name = "persistent",
       .kind = ValueKind::text,
       .about = "the name that /etc/hostname gives at boot; not there when it gives none"},
      {.name = "fqdn",
       .kind = ValueKind::text,
       .about = "the full name that its name resolves to (hostname -f); not there when it doesn't resolve"},
      {.name = "domain", .kind = ValueKind::text, .about = "what is behind the first dot of the full name"},
  };
}

// The canonical name stands in the first line of `getent ahosts` alone: ADDRESS KIND NAME.
constexpr std::string_view script = R"sh(
need cat head
name=$(cat /proc/sys/kernel/hostname) || trouble "the kernel's name for the host can't be read"
tell name "$name"
if [ -f /etc/hostname ]; then
  written=$(head -c 4096 </etc/hostname) || trouble "/etc/hostname can't be read"
  tell written "$written"
fi
if command -v getent >/dev/null; then
  found=$(getent ahosts "$name")
  case $? in
    0) read -r address kind full rest <<LINE
$found
LINE
      tell fqdn "$full" ;;
    2) ;;
    *) trouble "getent can't look up hosts" ;;
  esac
else
  need hostname
  if full=$(hostname -f 2>/dev/null); then tell fqdn "$full"; fi
fi
finish
)sh";

Result<Request> request(const Value&) {
  return host_script(script, {});
}

/// The first line that is neither empty nor a comment (hostname(5)).
std::string written_name(std::string_view text) {
  constexpr std::string_view blanks = " \t\r";
  for (const auto& line : lines_of(text)) {
    const auto from = line.find_first_not_of(blanks);
    if (from != std::string::npos && line[from] != '#') {
      return line.substr(from, line.find_last_not_of(blanks) - from + 1);
    }
  }
  return "";
}

Result<Value> read(const Value&, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto fields, read_fields(answer));
  LABCHECK_TRY_ASSIGN(const auto name, fields.text("name"));
  if (name.empty()) {
    return unreadable("the kernel has no name for the host");
  }
  Value facts{{"name", name}};
  if (fields.has("written")) {
    LABCHECK_TRY_ASSIGN(const auto written, fields.text("written"));
    if (const auto persistent = written_name(written); !persistent.empty()) {
      facts["persistent"] = persistent;
    }
  }
  if (fields.has("fqdn")) {
    LABCHECK_TRY_ASSIGN(const auto full, fields.text("fqdn"));
    if (full.empty()) {
      return unreadable("the host's full name is empty");
    }
    facts["fqdn"] = full;
    if (const auto dot = full.find('.'); dot != std::string::npos) {
      facts["domain"] = full.substr(dot + 1);
    }
  }
  return facts;
}

}  // namespace

CheckType hostname() {
  return {
      .name = "hostname",
      .subject = "system",
      .about = "the host's own name: now, after the next boot, and in full",
      .parameters = {},
      .facts = facts(),
      .example = "on: web\nhostname: {}\nexpect: {name: web1, persistent: web1, fqdn: web1.example.com}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = no_complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
