#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <labcheck/check_type.hpp>

/// What types share that ask a service by its HTTP interface: one request, one reply.
namespace labcheck::checks {

/// A request behind the service's URL.
struct ApiCall {
  std::string method{"GET"};
  std::string path{};  ///< with the query, already encoded
  Value headers = Value::object();
  std::string body{};
};

/// What came of it. Unless `spoke`, only the facts of api_facts() are known.
struct ApiReply {
  Value facts = Value::object();  ///< connected, done: false, and reason, failure or status
  bool spoke{false};              ///< an HTTP reply came
  std::int64_t status{0};
  Value headers = Value::object();  ///< by name in lower case
  std::string body{};
  std::optional<Value> json{};
};

/// server, user, password and verify; and connected, reason, failure, status, done and refused.
std::vector<ParameterSpec> api_parameters(std::string_view about_server);
std::vector<FactSpec> api_facts(std::string_view about_refusal);

/// A server as a URL or as host:port, which is plain HTTP. Without a port `default_port` is taken where there is no
/// URL.
std::string api_complaint(const Value& parameters, std::uint16_t default_port);
Result<Request> api_request(const Value& parameters, std::uint16_t default_port, ApiCall call);

Result<ApiReply> read_api_reply(const Answer& answer);
/// The facts of a reply that is none of this service's.
Value api_failure(ApiReply reply, std::string_view failure);
/// The facts of the service's no.
Value api_refusal(ApiReply reply, std::string_view code, std::string_view message);

/// A text inside a path or a query: all but letters, digits and `-._~` as %XX.
std::string percent_encoded(std::string_view text);

/// Of the names, those that the parameters hold (a boolean only when it is true).
std::vector<std::string_view> asked_of(const Value& parameters, const std::vector<std::string_view>& names);

}  // namespace labcheck::checks
