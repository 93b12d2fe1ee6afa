#include <fmt/format.h>

#include <labcheck/check_type.hpp>

#include "checks/host_script.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "checks/system/sysctl_files.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {{.name = "key", .kind = ValueKind::text, .about = "as in net.ipv4.ip_forward", .required = true}};
}

std::vector<FactSpec> facts() {
  return {
      {.name = "exists", .kind = ValueKind::boolean, .about = "whether the kernel knows the setting"},
      {.name = "value", .kind = ValueKind::text, .about = "what the kernel goes by now; blanks as single ones"},
      {.name = "number", .kind = ValueKind::integer, .about = "the same as a number, when it is one"},
      {.name = "persistent",
       .kind = ValueKind::text,
       .about = "what the files set at boot (sysctl.d(5)); not there when none does"},
      {.name = "file", .kind = ValueKind::text, .about = "the file that has the last word at boot"},
      {.name = "pattern",
       .kind = ValueKind::text,
       .about = "the pattern that sets it at boot, such as net.ipv4.conf.*.rp_filter, when it isn't named itself"},
  };
}

// Of files of one name the folder in front wins, then the later name, then the later line (sysctl.d(5)). Of procps'
// `sysctl --system`, /etc/sysctl.conf is read last; on Debian a link named 99-sysctl.conf has systemd read it.
constexpr std::string_view script = R"sh(
need cat sort sed
key=$1
path=$(printf '%s' "$key" | sed 'y#./#/.#')
if [ ! -e "/proc/sys/$path" ]; then say exists no; finish; fi
say exists yes
value=$(cat "/proc/sys/$path") || trouble "the setting can't be read"
tell value "$value"
set +f
folders='/etc/sysctl.d /run/sysctl.d /usr/local/lib/sysctl.d /usr/lib/sysctl.d /lib/sysctl.d'
for folder in $folders; do
  for file in "$folder"/*.conf; do [ ! -e "$file" ] || printf '%s\n' "${file##*/}"; done
done | sort -u | while IFS= read -r name; do
  for folder in $folders; do
    [ -e "$folder/$name" ] || continue
    if [ -r "$folder/$name" ] && [ -f "$folder/$name" ]; then tell file "$folder/$name"; tell lines "$(sed -n \
      -e 's/^[[:space:]]*//' -e '/^[#;]/d' -e '/^-/p' -e '/^-/d' -e '/=/p' "$folder/$name")"; fi
    break
  done
done
set -f
finish
)sh";

std::string complaint(const Value& parameters) {
  const auto key = text_of(parameters, "key");
  return is_name(key, "._-/*") ? "" : fmt::format("'{}' is no setting of the kernel", key);
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  return host_script(script, {text_of(parameters, "key")});
}

Result<Value> read(const Value& parameters, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto fields, read_fields(answer));
  LABCHECK_TRY_ASSIGN(const auto exists, fields.yes("exists"));
  if (!exists) {
    return Value{{"exists", false}};
  }
  LABCHECK_TRY_ASSIGN(const auto said, fields.text("value"));
  const auto value = single_blanks(said);
  Value facts{{"exists", true}, {"value", value}};
  if (const auto number = read_integer(value)) {
    facts["number"] = *number;
  }
  const auto files = fields.all("file");
  const auto contents = fields.all("lines");
  if (files.size() != contents.size()) {
    return unreadable("the host's answer has files without their lines");
  }
  std::vector<SettingsFile> at_boot;
  for (std::size_t at = 0; at < files.size(); ++at) {
    const auto file = read_hex(files[at]);
    const auto lines = read_hex(contents[at]);
    if (!file || !lines) {
      return unreadable("the host's answer has a file that is not in hex");
    }
    at_boot.push_back({.name = valid_utf8(*file), .lines = valid_utf8(*lines)});
  }
  if (const auto set = boot_setting(at_boot, text_of(parameters, "key"))) {
    facts["persistent"] = set->value;
    facts["file"] = set->file;
    if (!set->pattern.empty()) {
      facts["pattern"] = set->pattern;
    }
  }
  return facts;
}

}  // namespace

CheckType sysctl() {
  return {
      .name = "sysctl",
      .subject = "system",
      .about = "a setting of the kernel: now, and after the next boot",
      .main_parameter = "key",
      .parameters = parameters(),
      .facts = facts(),
      .example = "on: web\nsysctl: net.ipv4.tcp_syncookies\nexpect: {value: \"1\", persistent: \"1\"}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
