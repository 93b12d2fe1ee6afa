#include <fmt/format.h>

#include <labcheck/check_type.hpp>

#include "checks/host_script.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"

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
      -e 's/^[[:space:]]*-\{0,1\}[[:space:]]*//' -e '/^[#;]/d' -e '/=/p' "$folder/$name")"; fi
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

std::string trimmed(std::string_view text) {
  const auto from = text.find_first_not_of(" \t\r");
  return from == std::string_view::npos ? std::string{}
                                        : std::string{text.substr(from, text.find_last_not_of(" \t\r") - from + 1)};
}

/// Blanks between the numbers of a setting are as good as one.
std::string single_blanks(std::string_view text) {
  std::string made;
  for (const char letter : trimmed(text)) {
    const bool blank = letter == ' ' || letter == '\t' || letter == '\n';
    if (!blank) {
      made += letter;
    } else if (!made.empty() && made.back() != ' ') {
      made += ' ';
    }
  }
  return made;
}

/// The two spellings, net.ipv4.ip_forward and net/ipv4/ip_forward, as one.
std::string as_path(std::string_view key) {
  std::string path{key};
  const auto first = path.find_first_of("./");
  if (first != std::string::npos && path[first] == '.') {
    for (char& letter : path) {
      letter = letter == '.' ? '/' : letter == '/' ? '.' : letter;
    }
  }
  return path;
}

/// What a file's lines set the key to; nothing when they don't.
std::optional<std::string> set_by(std::string_view lines, std::string_view key) {
  std::optional<std::string> value;
  for (const auto& line : lines_of(lines)) {
    const auto equals = line.find('=');
    if (equals != std::string::npos && as_path(trimmed(line.substr(0, equals))) == as_path(key)) {
      value = single_blanks(line.substr(equals + 1));
    }
  }
  return value;
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
  for (std::size_t at = 0; at < files.size(); ++at) {
    const auto file = read_hex(files[at]);
    const auto lines = read_hex(contents[at]);
    if (!file || !lines) {
      return unreadable("the host's answer has a file that is not in hex");
    }
    if (auto found = set_by(valid_utf8(*lines), text_of(parameters, "key"))) {
      facts["persistent"] = *std::move(found);
      facts["file"] = valid_utf8(*file);
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
