#include <algorithm>

#include <fmt/format.h>

#include <labcheck/check_type.hpp>

#include "checks/host_script.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {
      {.name = "name", .kind = ValueKind::text, .about = "the login name", .required = true},
      {.name = "password",
       .kind = ValueKind::boolean,
       .about = "whether locked and password_set are read, which needs root",
       .fallback = "true"},
  };
}

std::vector<FactSpec> facts() {
  return {
      {.name = "exists", .kind = ValueKind::boolean, .about = "whether there is such a user"},
      {.name = "uid", .kind = ValueKind::integer, .about = "the user's number"},
      {.name = "gid", .kind = ValueKind::integer, .about = "the number of the primary group"},
      {.name = "group", .kind = ValueKind::text, .about = "the primary group"},
      {.name = "groups",
       .kind = ValueKind::list,
       .about = "all groups, the primary one among them",
       .element = ValueKind::text},
      {.name = "home", .kind = ValueKind::text, .about = "the home directory"},
      {.name = "shell", .kind = ValueKind::text, .about = "the login shell"},
      {.name = "locked", .kind = ValueKind::boolean, .about = "whether no password can be used to log in"},
      {.name = "password_set", .kind = ValueKind::boolean, .about = "whether a password was ever given"},
  };
}

// Nothing of a password leaves the host, not even its hash: the script says only what state it is in.
constexpr std::string_view script = R"sh(
need getent id
name=$1 password=$2
entry=$(getent passwd "$name")
case $? in
  0) ;;
  2) say exists no; finish ;;
  *) trouble "getent can't look up users" ;;
esac
IFS=:
set -- $entry
unset IFS
if [ "$1" != "$name" ]; then say exists no; finish; fi
say exists yes
say uid "$3"
say gid "$4"
tell home "$6"
tell shell "$7"
field=$2 main=$4
for gid in "$main" $(id -G "$name"); do
  if line=$(getent group "$gid"); then tell group "${line%%:*}"; else tell group "$gid"; fi
done
[ "$password" = yes ] || finish
if [ "$(id -u)" != 0 ]; then say hidden yes; finish; fi
if entry=$(getent shadow "$name"); then
  field=${entry#*:}
  field=${field%%:*}
elif [ "$field" = x ]; then
  finish
fi
case $field in '!'* | '*'*) say locked yes ;; *) say locked no ;; esac
while [ "$field" != "${field#!}" ]; do field=${field#!}; done
case $field in '' | '*'*) say password_set no ;; *) say password_set yes ;; esac
finish
)sh";

std::string complaint(const Value& parameters) {
  const auto name = text_of(parameters, "name");
  return is_name(name, "._-$@\\") ? "" : fmt::format("'{}' is no login name", name);
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  return host_script(script, {text_of(parameters, "name"), flag_of(parameters, "password", true) ? "yes" : "no"});
}

Result<Value> read_groups(const Fields& fields) {
  Value groups = Value::array();
  for (const auto& line : fields.all("group")) {
    const auto bytes = read_hex(line);
    if (!bytes || bytes->empty()) {
      return unreadable(fmt::format("the host names a group as '{}'", excerpt(line)));
    }
    auto name = Value(valid_utf8(*bytes));
    if (std::find(groups.begin(), groups.end(), name) == groups.end()) {
      groups.push_back(std::move(name));
    }
  }
  return groups.empty() ? Result<Value>{unreadable("the host's answer has no 'group'")} : groups;
}

Result<Value> read(const Value&, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto fields, read_fields(answer));
  LABCHECK_TRY_ASSIGN(const auto exists, fields.yes("exists"));
  if (!exists) {
    return Value{{"exists", false}};
  }
  if (fields.has("hidden")) {
    return unreadable(
        "the state of a password is seen only by root: log in as root, use sudo, or set 'password: false'");
  }
  Value facts{{"exists", true}};
  LABCHECK_TRY_ASSIGN(facts["uid"], fields.integer("uid"));
  LABCHECK_TRY_ASSIGN(facts["gid"], fields.integer("gid"));
  LABCHECK_TRY_ASSIGN(facts["home"], fields.text("home"));
  LABCHECK_TRY_ASSIGN(facts["shell"], fields.text("shell"));
  LABCHECK_TRY_ASSIGN(facts["groups"], read_groups(fields));
  facts["group"] = facts["groups"].front();
  for (const auto* name : {"locked", "password_set"}) {
    if (fields.has(name)) {
      LABCHECK_TRY_ASSIGN(facts[name], fields.yes(name));
    }
  }
  return facts;
}

}  // namespace

CheckType user() {
  return {
      .name = "user",
      .subject = "system",
      .about = "a user of the host: groups, home, shell and whether a password is set",
      .main_parameter = "name",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{exists: true}",
      .example = "on: web\nuser: deploy\nexpect: {exists: true, groups: {contains: sudo}}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
