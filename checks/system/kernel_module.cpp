#include <algorithm>

#include <fmt/format.h>

#include <labcheck/check_type.hpp>

#include "checks/host_script.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "checks/system/module_files.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {{.name = "name",
           .kind = ValueKind::text,
           .about = "such as br_netfilter; - and _ are the same",
           .required = true}};
}

std::vector<FactSpec> facts() {
  return {
      {.name = "loaded",
       .kind = ValueKind::boolean,
       .about = "whether the kernel has loaded it; builtin ones never are"},
      {.name = "builtin", .kind = ValueKind::boolean, .about = "whether it is a part of the running kernel itself"},
      {.name = "available", .kind = ValueKind::boolean, .about = "whether the running kernel's modules have it"},
      {.name = "used_by", .kind = ValueKind::list, .about = "modules that need it now", .element = ValueKind::text},
      {.name = "references", .kind = ValueKind::integer, .about = "how often it is in use, when loaded"},
      {.name = "parameters", .kind = ValueKind::map, .about = "its settings now, as texts, those that can be read"},
      {.name = "persistent",
       .kind = ValueKind::boolean,
       .about = "whether it is named to be loaded at boot: modules-load.d, /etc/modules, the kernel's command line"},
      {.name = "persistent_by", .kind = ValueKind::path, .about = "the file that does so"},
      {.name = "persistent_options",
       .kind = ValueKind::text,
       .about = "options of modprobe.d for when it is loaded, in one line"},
      {.name = "blacklisted",
       .kind = ValueKind::boolean,
       .about = "whether it is kept from being loaded for its device's sake (blacklist)"},
      {.name = "disabled",
       .kind = ValueKind::boolean,
       .about = "whether modprobe runs /bin/true or /bin/false in its place (install)"},
  };
}

// Of files of one name the folder in front wins (modules-load.d(5), modprobe.d(5)).
constexpr std::string_view script = R"sh(
need cat sed grep sort uname
module=$1
modules=/lib/modules/$(uname -r)
if [ -r /proc/modules ]; then
  line=$(grep "^$module " /proc/modules) || line=
  [ -z "$line" ] || say line "$line"
fi
[ ! -d "/sys/module/$module" ] || say known yes
for list in builtin dep; do
  [ -r "$modules/modules.$list" ] || continue
  ! sed -e 's/:.*//' -e 's#.*/##' -e 's/\.ko.*//' -e 'y/-/_/' "$modules/modules.$list" | grep -qxF "$module" ||
    say "$list" yes
done
set +f
for file in "/sys/module/$module/parameters"/*; do
  [ -r "$file" ] || continue
  value=$(cat "$file" 2>/dev/null) || continue
  say parameter "${file##*/}"
  tell value "$value"
done
collect() {
  kind=$1
  shift
  for folder do
    for file in "$folder"/*.conf; do [ ! -e "$file" ] || printf '%s\n' "${file##*/}"; done
  done | sort -u | while IFS= read -r name; do
    for folder do
      [ -e "$folder/$name" ] || continue
      text=$(cat "$folder/$name") || trouble "a file about modules can't be read"
      tell "${kind}_file" "$folder/$name"
      tell "$kind" "$text"
      break
    done
  done
}
collect load /etc/modules-load.d /run/modules-load.d /usr/local/lib/modules-load.d /usr/lib/modules-load.d
if [ -r /etc/modules ]; then tell load_file /etc/modules; tell load "$(cat /etc/modules)"; fi
collect probe /etc/modprobe.d /run/modprobe.d /usr/local/lib/modprobe.d /usr/lib/modprobe.d /lib/modprobe.d
set -f
words=$(cat /proc/cmdline) || trouble "the kernel's command line can't be read"
tell words "$words"
finish
)sh";

std::string complaint(const Value& parameters) {
  const auto name = text_of(parameters, "name");
  return is_name(name, "_-") ? "" : fmt::format("'{}' is no name of a module", name);
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  return host_script(script, {module_name(text_of(parameters, "name"))});
}

// dummy 16384 0 - Live 0xffffffffc0af3000
Result<Value> loaded_facts(const Fields& fields) {
  if (!fields.has("line")) {
    return Value{{"loaded", false}};
  }
  LABCHECK_TRY_ASSIGN(const auto line, fields.word("line"));
  const auto words = split(line, ' ');
  const auto references = words.size() >= 5 ? read_integer(words[2]) : std::nullopt;
  if (!references && !(words.size() >= 5 && words[2] == "-")) {
    return unreadable(fmt::format("the kernel's list of modules has the line '{}'", excerpt(line)));
  }
  Value facts{{"loaded", words[4] == "Live"}, {"references", references.value_or(0)}, {"used_by", Value::array()}};
  for (const auto& user : split(words[3], ',')) {
    if (!user.empty() && user != "-") {
      facts["used_by"].push_back(valid_utf8(user));
    }
  }
  return facts;
}

Result<Value> parameters_of(const Fields& fields) {
  const auto names = fields.all("parameter");
  const auto values = fields.all("value");
  if (names.size() != values.size()) {
    return unreadable("the host's answer has a module's parameters without their values");
  }
  Value found = Value::object();
  for (std::size_t at = 0; at < names.size(); ++at) {
    const auto value = read_hex(values[at]);
    if (!value) {
      return unreadable("the host's answer has a module's parameter that is not in hex");
    }
    found[valid_utf8(names[at])] = valid_utf8(*value);
  }
  return found;
}

Result<Value> read(const Value& parameters, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto fields, read_fields(answer));
  const auto name = module_name(text_of(parameters, "name"));
  LABCHECK_TRY_ASSIGN(auto facts, loaded_facts(fields));
  LABCHECK_TRY_ASSIGN(const auto load, files_of(fields, "load"));
  LABCHECK_TRY_ASSIGN(const auto probe, files_of(fields, "probe"));
  LABCHECK_TRY_ASSIGN(const auto words, fields.text("words"));
  facts["builtin"] = fields.has("builtin");
  facts["available"] = fields.has("builtin") || fields.has("dep") || fields.has("line");
  if (fields.has("parameter")) {
    LABCHECK_TRY_ASSIGN(facts["parameters"], parameters_of(fields));
  }
  const auto boot = boot_module(load, words, name);
  facts["persistent"] = boot.has_value();
  if (boot) {
    facts["persistent_by"] = *boot;
  }
  const auto rules = probe_rules(probe, words, name);
  facts["blacklisted"] = rules.blacklisted;
  facts["disabled"] = rules.disabled;
  if (!rules.options.empty()) {
    facts["persistent_options"] = rules.options;
  }
  return facts;
}

}  // namespace

CheckType kernel_module() {
  return {
      .name = "kernel_module",
      .subject = "system",
      .about = "a module of the kernel: loaded now, loaded at boot, kept from being loaded",
      .main_parameter = "name",
      .parameters = parameters(),
      .facts = facts(),
      .example = "on: node\nkernel_module: br_netfilter\nexpect: {loaded: true, persistent: true}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
