#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "checks/registry.hpp"
#include "checks/reply.hpp"
#include "checks/target.hpp"

#include <array>

#include <fmt/format.h>

#include <labcheck/reference.hpp>

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {
      {.name = "url", .kind = ValueKind::text, .about = "the full URL to get"},
      {.name = "base", .kind = ValueKind::text, .about = "the URL that paths are put behind"},
      {.name = "get", .kind = ValueKind::text, .about = "GET this path (behind base) or full URL"},
      {.name = "head", .kind = ValueKind::text, .about = "HEAD this path or full URL"},
      {.name = "post", .kind = ValueKind::text, .about = "POST to this path or full URL"},
      {.name = "put", .kind = ValueKind::text, .about = "PUT to this path or full URL"},
      {.name = "patch", .kind = ValueKind::text, .about = "PATCH this path or full URL"},
      {.name = "delete", .kind = ValueKind::text, .about = "DELETE this path or full URL"},
      {.name = "headers", .kind = ValueKind::map, .about = "request headers by name"},
      {.name = "body", .kind = ValueKind::text, .about = "the request's body, as it is"},
      {.name = "json", .kind = ValueKind::any, .about = "the request's body, sent as JSON"},
      {.name = "times", .kind = ValueKind::integer, .about = "how often to ask, each time over a new connection",
       .fallback = "1"},
      {.name = "follow", .kind = ValueKind::integer, .about = "how many redirects to follow", .fallback = "0"},
      {.name = "verify", .kind = ValueKind::boolean, .about = "whether the TLS certificate must be trusted",
       .fallback = "true"},
      {.name = "user", .kind = ValueKind::text, .about = "user for basic authentication"},
      {.name = "password", .kind = ValueKind::text, .about = "password for basic authentication"},
  };
}

std::vector<FactSpec> facts() {
  return {
      {.name = "connected", .kind = ValueKind::boolean, .about = "whether the connection came about",
       .per_request = true},
      {.name = "failure", .kind = ValueKind::text,
       .about = "what was wrong with a reply that is no HTTP reply, or with TLS; else why there is no connection",
       .per_request = true},
      {.name = "status", .kind = ValueKind::integer, .about = "the status code", .per_request = true},
      {.name = "headers", .kind = ValueKind::map, .about = "the reply's headers by name in lower case",
       .per_request = true},
      {.name = "body", .kind = ValueKind::text, .about = "the reply's body", .per_request = true},
      {.name = "json", .kind = ValueKind::any, .about = "the body read as JSON; not there when it isn't JSON",
       .per_request = true},
      {.name = "url", .kind = ValueKind::text, .about = "where the reply came from, after redirects",
       .per_request = true},
      {.name = "elapsed_ms", .kind = ValueKind::integer, .about = "how long the request took, in milliseconds",
       .per_request = true},
  };
}

constexpr std::int64_t largest_body = 1'048'576;
constexpr std::int64_t most_requests = 10'000;
constexpr std::int64_t most_redirects = 20;

struct Method {
  std::string_view key{};   ///< the parameter
  std::string_view verb{};  ///< on the wire
  bool changes{false};
  bool has_body{false};
};

constexpr std::array<Method, 7> methods{{{"url", "GET", false, false},
                                         {"get", "GET", false, false},
                                         {"head", "HEAD", false, false},
                                         {"post", "POST", true, true},
                                         {"put", "PUT", true, true},
                                         {"patch", "PATCH", true, true},
                                         {"delete", "DELETE", true, true}}};

const Method* find_method(const Value& parameters) {
  for (const auto& method : methods) {
    if (given(parameters, method.key)) {
      return &method;
    }
  }
  return nullptr;
}

Phase phase(const Value& parameters) {
  const auto* method = find_method(parameters);
  return method != nullptr && method->changes ? Phase::write : Phase::read;
}

// The full URL: the method's own value, or that path behind base.
std::string full_url(const Value& parameters, const Method& method) {
  const auto target = text_of(parameters, method.key);
  auto base = text_of(parameters, "base");
  if (!target.starts_with('/') && !target.starts_with('?')) {
    return target;
  }
  while (base.ends_with('/')) {
    base.pop_back();
  }
  return base + target;
}

std::string method_complaint(const Value& parameters) {
  std::vector<std::string_view> found;
  for (const auto& method : methods) {
    if (given(parameters, method.key)) {
      found.push_back(method.key);
    }
  }
  if (found.size() != 1) {
    return found.empty() ? "one of url, get, head, post, put, patch and delete is needed"
                         : fmt::format("{} exclude each other", listed(found));
  }
  const auto& method = *find_method(parameters);
  const auto target = text_of(parameters, method.key);
  if (target.starts_with('/') && !given(parameters, "base")) {
    return fmt::format("'{}' is a path, which needs a base to stand behind (or write the full URL)", target);
  }
  const auto url = full_url(parameters, method);
  const auto read = has_references(url) ? Result<Url>{} : read_url(url);
  return read ? "" : read.error().message;
}

std::string header_complaint(const Value& parameters) {
  const auto headers = parameters.find("headers");
  if (headers == parameters.end() || !headers->is_object()) {
    return "";
  }
  for (const auto& [name, value] : headers->items()) {
    if (!is_name(name, "-_") || value.is_structured() || value.is_null()) {
      return fmt::format("'{}' is no header with a text", name);
    }
    if (plain_text(value).find_first_of(std::string_view{"\r\n\0", 3}) != std::string::npos) {
      return fmt::format("the header '{}' holds a line end", name);
    }
  }
  return "";
}

std::string complaint(const Value& parameters) {
  if (auto wrong = method_complaint(parameters); !wrong.empty()) {
    return wrong;
  }
  if (given(parameters, "body") && parameters.contains("json")) {
    return "body and json exclude each other";
  }
  const auto& method = *find_method(parameters);
  if ((given(parameters, "body") || parameters.contains("json")) && !method.has_body) {
    return fmt::format("a {} request has no body", method.verb);
  }
  if (given(parameters, "password") && !given(parameters, "user")) {
    return "password needs a user";
  }
  const auto times = integer_of(parameters, "times", 1);
  const auto follow = integer_of(parameters, "follow", 0);
  if (times < 1 || times > most_requests) {
    return fmt::format("times is {}, outside 1-{}", times, most_requests);
  }
  return follow < 0 || follow > most_redirects ? fmt::format("follow is {}, outside 0-{}", follow, most_redirects)
                                               : header_complaint(parameters);
}

void add_content(const Value& parameters, Value& details) {
  Value headers = Value::object();
  bool typed = false;
  if (const auto given_headers = parameters.find("headers"); given_headers != parameters.end()) {
    for (const auto& [name, value] : given_headers->items()) {
      headers[name] = plain_text(value);
      constexpr std::string_view content_type = "content-type";
      typed = typed || (name.size() == content_type.size() &&
                        std::equal(name.begin(), name.end(), content_type.begin(),
                                   [](char one, char other) { return (one | 0x20) == (other | 0x20); }));
    }
  }
  details["body"] = parameters.contains("json") ? dump(parameters.at("json")) : text_of(parameters, "body");
  if (parameters.contains("json") && !typed) {
    headers["Content-Type"] = "application/json";
  }
  details["headers"] = std::move(headers);
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  const auto& method = *find_method(parameters);
  LABCHECK_TRY_ASSIGN(const auto url, read_url(full_url(parameters, method)));
  Value details{{"method", method.verb},
                {"scheme", url.scheme},
                {"target", url.target},
                {"times", integer_of(parameters, "times", 1)},
                {"follow", integer_of(parameters, "follow", 0)},
                {"verify", flag_of(parameters, "verify", true)},
                {"max_body", largest_body}};
  add_content(parameters, details);
  for (const auto* name : {"user", "password"}) {
    if (given(parameters, name)) {
      details[name] = text_of(parameters, name);
    }
  }
  return Exchange{.protocol = "http", .host = url.where.host, .port = url.where.port, .details = std::move(details)};
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

// Asked several times, each fact is a list with a place for every request: null where a reply doesn't have it, so that
// eleven good replies of twelve are never taken for twelve.
Result<Value> read(const Value& parameters, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto responses, list_member(answer.reply, "responses"));
  const auto times = integer_of(parameters, "times", 1);
  if (static_cast<std::int64_t>(responses.size()) != times) {
    return unreadable(fmt::format("{} replies came to {} requests", responses.size(), times));
  }
  if (times == 1) {
    return read_response(responses.front());
  }
  Value lists = Value::object();
  for (const auto& fact : facts()) {
    lists[std::string{fact.name}] = Value::array();
  }
  for (const auto& response : responses) {
    LABCHECK_TRY_ASSIGN(const auto one, read_response(response));
    for (auto& [name, list] : lists.items()) {
      list.push_back(one.value(name, Value(nullptr)));
    }
  }
  return lists;
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
      .example = "on: client\nhttp: {base: \"http://192.168.10.10\", get: /, times: 12}\n"
                 "expect: {status: {each: 200}, body: {distinct: 2}}\n",
      .phase = phase,
      .undoes = never_undoes,
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
