#include <fmt/format.h>

#include <labcheck/check_type.hpp>

#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "checks/reply.hpp"
#include "checks/target.hpp"

namespace labcheck::checks {
namespace {

constexpr std::uint16_t ssh_port = 22;

std::vector<ParameterSpec> parameters() {
  return {
      {.name = "target", .kind = ValueKind::text, .about = "the SSH server: host or host:port", .required = true},
      {.name = "user", .kind = ValueKind::text, .about = "who wants to log in", .required = true},
      {.name = "password", .kind = ValueKind::text, .about = "tried once; without it only the methods are asked for"},
  };
}

std::vector<FactSpec> facts() {
  return {
      {.name = "connected", .kind = ValueKind::boolean, .about = "whether the server takes connections"},
      {.name = "reason", .kind = ValueKind::text, .about = "why there is no connection, in words"},
      {.name = "failure", .kind = ValueKind::text, .about = "what is wrong with what came, when it is no SSH server"},
      {.name = "banner", .kind = ValueKind::text, .about = "how the server names itself"},
      {.name = "host_key", .kind = ValueKind::text, .about = "the host key's type and SHA-256 fingerprint"},
      {.name = "methods",
       .kind = ValueKind::list,
       .about = "the ways of logging in that the server offers to this user",
       .element = ValueKind::text},
      {.name = "accepted",
       .kind = ValueKind::boolean,
       .about = "whether the password let the user in (or nothing was wanted); false where no password is taken"},
  };
}

std::string complaint(const Value& parameters) {
  if (auto wrong = target_complaint(text_of(parameters, "target"), ssh_port); !wrong.empty()) {
    return wrong;
  }
  return text_of(parameters, "user").empty() ? "user is empty" : "";
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  LABCHECK_TRY_ASSIGN(const auto target, read_target(text_of(parameters, "target"), ssh_port));
  Value details{{"user", text_of(parameters, "user")}};
  if (given(parameters, "password")) {
    details["password"] = text_of(parameters, "password");
  }
  return Exchange{.protocol = "ssh_login", .host = target.host, .port = target.port, .details = std::move(details)};
}

Result<Value> read(const Value& parameters, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto connected, member<bool>(answer.reply, "connected"));
  Value facts{{"connected", connected}};
  if (!connected) {
    LABCHECK_TRY_ASSIGN(facts["reason"], member<std::string>(answer.reply, "reason"));
    return facts;
  }
  if (answer.reply.contains("failure")) {
    LABCHECK_TRY_ASSIGN(facts["failure"], member<std::string>(answer.reply, "failure"));
    return facts;
  }
  LABCHECK_TRY_ASSIGN(facts["banner"], member<std::string>(answer.reply, "banner"));
  LABCHECK_TRY_ASSIGN(facts["host_key"], member<std::string>(answer.reply, "host_key"));
  LABCHECK_TRY_ASSIGN(facts["methods"], list_member(answer.reply, "methods"));
  for (const auto& method : facts["methods"]) {
    if (!method.is_string()) {
      return unreadable("the client's reply has a method that is no text");
    }
  }
  if (given(parameters, "password") || answer.reply.contains("accepted")) {
    LABCHECK_TRY_ASSIGN(facts["accepted"], member<bool>(answer.reply, "accepted"));
  }
  return facts;
}

}  // namespace

CheckType ssh_login() {
  return {
      .name = "ssh_login",
      .subject = "network",
      .about = "which ways of logging in an SSH server offers to a user, and whether a password lets the user in",
      .reach = Reach::protocol,
      .main_parameter = "target",
      .parameters = parameters(),
      .facts = facts(),
      .example = "on: client\nssh_login: {target: 192.168.10.11, user: root}\nexpect: {methods: [publickey]}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
