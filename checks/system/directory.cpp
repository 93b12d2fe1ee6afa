#include <algorithm>

#include <fmt/format.h>

#include <labcheck/check_type.hpp>

#include "checks/host_script.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "checks/system/path_facts.hpp"
#include "checks/system/path_script.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {
      {.name = "path", .kind = ValueKind::path, .about = "the directory's absolute path", .required = true},
      {.name = "list",
       .kind = ValueKind::boolean,
       .about = "also read what is in it, of at most 256 KiB of names",
       .fallback = "false"},
  };
}

std::vector<FactSpec> facts() {
  return {
      {.name = "exists", .kind = ValueKind::boolean, .about = "whether the path leads to a directory"},
      {.name = "type",
       .kind = ValueKind::text,
       .about = "what the path leads to: directory, or what stands there instead"},
      {.name = "link", .kind = ValueKind::text, .about = "where the path itself points to when it is a symbolic link"},
      {.name = "mode", .kind = ValueKind::text, .about = "permissions in four octal digits, such as 2775"},
      {.name = "setgid", .kind = ValueKind::boolean, .about = "whether what is made in it gets its group"},
      {.name = "sticky", .kind = ValueKind::boolean, .about = "whether only owners may remove what is in it"},
      {.name = "owner", .kind = ValueKind::text, .about = "name of the owner, or the number of one without a name"},
      {.name = "group", .kind = ValueKind::text, .about = "name of the group, or the number of one without a name"},
      {.name = "entries",
       .kind = ValueKind::list,
       .about = "the names in it, hidden ones too, in byte order",
       .element = ValueKind::text,
       .asked_by = "list"},
      {.name = "count", .kind = ValueKind::integer, .about = "how many there are", .asked_by = "list"},
      {.name = "empty", .kind = ValueKind::boolean, .about = "whether there is none", .asked_by = "list"},
  };
}

// The dot behind the names shows that all of them were read: it stands only where find came to its end.
constexpr std::string_view script = R"sh(
need stat readlink find head
path=$1 list=$2
look_at "$path" || finish
if [ -d "$path" ] && [ "$list" = yes ]; then
  printf names=
  { find "$path/." ! -name . -prune -print0 && printf .; } | head -c 262145 | hex
  echo
fi
finish
)sh";

constexpr std::size_t most_bytes = 262144;

Result<Request> request(const Value& parameters) {
  return host_script(with_path_functions(script),
                     {text_of(parameters, "path"), flag_of(parameters, "list", false) ? "yes" : "no"});
}

Result<Value> read_names(const Fields& fields) {
  LABCHECK_TRY_ASSIGN(auto bytes, fields.bytes("names"));
  if (bytes.size() > most_bytes) {
    return unreadable("the directory holds more than the 256 KiB of names that are read");
  }
  if (!bytes.ends_with('.') || (bytes.size() > 1 && bytes[bytes.size() - 2] != '\0')) {
    return unreadable("the directory can't be read by this login");
  }
  bytes.pop_back();
  auto paths = split(bytes, '\0');
  paths.pop_back();
  std::vector<std::string> names;
  for (const auto& path : paths) {
    const auto name = path.substr(path.rfind('/') + 1);  // npos + 1 is 0
    if (name.empty()) {
      return unreadable("the host's answer has an entry of a directory without a name");
    }
    names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  Value all = Value::array();
  for (const auto& name : names) {
    all.push_back(valid_utf8(name));
  }
  return all;
}

Result<Value> read(const Value& parameters, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto fields, read_fields(answer));
  LABCHECK_TRY_ASSIGN(const auto leads, fields.yes("exists"));
  Value facts{{"exists", false}};
  if (fields.has("link")) {
    LABCHECK_TRY_ASSIGN(facts["link"], fields.text("link"));
  }
  if (!leads) {
    return facts;
  }
  LABCHECK_TRY_ASSIGN(const auto found, read_properties(fields));
  facts["type"] = found["type"];
  if (found["type"] != "directory") {
    return facts;
  }
  facts["exists"] = true;
  for (const auto* name : {"mode", "owner", "group"}) {
    facts[name] = found[name];
  }
  const char special = found["mode"].get<std::string>()[0];
  facts["setgid"] = ((special - '0') & 2) != 0;
  facts["sticky"] = ((special - '0') & 1) != 0;
  if (flag_of(parameters, "list", false)) {
    LABCHECK_TRY_ASSIGN(facts["entries"], read_names(fields));
    facts["count"] = facts["entries"].size();
    facts["empty"] = facts["entries"].empty();
  }
  return facts;
}

}  // namespace

CheckType directory() {
  return {
      .name = "directory",
      .subject = "system",
      .about = "a directory: whether it is there, whose it is and what is in it",
      .main_parameter = "path",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{exists: true}",
      .example =
          "on: web\ndirectory: /srv/project\n"
          "expect: {owner: root, group: developers, setgid: true, entries: {contains: README}}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = no_complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
