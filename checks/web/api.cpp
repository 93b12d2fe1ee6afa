#include "checks/web/api.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <labcheck/reference.hpp>

#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "checks/reply.hpp"
#include "checks/target.hpp"

namespace labcheck::checks {
namespace {

constexpr std::int64_t largest_body = 4'194'304;

Result<Url> server_of(const std::string& text, std::uint16_t default_port) {
  if (text.find("://") != std::string::npos) {
    return read_url(text);
  }
  LABCHECK_TRY_ASSIGN(auto where, read_target(text, default_port));
  return Url{.scheme = "http", .where = std::move(where), .target = "/"};
}

}  // namespace

std::vector<ParameterSpec> api_parameters(std::string_view about_server) {
  return {
      {.name = "server", .kind = ValueKind::text, .about = about_server, .required = true},
      {.name = "user", .kind = ValueKind::text, .about = "user for basic authentication"},
      {.name = "password", .kind = ValueKind::text, .about = "password for basic authentication"},
      {.name = "verify",
       .kind = ValueKind::boolean,
       .about = "whether the TLS certificate must be trusted",
       .fallback = "true"},
  };
}

std::vector<FactSpec> api_facts(std::string_view about_refusal) {
  return {
      {.name = "connected", .kind = ValueKind::boolean, .about = "whether the server takes connections"},
      {.name = "reason", .kind = ValueKind::text, .about = "why there is no connection, in words"},
      {.name = "failure",
       .kind = ValueKind::text,
       .about = "what was wrong with a reply that is none of this service's"},
      {.name = "status", .kind = ValueKind::integer, .about = "the HTTP status code"},
      {.name = "done", .kind = ValueKind::boolean, .about = "whether the service did what it was asked"},
      {.name = "refused",
       .kind = ValueKind::map,
       .about = "the service's refusal",
       .fields = {{.name = "code", .kind = ValueKind::text, .about = about_refusal},
                  {.name = "message", .kind = ValueKind::text, .about = "the service's words"}}},
  };
}

std::string api_complaint(const Value& parameters, std::uint16_t default_port) {
  const auto server = text_of(parameters, "server");
  if (!has_references(server)) {
    if (const auto read = server_of(server, default_port); !read) {
      return read.error().message;
    }
  }
  if (given(parameters, "password") != given(parameters, "user")) {
    return given(parameters, "user") ? "user needs a password" : "password needs a user";
  }
  return "";
}

Result<Request> api_request(const Value& parameters, std::uint16_t default_port, ApiCall call) {
  LABCHECK_TRY_ASSIGN(auto url, server_of(text_of(parameters, "server"), default_port));
  while (url.target.ends_with('/')) {
    url.target.pop_back();
  }
  Value details{{"method", call.method},
                {"scheme", url.scheme},
                {"target", url.target + call.path},
                {"times", 1},
                {"follow", 0},
                {"verify", flag_of(parameters, "verify", true)},
                {"max_body", largest_body},
                {"headers", std::move(call.headers)},
                {"body", std::move(call.body)}};
  for (const auto* name : {"user", "password"}) {
    if (given(parameters, name)) {
      details[name] = text_of(parameters, name);
    }
  }
  return Exchange{.protocol = "http", .host = url.where.host, .port = url.where.port, .details = std::move(details)};
}

Result<ApiReply> read_api_reply(const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto responses, list_member(answer.reply, "responses"));
  if (responses.size() != 1) {
    return unreadable(fmt::format("{} replies came to one request", responses.size()));
  }
  const auto& response = responses.front();
  LABCHECK_TRY_ASSIGN(const auto connected, member<bool>(response, "connected"));
  ApiReply reply;
  reply.facts = {{"connected", connected}, {"done", false}};
  if (!connected || response.contains("failure")) {
    const auto* name = connected ? "failure" : "reason";
    LABCHECK_TRY_ASSIGN(reply.facts[name], member<std::string>(response, name));
    return reply;
  }
  LABCHECK_TRY_ASSIGN(reply.status, member<std::int64_t>(response, "status"));
  LABCHECK_TRY_ASSIGN(reply.body, member<std::string>(response, "body"));
  LABCHECK_TRY_ASSIGN(reply.headers, member<Value>(response, "headers"));
  reply.facts["status"] = reply.status;
  reply.json = read_json(reply.body);
  reply.spoke = true;
  return reply;
}

Value api_failure(ApiReply reply, std::string_view failure) {
  reply.facts["failure"] = failure;
  return std::move(reply.facts);
}

Value api_refusal(ApiReply reply, std::string_view code, std::string_view message) {
  reply.facts["refused"] = {{"code", valid_utf8(code)}, {"message", excerpt(message)}};
  return std::move(reply.facts);
}

std::string percent_encoded(std::string_view text) {
  std::string encoded;
  for (const char letter : text) {
    const bool plain = (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') ||
                       (letter >= 'A' && letter <= 'Z') || std::string_view{"-._~"}.find(letter) != std::string::npos;
    encoded += plain ? std::string(1, letter) : fmt::format("%{:02X}", static_cast<unsigned char>(letter));
  }
  return encoded;
}

std::vector<std::string_view> asked_of(const Value& parameters, const std::vector<std::string_view>& names) {
  std::vector<std::string_view> found;
  std::copy_if(names.begin(), names.end(), std::back_inserter(found), [&](std::string_view name) {
    return given(parameters, name) && parameters.at(std::string{name}) != false;
  });
  return found;
}

}  // namespace labcheck::checks
