#include <algorithm>
#include <set>

#include <fmt/format.h>

#include <labcheck/check_type.hpp>
#include <labcheck/reference.hpp>

#include "checks/cloud/openstack_login.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "checks/reply.hpp"

namespace labcheck::checks {
namespace {

constexpr std::int64_t largest_body = 4'194'304;

std::vector<ParameterSpec> parameters() {
  auto all = login_parameters();
  all.push_back({.name = "get",
                 .kind = ValueKind::text,
                 .about = "GET this path behind the service's endpoint: /servers/detail?name=vm1"});
  all.push_back({.name = "service",
                 .kind = ValueKind::text,
                 .about = "the type of the service that is asked: compute, image, network, volumev3, …"});
  return all;
}

std::vector<FactSpec> facts() {
  auto all = login_facts();
  const std::vector<FactSpec> more{
      {.name = "done",
       .kind = ValueKind::boolean,
       .about = "whether the login was accepted and the service, where one is asked, answered with 2xx"},
      {.name = "user", .kind = ValueKind::text, .about = "who the token is for, in Keystone's words"},
      {.name = "project", .kind = ValueKind::text, .about = "the project that the token is for"},
      {.name = "roles",
       .kind = ValueKind::list,
       .about = "the user's roles in the project, sorted",
       .element = ValueKind::text},
      {.name = "services",
       .kind = ValueKind::list,
       .about = "the types of the catalog's services, sorted",
       .element = ValueKind::text},
      {.name = "catalog",
       .kind = ValueKind::list,
       .about = "{type, name, region, interface, url} of each endpoint",
       .element = ValueKind::map},
      {.name = "endpoint", .kind = ValueKind::text, .about = "the endpoint that was asked, as the catalog has it"},
      {.name = "status", .kind = ValueKind::integer, .about = "the service's HTTP status code"},
      {.name = "body", .kind = ValueKind::text, .about = "the service's answer"},
      {.name = "json", .kind = ValueKind::any, .about = "the answer read as JSON; not there when it isn't JSON"},
  };
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

std::string complaint(const Value& parameters) {
  if (auto wrong = login_complaint(parameters); !wrong.empty()) {
    return wrong;
  }
  if (given(parameters, "get") != given(parameters, "service")) {
    return given(parameters, "get") ? "get needs the type of the service to ask" : "service needs a path to get";
  }
  const auto path = text_of(parameters, "get");
  const bool plain = std::none_of(path.begin(), path.end(), [](char letter) {
    return static_cast<unsigned char>(letter) <= 0x20 || letter == 0x7F || letter == '#';
  });
  if (given(parameters, "get") && !has_references(path) && (!path.starts_with('/') || !plain)) {
    return fmt::format("'{}' is no path (write /servers, and %20 for a blank)", path);
  }
  const auto service = text_of(parameters, "service");
  return given(parameters, "service") && !is_name(service, "-_") ? fmt::format("'{}' is no type of a service", service)
                                                                 : "";
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  LABCHECK_TRY_ASSIGN(auto exchange, login_exchange(parameters));
  if (given(parameters, "get") && !exchange.details.contains("unusable")) {
    exchange.details["service"] = text_of(parameters, "service");
    exchange.details["max_body"] = largest_body;
    exchange.details["ask"] = {
        {"method", "GET"}, {"path", text_of(parameters, "get")}, {"headers", {{"Accept", "application/json"}}}};
  }
  return exchange;
}

/// Names that an answer lists, in an order of ours.
Result<Value> sorted_texts(const Value& list) {
  std::vector<std::string> texts;
  for (const auto& entry : list) {
    if (!entry.is_string()) {
      return unreadable("a role without a name is in the client's reply");
    }
    texts.push_back(entry.get<std::string>());
  }
  std::sort(texts.begin(), texts.end());
  return Value(texts);
}

Result<Value> read_grant(const Value& reply, Value facts) {
  LABCHECK_TRY_ASSIGN(const auto grant, member<Value>(reply, "grant"));
  LABCHECK_TRY_ASSIGN(facts["user"], member<std::string>(grant, "user"));
  LABCHECK_TRY_ASSIGN(facts["project"], member<std::string>(grant, "project"));
  LABCHECK_TRY_ASSIGN(const auto roles, list_member(grant, "roles"));
  LABCHECK_TRY_ASSIGN(facts["roles"], sorted_texts(roles));
  LABCHECK_TRY_ASSIGN(facts["catalog"], list_member(reply, "catalog"));
  std::set<std::string> services;
  for (const auto& endpoint : facts["catalog"]) {
    LABCHECK_TRY_ASSIGN(auto type, member<std::string>(endpoint, "type"));
    services.insert(std::move(type));
  }
  facts["services"] = services;
  return facts;
}

Result<Value> read(const Value& parameters, const Answer& answer) {
  const auto& reply = answer.reply;
  LABCHECK_TRY_ASSIGN(auto facts, read_login(reply));
  facts["done"] = false;
  if (facts.value("authenticated", false)) {
    LABCHECK_TRY_ASSIGN(facts, read_grant(reply, std::move(facts)));
  }
  if (reply.contains("endpoint")) {
    LABCHECK_TRY_ASSIGN(facts["endpoint"], member<std::string>(reply, "endpoint"));
  }
  const bool ended = !facts.value("authenticated", false) || facts.contains("failure");
  if (ended || !given(parameters, "get")) {
    facts["done"] = !ended;
    return facts;
  }
  LABCHECK_TRY_ASSIGN(const auto asked, member<Value>(reply, "answer"));
  LABCHECK_TRY_ASSIGN(const auto status, member<std::int64_t>(asked, "status"));
  facts["status"] = status;
  facts["done"] = status >= 200 && status <= 299;
  LABCHECK_TRY_ASSIGN(facts["body"], member<std::string>(asked, "body"));
  if (auto json = read_json(facts["body"].get_ref<const std::string&>())) {
    facts["json"] = std::move(*json);
  }
  return facts;
}

}  // namespace

CheckType openstack() {
  return {
      .name = "openstack",
      .subject = "cloud",
      .about = "a login at Keystone and what a service of its catalog says, as JSON",
      .reach = Reach::protocol,
      .main_parameter = "openrc",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{done: true}",
      .example =
          "on: client\nopenstack: {auth_url: \"http://192.168.10.10:5000/v3\", user: demo, password: secret, "
          "project: demo, service: compute, get: \"/servers/detail?name=vm1\", hosts: {controller: 192.168.10.10}}\n"
          "expect: {json: {\"$.servers[*].status\": [ACTIVE]}}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
