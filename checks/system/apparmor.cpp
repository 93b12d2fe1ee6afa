#include <fmt/format.h>

#include <labcheck/check_type.hpp>

#include "checks/host_script.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "checks/system/apparmor_profiles.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {{.name = "profile",
           .kind = ValueKind::text,
           .about = "a profile's name, such as /usr/sbin/mariadbd; without it, AppArmor as a whole"}};
}

std::vector<FactSpec> facts() {
  return {
      {.name = "enabled", .kind = ValueKind::boolean, .about = "whether the kernel goes by AppArmor"},
      {.name = "enforcing", .kind = ValueKind::integer, .about = "how many profiles are enforced"},
      {.name = "complaining", .kind = ValueKind::integer, .about = "how many only complain"},
      {.name = "profiles", .kind = ValueKind::map, .about = "all loaded profiles: the mode by the name"},
      {.name = "loaded", .kind = ValueKind::boolean, .about = "whether the profile is loaded"},
      {.name = "mode", .kind = ValueKind::text, .about = "the loaded profile's: enforce, complain, kill, unconfined"},
      {.name = "confined",
       .kind = ValueKind::list,
       .about = "programs that run now and are confined (by the profile, when one is given)",
       .element = ValueKind::path},
      {.name = "persistent",
       .kind = ValueKind::boolean,
       .about = "whether a file in /etc/apparmor.d has the profile and isn't disabled"},
      {.name = "persistent_mode",
       .kind = ValueKind::text,
       .about = "as that file itself has it: enforce, complain, kill, …"},
      {.name = "persistent_by", .kind = ValueKind::path, .about = "the file"},
  };
}

// A parent's file has its children. Only files that have the name somewhere are given to the parser, which takes a
// while.
constexpr std::string_view script = R"sh(
need cat readlink
profile=$1
if [ ! -r /sys/module/apparmor/parameters/enabled ]; then say enabled N; else
  say enabled "$(cat /sys/module/apparmor/parameters/enabled)"
  list=$(cat /sys/kernel/security/apparmor/profiles) || trouble "the kernel's list of profiles can't be read"
  tell profiles "$list"
  set +f
  for process in /proc/[0-9]*; do
    label=$(cat "$process/attr/apparmor/current" 2>/dev/null) || label=$(cat "$process/attr/current" 2>/dev/null) || continue
    case $label in '' | unconfined) continue ;; esac
    program=$(readlink "$process/exe") || continue
    tell label "$label"
    tell program "$program"
  done
  set -f
fi
[ -n "$profile" ] || finish
if command -v apparmor_parser >/dev/null 2>&1; then
  need grep
  set +f
  for file in /etc/apparmor.d/*; do
    if [ -f "$file" ] && grep -qF -e "${profile%%//*}" -- "$file"; then
      names=$(apparmor_parser -N "$file" 2>/dev/null) || continue
      tell file "$file"
      tell names "$names"
      tell text "$(cat "$file")"
      if [ -e "/etc/apparmor.d/disable/${file##*/}" ]; then say disabled yes; else say disabled no; fi
      if [ -e "/etc/apparmor.d/force-complain/${file##*/}" ]; then say forced yes; else say forced no; fi
    fi
  done
fi
finish
)sh";

std::string complaint(const Value& parameters) {
  const auto name = text_of(parameters, "profile");
  return !given(parameters, "profile") || name.find('\n') == std::string::npos ? "" : "a profile's name is one line";
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  return host_script(script, {text_of(parameters, "profile")});
}

Result<Value> of_kernel(const Fields& fields, const std::string& profile) {
  LABCHECK_TRY_ASSIGN(const auto enabled, fields.word("enabled"));
  if (enabled != "Y") {
    return Value{{"enabled", false}, {"enforcing", 0}, {"complaining", 0}};
  }
  LABCHECK_TRY_ASSIGN(const auto list, fields.text("profiles"));
  Value modes = Value::object();
  std::int64_t enforcing = 0;
  std::int64_t complaining = 0;
  for (const auto& line : lines_of(list)) {
    const auto labelled = read_label(line);
    if (!labelled) {
      return unreadable(fmt::format("the kernel's list of profiles has the line '{}'", excerpt(line)));
    }
    enforcing += labelled->mode == "enforce" ? 1 : 0;
    complaining += labelled->mode == "complain" ? 1 : 0;
    modes[labelled->name] = labelled->mode;
  }
  Value facts{{"enabled", true}, {"enforcing", enforcing}, {"complaining", complaining}};
  if (const auto found = modes.find(profile); found != modes.end()) {
    facts["mode"] = *found;
  }
  facts["profiles"] = std::move(modes);
  return facts;
}

Result<Value> confined(const Fields& fields, const std::string& profile) {
  const auto labels = fields.all("label");
  const auto programs = fields.all("program");
  if (labels.size() != programs.size()) {
    return unreadable("the host's answer has confined processes without their programs");
  }
  auto found = Value::array();
  for (std::size_t at = 0; at < labels.size(); ++at) {
    const auto label = read_hex(labels[at]);
    const auto program = read_hex(programs[at]);
    const auto labelled = label ? read_label(valid_utf8(*label)) : std::nullopt;
    if (!labelled || !program) {
      return unreadable("the host's answer has a confined process that can't be read");
    }
    if (profile.empty() || labelled->name == profile) {
      found.push_back(valid_utf8(*program));
    }
  }
  return found;
}

Result<Value> read(const Value& parameters, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto fields, read_fields(answer));
  const auto profile = text_of(parameters, "profile");
  LABCHECK_TRY_ASSIGN(auto facts, of_kernel(fields, profile));
  LABCHECK_TRY_ASSIGN(facts["confined"], confined(fields, profile));
  if (profile.empty()) {
    return facts;
  }
  facts["loaded"] = facts.contains("mode");
  facts["persistent"] = false;
  LABCHECK_TRY_ASSIGN(const auto files, profile_files(fields));
  for (const auto& file : files) {
    if (file.disabled || file.names.count(profile) == 0) {
      continue;
    }
    facts["persistent"] = true;
    facts["persistent_by"] = file.path;
    facts.erase("persistent_mode");
    if (const auto mode = file.forced ? std::optional<std::string>{"complain"} : mode_in(file.text, profile)) {
      facts["persistent_mode"] = *mode;
    }
  }
  return facts;
}

}  // namespace

CheckType apparmor() {
  return {
      .name = "apparmor",
      .subject = "system",
      .about = "AppArmor: whether it is on, a profile's mode now and after the next boot, whom it confines",
      .main_parameter = "profile",
      .parameters = parameters(),
      .facts = facts(),
      .example =
          "on: db\napparmor: /usr/sbin/mariadbd\nexpect: {enabled: true, mode: enforce, persistent_mode: enforce}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
