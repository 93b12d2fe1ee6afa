#include "checks/parameters.hpp"
#include "checks/registry.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {
      {.name = "name", .kind = ValueKind::text, .about = "the login name", .required = true},
      {.name = "password", .kind = ValueKind::boolean,
       .about = "whether locked and password_set are read, which needs root", .fallback = "true"},
  };
}

std::vector<FactSpec> facts() {
  return {
      {.name = "exists", .kind = ValueKind::boolean, .about = "whether there is such a user"},
      {.name = "uid", .kind = ValueKind::integer, .about = "the user's number"},
      {.name = "gid", .kind = ValueKind::integer, .about = "the number of the primary group"},
      {.name = "group", .kind = ValueKind::text, .about = "the primary group"},
      {.name = "groups", .kind = ValueKind::list, .about = "all groups, the primary one among them",
       .element = ValueKind::text},
      {.name = "home", .kind = ValueKind::text, .about = "the home directory"},
      {.name = "shell", .kind = ValueKind::text, .about = "the login shell"},
      {.name = "locked", .kind = ValueKind::boolean, .about = "whether no password can be used to log in"},
      {.name = "password_set", .kind = ValueKind::boolean, .about = "whether a password was ever given"},
  };
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
      .complaint = no_complaint,
  };
}

}  // namespace labcheck::checks
