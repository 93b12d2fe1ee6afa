#include <fmt/format.h>

#include <labcheck/check_type.hpp>

#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "checks/reply.hpp"
#include "checks/web/http_load.hpp"
#include "checks/web/http_request.hpp"
#include "checks/web/http_session.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> request_parameters() {
  return {
      {.name = "url", .kind = ValueKind::text, .about = "the full URL to get"},
      {.name = "base", .kind = ValueKind::text, .about = "the URL that paths are put behind"},
      {.name = "get", .kind = ValueKind::text, .about = "GET this path (behind base) or full URL"},
      {.name = "head", .kind = ValueKind::text, .about = "HEAD this path or full URL"},
      {.name = "post", .kind = ValueKind::text, .about = "POST to this path or full URL"},
      {.name = "put", .kind = ValueKind::text, .about = "PUT to this path or full URL"},
      {.name = "patch", .kind = ValueKind::text, .about = "PATCH this path or full URL"},
      {.name = "delete", .kind = ValueKind::text, .about = "DELETE this path or full URL"},
      {.name = "headers", .kind = ValueKind::map, .about = "request headers by name", .element = ValueKind::text},
      {.name = "body", .kind = ValueKind::text, .about = "the request's body, as it is"},
      {.name = "json", .kind = ValueKind::any, .about = "the request's body, sent as JSON"},
      {.name = "times",
       .kind = ValueKind::integer,
       .about = "how often to ask, each time over a new connection",
       .fallback = "1"},
      {.name = "concurrency",
       .kind = ValueKind::integer,
       .about = "how many of them at a time, at most 32; more than one is load",
       .fallback = "1"},
      {.name = "share_by", .kind = ValueKind::text, .about = "what tells backends apart: body, or a header's name"},
      {.name = "follow", .kind = ValueKind::integer, .about = "how many redirects to follow", .fallback = "0"},
      {.name = "verify",
       .kind = ValueKind::boolean,
       .about = "whether the TLS certificate must be trusted",
       .fallback = "true"},
      {.name = "user", .kind = ValueKind::text, .about = "user for basic authentication"},
      {.name = "password", .kind = ValueKind::text, .about = "password for basic authentication"},
  };
}

std::vector<ParameterSpec> parameters() {
  auto all = request_parameters();
  for (auto& parameter : session_parameters()) {
    all.push_back(std::move(parameter));
  }
  return all;
}

std::vector<FactSpec> reply_facts() {
  return {
      {.name = "connected",
       .kind = ValueKind::boolean,
       .about = "whether the connection came about",
       .per_request = true},
      {.name = "failure",
       .kind = ValueKind::text,
       .about = "what was wrong with a reply that is no HTTP reply, or with TLS; else why there is no connection",
       .per_request = true},
      {.name = "status", .kind = ValueKind::integer, .about = "the status code", .per_request = true},
      {.name = "headers",
       .kind = ValueKind::map,
       .about = "the reply's headers by name in lower case",
       .per_request = true},
      {.name = "body", .kind = ValueKind::text, .about = "the reply's body", .per_request = true},
      {.name = "json",
       .kind = ValueKind::any,
       .about = "the body read as JSON; not there when it isn't JSON",
       .per_request = true},
      {.name = "url",
       .kind = ValueKind::text,
       .about = "where the reply came from, after redirects",
       .per_request = true},
      {.name = "elapsed_ms",
       .kind = ValueKind::integer,
       .about = "how long the request took, in milliseconds",
       .per_request = true},
  };
}

std::vector<FactSpec> session_facts() {
  return {
      {.name = "session",
       .kind = ValueKind::list,
       .about = "with session: the status codes of the requests before, after redirects; those that were answered",
       .element = ValueKind::integer},
      {.name = "cookies",
       .kind = ValueKind::list,
       .about = "with session: the names of the cookies that are set at the end",
       .element = ValueKind::text},
  };
}

std::vector<FactSpec> facts() {
  auto all = reply_facts();
  for (auto* more : {load_facts, session_facts}) {
    for (auto& fact : more()) {
      all.push_back(std::move(fact));
    }
  }
  return all;
}

// The facts of one reply; those that it doesn't have are left out.
Result<Value> read_response(const Value& response) {
  LABCHECK_TRY_ASSIGN(const auto connected, member<bool>(response, "connected"));
  Value facts{{"connected", connected}};
  if (!connected || response.contains("failure")) {
    LABCHECK_TRY_ASSIGN(facts["failure"], member<std::string>(response, connected ? "failure" : "reason"));
    return facts;
  }
  LABCHECK_TRY_ASSIGN(facts["status"], member<std::int64_t>(response, "status"));
  LABCHECK_TRY_ASSIGN(facts["body"], member<std::string>(response, "body"));
  LABCHECK_TRY_ASSIGN(facts["url"], member<std::string>(response, "url"));
  LABCHECK_TRY_ASSIGN(facts["elapsed_ms"], member<std::int64_t>(response, "elapsed_ms"));
  LABCHECK_TRY_ASSIGN(facts["headers"], member<Value>(response, "headers"));
  if (auto json = read_json(facts["body"].get_ref<const std::string&>())) {
    facts["json"] = std::move(*json);
  }
  return facts;
}

// The facts of the reply with those of the session that it came in.
Result<Value> with_session(const Value& parameters, const Value& reply, Value facts) {
  if (!given(parameters, "session")) {
    return facts;
  }
  LABCHECK_TRY_ASSIGN(const auto statuses, list_member(reply, "session"));
  LABCHECK_TRY_ASSIGN(const auto cookies, list_member(reply, "cookies"));
  const bool good =
      std::all_of(statuses.begin(), statuses.end(), [](const Value& status) { return status.is_number_integer(); }) &&
      std::all_of(cookies.begin(), cookies.end(), [](const Value& name) { return name.is_string(); });
  if (!good) {
    return unreadable("the client's reply tells of a session in other words than these");
  }
  facts["session"] = statuses;
  facts["cookies"] = cookies;
  return facts;
}

// Asked several times, each fact is a list with a place for every request: null where a reply doesn't have it, so that
// eleven good replies of twelve are never taken for twelve.
Result<Value> read(const Value& parameters, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto responses, list_member(answer.reply, "responses"));
  const auto times = integer_of(parameters, "times", 1);
  if (static_cast<std::int64_t>(responses.size()) != times) {
    return unreadable(fmt::format("{} replies came to {} requests", responses.size(), times));
  }
  if (times == 1) {
    LABCHECK_TRY_ASSIGN(auto one, read_response(responses.front()));
    return with_session(parameters, answer.reply, std::move(one));
  }
  Value lists = Value::object();
  for (const auto& fact : reply_facts()) {
    lists[std::string{fact.name}] = Value::array();
  }
  Value replies = Value::array();
  for (const auto& response : responses) {
    LABCHECK_TRY_ASSIGN(auto one, read_response(response));
    for (auto& [name, list] : lists.items()) {
      list.push_back(one.value(name, Value(nullptr)));
    }
    replies.push_back(std::move(one));
  }
  add_load_facts(replies, text_of(parameters, "share_by"), answer.elapsed, lists);
  return with_session(parameters, answer.reply, std::move(lists));
}

}  // namespace

CheckType http() {
  return {
      .name = "http",
      .subject = "web",
      .about = "an HTTP or HTTPS request and its reply",
      .reach = Reach::protocol,
      .main_parameter = "url",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "",
      .example =
          "on: client\nhttp: {base: \"http://192.168.10.10\", get: /, times: 12}\n"
          "expect: {status: {each: 200}, body: {distinct: 2}}\n",
      .phase = http_phase,
      .undoes = http_undoes,
      .complaint = http_complaint,
      .request = http_request,
      .read = read,
  };
}

}  // namespace labcheck::checks
