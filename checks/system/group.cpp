#include <algorithm>
#include <set>

#include <fmt/format.h>

#include <labcheck/check_type.hpp>

#include "checks/host_script.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {{.name = "name", .kind = ValueKind::text, .about = "the group's name", .required = true}};
}

std::vector<FactSpec> facts() {
  return {
      {.name = "exists", .kind = ValueKind::boolean, .about = "whether there is such a group"},
      {.name = "gid", .kind = ValueKind::integer, .about = "the group's number"},
      {.name = "members",
       .kind = ValueKind::list,
       .about = "all users in it, those with it as primary group among them, in byte order",
       .element = ValueKind::text},
      {.name = "primary_of",
       .kind = ValueKind::list,
       .about = "the users whose primary group it is",
       .element = ValueKind::text},
      {.name = "unknown_members",
       .kind = ValueKind::list,
       .about = "names listed in it that are no users of the host",
       .element = ValueKind::text},
  };
}

// Users of a directory that lists none (SSSD without enumeration) are seen only where the group lists them.
constexpr std::string_view script = R"sh(
need getent
name=$1
entry=$(getent group "$name")
case $? in
  0) ;;
  2) say exists no; finish ;;
  *) trouble "getent can't look up groups" ;;
esac
if [ "${entry%%:*}" != "$name" ]; then say exists no; finish; fi
say exists yes
rest=${entry#*:*:}
gid=${rest%%:*}
say gid "$gid"
listed=${rest#*:}
tell listed "$listed"
IFS=,
for user in $listed; do
  case $user in -*) tell unknown "$user"; continue ;; esac
  found=$(getent passwd "$user")
  case $? in
    0) [ "${found%%:*}" = "$user" ] || tell unknown "$user" ;;
    2) tell unknown "$user" ;;
    *) trouble "getent can't look up users" ;;
  esac
done
unset IFS
users=$(getent passwd) || trouble "getent can't list users"
printf '%s\n' "$users" | while IFS=: read -r user password uid primary rest; do
  [ "$primary" != "$gid" ] || tell primary "$user"
done
finish
)sh";

std::string complaint(const Value& parameters) {
  const auto name = text_of(parameters, "name");
  const bool number = !name.empty() && name.find_first_not_of("0123456789") == std::string::npos;
  return is_name(name, "._-$@\\") && !number ? "" : fmt::format("'{}' is no name of a group", name);
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  return host_script(script, {text_of(parameters, "name")});
}

Result<std::set<std::string>> names(const Fields& fields, std::string_view key) {
  std::set<std::string> all;
  for (const auto& line : fields.all(key)) {
    const auto bytes = read_hex(line);
    if (!bytes || bytes->empty()) {
      return unreadable(fmt::format("the host names a member as '{}'", excerpt(line)));
    }
    all.insert(valid_utf8(*bytes));
  }
  return all;
}

Result<Value> read(const Value&, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto fields, read_fields(answer));
  LABCHECK_TRY_ASSIGN(const auto exists, fields.yes("exists"));
  if (!exists) {
    return Value{{"exists", false}};
  }
  LABCHECK_TRY_ASSIGN(const auto gid, fields.integer("gid"));
  LABCHECK_TRY_ASSIGN(const auto primary, names(fields, "primary"));
  LABCHECK_TRY_ASSIGN(const auto unknown, names(fields, "unknown"));
  LABCHECK_TRY_ASSIGN(const auto listed, fields.text("listed"));
  auto members = primary;
  for (const auto& name : split(listed, ',')) {
    if (!name.empty() && !unknown.contains(name)) {
      members.insert(name);
    }
  }
  return Value{
      {"exists", true}, {"gid", gid}, {"members", members}, {"primary_of", primary}, {"unknown_members", unknown}};
}

}  // namespace

CheckType group() {
  return {
      .name = "group",
      .subject = "system",
      .about = "a group of the host and who is in it",
      .main_parameter = "name",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{exists: true}",
      .example = "on: web\ngroup: developers\nexpect: {gid: 2000, members: {contains_all: [alice, bob]}}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
