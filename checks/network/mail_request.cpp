#include "checks/network/mail_request.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <labcheck/ascii.hpp>

#include "checks/parameters.hpp"
#include "checks/reply.hpp"
#include "checks/target.hpp"

namespace labcheck::checks {
namespace {

std::uint16_t usual_port(const Value& parameters, UsualPorts ports) {
  return text_of(parameters, "tls") == "implicit" ? ports.implicit : ports.plain;
}

}  // namespace

std::vector<ParameterSpec> server_parameters(std::string_view about) {
  return {
      {.name = "server", .kind = ValueKind::text, .about = about, .required = true},
      {.name = "tls",
       .kind = ValueKind::text,
       .about = "in the clear, TLS asked for by STARTTLS before anything else is said, or from the first byte on",
       .fallback = "none",
       .choices = {"none", "starttls", "implicit"}},
      {.name = "verify",
       .kind = ValueKind::boolean,
       .about = "whether the TLS certificate must be trusted",
       .fallback = "true"},
  };
}

std::vector<FactSpec> server_facts() {
  return {
      {.name = "connected", .kind = ValueKind::boolean, .about = "whether the server takes connections"},
      {.name = "reason", .kind = ValueKind::text, .about = "why there is no connection, in words"},
      {.name = "failure",
       .kind = ValueKind::text,
       .about = "what was wrong with a server that speaks another protocol or breaks off, or with its TLS"},
      {.name = "accepted",
       .kind = ValueKind::boolean,
       .about = "whether the login was accepted; true as well where the server took whoever did not log in"},
      {.name = "done", .kind = ValueKind::boolean, .about = "whether the server took all that was asked of it"},
  };
}

std::string server_complaint(const Value& parameters, UsualPorts ports, std::string_view user) {
  if (auto wrong = target_complaint(text_of(parameters, "server"), usual_port(parameters, ports)); !wrong.empty()) {
    return wrong;
  }
  const std::string who{user};
  for (const auto& name : {who, std::string{"password"}}) {
    if (holds_controls(text_of(parameters, name))) {
      return fmt::format("{} holds a control character", name);
    }
  }
  if (given(parameters, who) && text_of(parameters, who).empty()) {
    return fmt::format("{} is empty", who);
  }
  if (given(parameters, "password") != given(parameters, who)) {
    return given(parameters, who) ? fmt::format("{} needs a password", who)
                                  : fmt::format("password belongs to {}", who);
  }
  return "";
}

Result<Exchange> server_exchange(std::string_view protocol, const Value& parameters, UsualPorts ports) {
  LABCHECK_TRY_ASSIGN(const auto server, read_target(text_of(parameters, "server"), usual_port(parameters, ports)));
  const auto tls = text_of(parameters, "tls");
  Value details{{"tls", tls.empty() ? "none" : tls}, {"verify", flag_of(parameters, "verify", true)}};
  if (given(parameters, "user")) {
    details["user"] = text_of(parameters, "user");
    details["password"] = text_of(parameters, "password");
  }
  return Exchange{
      .protocol = std::string{protocol}, .host = server.host, .port = server.port, .details = std::move(details)};
}

Result<Value> read_server(const Value& reply) {
  LABCHECK_TRY_ASSIGN(const auto connected, member<bool>(reply, "connected"));
  Value facts{{"connected", connected}, {"accepted", false}, {"done", false}};
  if (!connected) {
    LABCHECK_TRY_ASSIGN(facts["reason"], member<std::string>(reply, "reason"));
    return facts;
  }
  LABCHECK_TRY_ASSIGN(facts["accepted"], member<bool>(reply, "accepted"));
  for (const auto* name : {"greeting", "failure"}) {
    if (reply.contains(name)) {
      LABCHECK_TRY_ASSIGN(facts[name], member<std::string>(reply, name));
    }
  }
  if (reply.contains("refused")) {
    LABCHECK_TRY_ASSIGN(facts["refused"], read_refusal(reply));
    if (reply.at("refused").contains("stage")) {
      LABCHECK_TRY_ASSIGN(facts["refused"]["stage"], member<std::string>(reply.at("refused"), "stage"));
    }
  }
  facts["done"] = !facts.contains("refused") && !facts.contains("failure");
  return facts;
}

}  // namespace labcheck::checks
