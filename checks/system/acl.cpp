#include <map>
#include <optional>

#include <fmt/format.h>

#include <labcheck/check_type.hpp>

#include "checks/host_script.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "checks/system/acl_entries.hpp"
#include "checks/system/path_facts.hpp"
#include "checks/system/path_script.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {
      {.name = "path", .kind = ValueKind::path, .about = "the absolute path; links are followed", .required = true},
      {.name = "user", .kind = ValueKind::text, .about = "the user whose entry is asked about"},
      {.name = "group", .kind = ValueKind::text, .about = "the group whose entry is asked about"},
  };
}

std::vector<FactSpec> entry_fields() {
  return {
      {.name = "kind", .kind = ValueKind::text, .about = "user, group, mask or other"},
      {.name = "name", .kind = ValueKind::text, .about = "of a named user or group; empty for the owner's own"},
      {.name = "permissions", .kind = ValueKind::text, .about = "as they are written, such as rwx"},
      {.name = "effective", .kind = ValueKind::text, .about = "what the mask leaves of them"},
  };
}

std::vector<FactSpec> facts() {
  return {
      {.name = "exists", .kind = ValueKind::boolean, .about = "whether the path leads to something"},
      {.name = "owner", .kind = ValueKind::text, .about = "name of the owner"},
      {.name = "owning_group", .kind = ValueKind::text, .about = "name of the owning group"},
      {.name = "extended", .kind = ValueKind::boolean, .about = "whether there is more than owner, group and others"},
      {.name = "entries",
       .kind = ValueKind::list,
       .about = "the access list",
       .element = ValueKind::map,
       .fields = entry_fields()},
      {.name = "defaults",
       .kind = ValueKind::list,
       .about = "the default list, which what is made in the directory inherits; empty when there is none",
       .element = ValueKind::map,
       .fields = entry_fields()},
      {.name = "permissions",
       .kind = ValueKind::text,
       .about = "those written for the user or group asked about, such as r-x; not there when no entry names it"},
      {.name = "effective", .kind = ValueKind::text, .about = "what the mask leaves of them"},
      {.name = "default_permissions", .kind = ValueKind::text, .about = "the same in the default list"},
      {.name = "default_effective", .kind = ValueKind::text, .about = "what the default list's mask leaves of them"},
  };
}

// Numbers are what the kernel keeps; their names are asked for apart, so that no name can forge an entry. Where there
// is no tool to read access lists, GNU's ls at least says that there is none to read.
constexpr std::string_view script = R"sh(
need stat readlink
path=$1
look_at "$path" || finish
name() { if line=$(getent "$1" "$2"); then tell "$3" "$2 ${line%%:*}"; fi; }
attribute() {
  if value=$(getfattr -L --absolute-names -e hex -n "system.posix_acl_$1" -- "$path" 2>&1); then
    value=${value##*=0x}
    say "$1" "${value%%"$nl"*}"
  else
    case $value in *': No such attribute' | *': Operation not supported') ;; *) trouble "can't read the access list" ;; esac
  fi
}
if command -v getfacl >/dev/null; then
  need getent
  acl=$(getfacl -cpnE -- "$path" 2>/dev/null) || trouble "can't read the access list"
  tell acl "$acl"
  printf '%s\n' "$acl" | while IFS=: read -r kind id rest further; do
    [ "$kind" != default ] || { kind=$id; id=$rest; }
    case $kind:$id in
      *: | *[!0-9]) ;;
      user:*) name passwd "$id" named_user ;;
      group:*) name group "$id" named_group ;;
    esac
  done
elif command -v getfattr >/dev/null; then
  need getent
  attribute access
  attribute default
  getent passwd | while IFS=: read -r user password uid rest; do tell named_user "$uid $user"; done
  getent group | while IFS=: read -r group password gid rest; do tell named_group "$gid $group"; done
else
  case $(ls --version 2>/dev/null) in *coreutils*) ;; *) need getfacl ;; esac
  shown=$(ls -Lld -- "$path") || trouble "can't look at the file"
  case ${shown%% *} in *+) need getfacl ;; esac
fi
finish
)sh";

std::string complaint(const Value& parameters) {
  if (given(parameters, "user") && given(parameters, "group")) {
    return "one of user and group can be asked about at a time";
  }
  for (const auto* who : {"user", "group"}) {
    if (given(parameters, who) && !is_name(text_of(parameters, who), "._-$@\\")) {
      return fmt::format("'{}' is no name of a {}", text_of(parameters, who), who);
    }
  }
  return "";
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  return host_script(with_path_functions(script), {text_of(parameters, "path")});
}

using Names = std::map<std::string, std::string>;  // by kind and number: "user 1000"

Result<Names> read_names(const Fields& fields) {
  Names names;
  for (const auto& [key, kind] : {std::pair{"named_user", "user "}, std::pair{"named_group", "group "}}) {
    for (const auto& line : fields.all(key)) {
      const auto bytes = read_hex(line);
      const auto blank = bytes ? bytes->find(' ') : std::string::npos;
      if (blank == std::string::npos) {
        return unreadable(fmt::format("the host's answer has '{}' as a name", excerpt(line)));
      }
      names.emplace(kind + bytes->substr(0, blank), valid_utf8(std::string_view{*bytes}.substr(blank + 1)));
    }
  }
  return names;
}

Result<AclPair> read_lists(const Fields& fields, int mode) {
  if (fields.has("acl")) {
    LABCHECK_TRY_ASSIGN(const auto text, fields.bytes("acl"));
    return read_getfacl(text);
  }
  AclPair pair{.access = acl_of_mode(mode), .defaults = {}};
  for (auto& [key, list] : {std::pair{"access", &pair.access}, std::pair{"default", &pair.defaults}}) {
    if (fields.has(key)) {
      LABCHECK_TRY_ASSIGN(const auto bytes, fields.bytes(key));
      LABCHECK_TRY_ASSIGN(*list, read_acl_attribute(bytes));
    }
  }
  return pair;
}

Value described(const Acl& acl, const Names& names) {
  Value all = Value::array();
  for (const auto& entry : acl) {
    const auto name = names.find(entry.kind + ' ' + entry.id);
    all.push_back({{"kind", entry.kind},
                   {"name", name == names.end() ? entry.id : name->second},
                   {"permissions", spelt_permissions(entry.permissions)},
                   {"effective", spelt_permissions(effective_permissions(acl, entry))}});
  }
  return all;
}

void add_asked(Value& facts, const Value& parameters) {
  const auto* who = given(parameters, "user") ? "user" : "group";
  if (!given(parameters, who)) {
    return;
  }
  for (const auto& [list, prefix] : {std::pair{"entries", ""}, std::pair{"defaults", "default_"}}) {
    for (const auto& entry : facts[list]) {
      if (entry["kind"] == who && entry["name"] == text_of(parameters, who)) {
        facts[fmt::format("{}permissions", prefix)] = entry["permissions"];
        facts[fmt::format("{}effective", prefix)] = entry["effective"];
      }
    }
  }
}

Result<Value> read(const Value& parameters, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto fields, read_fields(answer));
  LABCHECK_TRY_ASSIGN(const auto exists, fields.yes("exists"));
  if (!exists) {
    return Value{{"exists", false}};
  }
  LABCHECK_TRY_ASSIGN(const auto found, read_properties(fields));
  LABCHECK_TRY_ASSIGN(const auto names, read_names(fields));
  LABCHECK_TRY_ASSIGN(const auto lists, read_lists(fields, std::stoi(found["mode"].get<std::string>(), nullptr, 8)));
  Value facts{{"exists", true},
              {"owner", found["owner"]},
              {"owning_group", found["group"]},
              {"extended", lists.access.size() > 3 || !lists.defaults.empty()},
              {"entries", described(lists.access, names)},
              {"defaults", described(lists.defaults, names)}};
  add_asked(facts, parameters);
  return facts;
}

}  // namespace

CheckType acl() {
  return {
      .name = "acl",
      .subject = "system",
      .about = "a POSIX access list (setfacl): who may do what beyond owner, group and others",
      .main_parameter = "path",
      .parameters = parameters(),
      .facts = facts(),
      .example = "on: web\nacl: {path: /srv/project, user: alice}\nexpect: {effective: rwx, default_effective: rwx}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
