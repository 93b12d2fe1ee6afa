#include "http_request.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include <labcheck/reference.hpp>

#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "checks/target.hpp"
#include "checks/web/http_session.hpp"

namespace labcheck::checks {
namespace {

constexpr std::int64_t largest_body = 1'048'576;
constexpr std::int64_t most_requests = 10'000;
constexpr std::int64_t most_redirects = 20;
constexpr std::int64_t most_at_a_time = 32;

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

std::string load_complaint(const Value& parameters) {
  const auto times = integer_of(parameters, "times", 1);
  const auto concurrency = integer_of(parameters, "concurrency", 1);
  if (times < 1 || times > most_requests) {
    return fmt::format("times is {}, outside 1-{}", times, most_requests);
  }
  if (concurrency < 1 || concurrency > most_at_a_time) {
    return fmt::format("concurrency is {}, outside 1-{}", concurrency, most_at_a_time);
  }
  const bool times_known = !given(parameters, "times") || parameters.at("times").is_number_integer();
  if (times_known && concurrency > times) {
    return fmt::format("concurrency is {}, of {} request{}", concurrency, times, times == 1 ? "" : "s");
  }
  if (!given(parameters, "share_by")) {
    return "";
  }
  const auto share_by = text_of(parameters, "share_by");
  if (!is_name(share_by, "-_")) {
    return fmt::format("'share_by: {}' is neither body nor a header's name", excerpt(share_by));
  }
  return times_known && times == 1 ? "share_by wants several requests: say how many (times)" : "";
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

}  // namespace

Phase http_phase(const Value& parameters) {
  const auto* method = find_method(parameters);
  const bool changes = (method != nullptr && method->changes) || session_posts(parameters);
  const auto least = changes ? Phase::write : Phase::read;
  return integer_of(parameters, "concurrency", 1) > 1 ? Phase::load : least;
}

bool http_undoes(const Value& parameters) {
  const auto* method = find_method(parameters);
  return http_phase(parameters) != Phase::read && method != nullptr && !method->changes;
}

std::string http_complaint(const Value& parameters) {
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
  if (auto wrong = session_complaint(parameters); !wrong.empty()) {
    return wrong;
  }
  if (auto wrong = load_complaint(parameters); !wrong.empty()) {
    return wrong;
  }
  const auto follow = integer_of(parameters, "follow", 0);
  return follow < 0 || follow > most_redirects ? fmt::format("follow is {}, outside 0-{}", follow, most_redirects)
                                               : header_complaint(parameters);
}

Result<Request> http_request(const Value& parameters) {
  if (const auto wrong = http_complaint(parameters); !wrong.empty()) {
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
  if (const auto concurrency = integer_of(parameters, "concurrency", 1); concurrency > 1) {
    details["concurrency"] = concurrency;
  }
  add_content(parameters, details);
  add_session(parameters, details);
  for (const auto* name : {"user", "password"}) {
    if (given(parameters, name)) {
      details[name] = text_of(parameters, name);
    }
  }
  return Exchange{.protocol = "http", .host = url.where.host, .port = url.where.port, .details = std::move(details)};
}

}  // namespace labcheck::checks
