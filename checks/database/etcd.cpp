#include <fmt/format.h>

#include <labcheck/check_type.hpp>

#include "checks/base64.hpp"
#include "checks/database/etcd_facts.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "checks/web/api.hpp"

namespace labcheck::checks {
namespace {

constexpr std::uint16_t etcd_port = 2379;

std::vector<std::string_view> questions(const Value& parameters) {
  return asked_of(parameters, {"get", "put", "delete", "members", "member"});
}

std::vector<ParameterSpec> parameters() {
  return {
      {.name = "server",
       .kind = ValueKind::text,
       .about = "one member of the cluster: URL, host or host:port",
       .required = true},
      {.name = "get", .kind = ValueKind::text, .about = "read this key"},
      {.name = "put", .kind = ValueKind::text, .about = "write this key"},
      {.name = "value", .kind = ValueKind::text, .about = "what put writes"},
      {.name = "delete", .kind = ValueKind::text, .about = "remove this key"},
      {.name = "prefix",
       .kind = ValueKind::boolean,
       .about = "whether get and delete mean all keys that begin so",
       .fallback = "false"},
      {.name = "members", .kind = ValueKind::boolean, .about = "ask for the members of the cluster"},
      {.name = "member", .kind = ValueKind::boolean, .about = "ask this member about itself and its leader"},
      {.name = "token",
       .kind = ValueKind::text,
       .about = "a token of /v3/auth/authenticate, where logins are asked for"},
      {.name = "verify",
       .kind = ValueKind::boolean,
       .about = "whether the TLS certificate must be trusted",
       .fallback = "true"},
  };
}

std::vector<FactSpec> facts() {
  auto all = api_facts("the number of the gRPC code (3, 7, 14, 16, …), else the HTTP status");
  const std::vector<FactSpec> asked{
      {.name = "healthy", .kind = ValueKind::boolean, .about = "without a question: whether the member can serve"},
      {.name = "found", .kind = ValueKind::boolean, .about = "of get: whether there is such a key"},
      {.name = "value", .kind = ValueKind::text, .about = "of get: the first key's value"},
      {.name = "keys", .kind = ValueKind::list, .about = "of get: the keys", .element = ValueKind::text},
      {.name = "values", .kind = ValueKind::list, .about = "of get: their values", .element = ValueKind::text},
      {.name = "count",
       .kind = ValueKind::integer,
       .about = "how many keys were found or removed, or members there are"},
      {.name = "revision", .kind = ValueKind::integer, .about = "of get, put, delete: the store's revision"},
      {.name = "members",
       .kind = ValueKind::any,
       .about = "{id, name, peer_urls, client_urls, learner, started} of each member"},
      {.name = "names", .kind = ValueKind::list, .about = "the members' names, sorted", .element = ValueKind::text},
      {.name = "version", .kind = ValueKind::text, .about = "of member: the server's version"},
      {.name = "member_id", .kind = ValueKind::text, .about = "the number of the member that answered"},
      {.name = "leader",
       .kind = ValueKind::text,
       .about = "of member: the leader's number; not there when there is none"},
      {.name = "is_leader", .kind = ValueKind::boolean, .about = "of member: whether it is the leader itself"},
      {.name = "term", .kind = ValueKind::integer, .about = "of member: the term of Raft"},
      {.name = "db_size", .kind = ValueKind::integer, .about = "of member: bytes of the database file"},
  };
  all.insert(all.end(), asked.begin(), asked.end());
  return all;
}

Phase phase(const Value& parameters) {
  return given(parameters, "put") || given(parameters, "delete") ? Phase::write : Phase::read;
}

std::string complaint(const Value& parameters) {
  if (auto wrong = api_complaint(parameters, etcd_port); !wrong.empty()) {
    return wrong;
  }
  const auto found = questions(parameters);
  if (found.size() > 1) {
    return fmt::format("{} exclude each other", listed(found));
  }
  if (given(parameters, "put") != given(parameters, "value")) {
    return given(parameters, "put") ? "put needs the value to write" : "value belongs to put";
  }
  if (flag_of(parameters, "prefix", false) && !given(parameters, "get") && !given(parameters, "delete")) {
    return "prefix belongs to get and delete";
  }
  for (const auto* name : {"get", "put", "delete"}) {
    if (given(parameters, name) && text_of(parameters, name).empty()) {
      return fmt::format("{} needs a key", name);
    }
  }
  if (text_of(parameters, "token").find_first_of(std::string_view{"\r\n\0", 3}) != std::string::npos) {
    return "token holds a line end";
  }
  return "";
}

// Where a range that begins with the key ends: the key's last byte that can be is one more.
std::string end_of(std::string key) {
  while (!key.empty() && key.back() == '\xFF') {
    key.pop_back();
  }
  if (key.empty()) {
    return std::string(1, '\0');
  }
  key.back() = static_cast<char>(static_cast<unsigned char>(key.back()) + 1);
  return key;
}

ApiCall call_of(const Value& parameters) {
  const auto found = questions(parameters);
  if (found.empty()) {
    return {.path = "/health"};
  }
  const auto asked = found.front();
  ApiCall call{.method = "POST", .headers = {{"Content-Type", "application/json"}}};
  if (given(parameters, "token")) {
    call.headers["Authorization"] = text_of(parameters, "token");
  }
  Value body = Value::object();
  if (asked == "members" || asked == "member") {
    call.path = asked == "members" ? "/v3/cluster/member/list" : "/v3/maintenance/status";
  } else {
    call.path = asked == "get" ? "/v3/kv/range" : asked == "put" ? "/v3/kv/put" : "/v3/kv/deleterange";
    const auto key = text_of(parameters, asked);
    body["key"] = base64_of(key);
    if (asked == "put") {
      body["value"] = base64_of(text_of(parameters, "value"));
    } else if (flag_of(parameters, "prefix", false)) {
      body["range_end"] = base64_of(end_of(key));
    }
  }
  call.body = dump(body);
  return call;
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  return api_request(parameters, etcd_port, call_of(parameters));
}

Result<Value> read(const Value& parameters, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(auto reply, read_api_reply(answer));
  if (!reply.spoke) {
    return std::move(reply.facts);
  }
  const auto found = questions(parameters);
  if (found.empty()) {
    return read_etcd_health(std::move(reply));
  }
  if (reply.status >= 400) {
    return read_etcd_refusal(std::move(reply));
  }
  const bool answered = reply.status == 200 && reply.json && reply.json->is_object() && reply.json->contains("header");
  if (!answered) {
    return api_failure(std::move(reply), "what came is no answer of etcd's API");
  }
  LABCHECK_TRY_ASSIGN(const auto read, read_etcd_answer(found.front(), *reply.json));
  reply.facts["done"] = true;
  reply.facts.update(read);
  return std::move(reply.facts);
}

}  // namespace

CheckType etcd() {
  return {
      .name = "etcd",
      .subject = "database",
      .about = "a member of an etcd cluster: its health, its leader, keys and values",
      .reach = Reach::protocol,
      .main_parameter = "server",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{done: true}",
      .example =
          "on: client\netcd: {server: 192.168.10.31, members: true}\n"
          "expect: {count: 3, members: {\"$[*].started\": {each: true}}}\n",
      .phase = phase,
      .undoes = never_undoes,
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
