#include <labcheck/check_type.hpp>

#include "checks/cloud/openstack_login.hpp"
#include "checks/cloud/swift_facts.hpp"
#include "checks/cloud/swift_request.hpp"
#include "checks/parameters.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  auto all = login_parameters();
  const std::vector<ParameterSpec> more{
      {.name = "auth_version",
       .kind = ValueKind::text,
       .about = "3: Keystone; 1: Swift's own TempAuth, auth_url http://host:8080/auth/v1.0, user ACCOUNT:USER",
       .fallback = "3",
       .choices = {"3", "1"}},
      {.name = "list", .kind = ValueKind::text, .about = "list the objects of this container; / lists the containers"},
      {.name = "get", .kind = ValueKind::text, .about = "read this object: CONTAINER/OBJECT"},
      {.name = "head", .kind = ValueKind::text, .about = "ask about this CONTAINER or CONTAINER/OBJECT"},
      {.name = "put", .kind = ValueKind::text, .about = "write this object: CONTAINER/OBJECT"},
      {.name = "content", .kind = ValueKind::text, .about = "what put writes"},
      {.name = "delete", .kind = ValueKind::text, .about = "remove this CONTAINER/OBJECT, or this empty CONTAINER"},
      {.name = "create", .kind = ValueKind::text, .about = "make this container"},
  };
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

std::vector<FactSpec> facts() {
  auto all = login_facts();
  const std::vector<FactSpec> more{
      {.name = "done", .kind = ValueKind::boolean, .about = "whether login and action succeeded"},
      {.name = "status", .kind = ValueKind::integer, .about = "the HTTP status code of the action"},
      {.name = "exists", .kind = ValueKind::boolean, .about = "whether the container or object is there"},
      {.name = "names",
       .kind = ValueKind::list,
       .about = "of list: the names of objects or containers, sorted",
       .element = ValueKind::text},
      {.name = "entries",
       .kind = ValueKind::list,
       .about = "of list: {name, bytes} and an object's hash and content_type, or a container's count",
       .element = ValueKind::map},
      {.name = "body", .kind = ValueKind::text, .about = "of get: the object"},
      {.name = "sha256", .kind = ValueKind::text, .about = "of get: the object's SHA-256 in hex"},
      {.name = "size", .kind = ValueKind::integer, .about = "of an object: its size in bytes"},
      {.name = "etag", .kind = ValueKind::text, .about = "of an object: its MD5 in hex"},
      {.name = "content_type", .kind = ValueKind::text, .about = "of an object: what it says it is"},
      {.name = "metadata", .kind = ValueKind::map, .about = "what was stored as X-Object-Meta-NAME or X-Container-…"},
      {.name = "count", .kind = ValueKind::integer, .about = "of head: how many objects the container has"},
      {.name = "readers", .kind = ValueKind::text, .about = "of head: the container's read ACL: .r:*, PROJECT:USER, …"},
      {.name = "writers", .kind = ValueKind::text, .about = "of head: the container's write ACL"},
      {.name = "policy", .kind = ValueKind::text, .about = "of head: the container's storage policy"},
  };
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

}  // namespace

CheckType swift() {
  return {
      .name = "swift",
      .subject = "cloud",
      .about = "a login to OpenStack's object store and one action there",
      .reach = Reach::protocol,
      .main_parameter = "openrc",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{done: true}",
      .example =
          "on: client\nswift: {auth_url: \"http://192.168.10.10:5000/v3\", user: demo, password: secret, project: "
          "demo, head: backups}\nexpect: {count: {at_least: 1}, readers: {absent: true}}\n",
      .phase = swift_phase,
      .undoes = never_undoes,
      .complaint = swift_complaint,
      .request = swift_request,
      .read = read_swift,
  };
}

}  // namespace labcheck::checks
