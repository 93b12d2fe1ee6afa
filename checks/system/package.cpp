#include <fmt/format.h>

#include <labcheck/check_type.hpp>

#include "checks/host_script.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {{.name = "name", .kind = ValueKind::text, .about = "the package's name", .required = true}};
}

std::vector<FactSpec> facts() {
  return {
      {.name = "installed",
       .kind = ValueKind::boolean,
       .about = "whether it is fully installed; only its configuration left, or half an installation, is not"},
      {.name = "version", .kind = ValueKind::text, .about = "the installed version, with its release"},
      {.name = "manager", .kind = ValueKind::text, .about = "who was asked: dpkg or rpm"},
  };
}

// dpkg-query ends with 1 for a package it has never heard of and with 2 for trouble of its own; rpm ends with the
// number of packages that aren't installed, also when it can't open its database, which only its messages tell.
constexpr std::string_view script = R"sh(
name=$1
if command -v dpkg-query >/dev/null 2>&1 && [ -e /var/lib/dpkg/status ]; then
  say manager dpkg
  found=$(dpkg-query -W -f '${Status} ${Version}\n' -- "$name" 2>/dev/null)
  case $? in
    0) printf '%s\n' "$found" | while IFS= read -r line; do say package "$line"; done ;;
    1) ;;
    *) trouble "dpkg-query can't say whether the package is installed" ;;
  esac
elif command -v rpm >/dev/null 2>&1; then
  say manager rpm
  if found=$(rpm -q --qf 'install ok installed %{VERSION}-%{RELEASE}\n' -- "$name" 2>/dev/null); then
    printf '%s\n' "$found" | while IFS= read -r line; do say package "$line"; done
  else
    [ "$found" = "package $name is not installed" ] || trouble "rpm can't say whether the package is installed"
    case $(rpm -q -- "$name" 2>&1 >/dev/null) in
      *error:*) trouble "rpm can't say whether the package is installed" ;;
    esac
  fi
else
  say missing "dpkg-query or rpm"
fi
finish
)sh";

std::string complaint(const Value& parameters) {
  const auto name = text_of(parameters, "name");
  return is_name(name, ".+-_:") ? "" : fmt::format("'{}' is no package name", name);
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  return host_script(script, {text_of(parameters, "name")});
}

// A line is dpkg's "WANT ERROR STATE VERSION"; several architectures make several lines. A package on hold is
// installed; one of which only the configuration is left, or that failed to configure, is not.
Result<Value> read(const Value&, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto fields, read_fields(answer));
  LABCHECK_TRY_ASSIGN(const auto manager, fields.word("manager"));
  Value facts{{"manager", valid_utf8(manager)}, {"installed", false}};
  for (const auto& line : fields.all("package")) {
    const auto words = split(line, ' ');
    if (words.size() != 4) {
      return unreadable(fmt::format("{} describes a package as '{}'", excerpt(manager), excerpt(line)));
    }
    const auto& state = words[2];
    if (state == "installed" || state == "triggers-awaited" || state == "triggers-pending") {
      facts["installed"] = true;
      facts["version"] = valid_utf8(words[3]);
    }
  }
  return facts;
}

}  // namespace

CheckType package() {
  return {
      .name = "package",
      .subject = "system",
      .about = "whether a package of the distribution is installed, by dpkg or rpm",
      .main_parameter = "name",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{installed: true}",
      .example = "on: web\npackage: nginx\nexpect: {installed: true}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
