#include <algorithm>

#include <labcheck/ascii.hpp>
#include <labcheck/check_type.hpp>

#include "checks/network/mail_request.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "checks/reply.hpp"

namespace labcheck::checks {
namespace {

constexpr UsualPorts ports{.plain = 25, .implicit = 465};

std::vector<ParameterSpec> parameters() {
  auto all = server_parameters("the mail server: host or host:port (25; 465 with tls: implicit)");
  const std::vector<ParameterSpec> more{
      {.name = "user", .kind = ValueKind::text, .about = "who logs in"},
      {.name = "password", .kind = ValueKind::text, .about = "the user's password"},
      {.name = "hello",
       .kind = ValueKind::text,
       .about = "the name that the agent introduces itself by",
       .fallback = "labcheck.invalid"},
      {.name = "from", .kind = ValueKind::text, .about = "the sender's address"},
      {.name = "to",
       .kind = ValueKind::list,
       .about = "the recipients' addresses; without a subject only whether the server would take mail for them",
       .element = ValueKind::text},
      {.name = "subject", .kind = ValueKind::text, .about = "of a mail that is sent to them"},
      {.name = "body", .kind = ValueKind::text, .about = "its text"},
  };
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

std::vector<FactSpec> facts() {
  auto all = server_facts();
  const std::vector<FactSpec> more{
      {.name = "greeting", .kind = ValueKind::text, .about = "the server's first words, without the code"},
      {.name = "extensions",
       .kind = ValueKind::list,
       .about = "what the server says it can, line by line: STARTTLS, SIZE 10240000, AUTH PLAIN LOGIN",
       .element = ValueKind::text},
      {.name = "said",
       .kind = ValueKind::text,
       .about = "its last words when it took everything: 2.0.0 Ok: queued as …"},
      {.name = "refused",
       .kind = ValueKind::map,
       .about = "its refusal of the login (535), of a recipient (554 or 454 for mail that it won't relay), …",
       .fields = {{.name = "code", .kind = ValueKind::text, .about = "the reply's code; none where it offers no way"},
                  {.name = "message", .kind = ValueKind::text, .about = "the server's words"},
                  {.name = "stage",
                   .kind = ValueKind::text,
                   .about = "greeting, hello, starttls, login, sender, recipient or content"}}},
  };
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

bool is_address(const std::string& address) {
  return !holds_controls(address) && address.find_first_of(" <>") == std::string::npos;
}

std::string complaint(const Value& parameters) {
  if (auto wrong = server_complaint(parameters, ports); !wrong.empty()) {
    return wrong;
  }
  const auto recipients = texts_of(parameters, "to");
  if (given(parameters, "from") != !recipients.empty()) {
    return recipients.empty() ? "from needs the recipients in to" : "to needs the sender in from";
  }
  if (given(parameters, "subject") && recipients.empty()) {
    return "a mail needs from and to";
  }
  if (given(parameters, "body") && !given(parameters, "subject")) {
    return "body needs a subject";
  }
  const auto subject = text_of(parameters, "subject");
  const bool plain =
      std::all_of(subject.begin(), subject.end(), [](char letter) { return letter >= ' ' && letter < 127; });
  if (!plain) {
    return "subject must be of plain ASCII";
  }
  const bool good = std::all_of(recipients.begin(), recipients.end(),
                                [](const auto& address) { return !address.empty() && is_address(address); });
  if (!good || !is_address(text_of(parameters, "from"))) {
    return "an address of from or to holds a blank, a bracket or a control character, or is empty";
  }
  if (given(parameters, "hello") && !is_name(text_of(parameters, "hello"), ".-[]:")) {
    return "hello is no name of a host";
  }
  return "";
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  LABCHECK_TRY_ASSIGN(auto exchange, server_exchange("smtp", parameters, ports));
  auto& details = exchange.details;
  details["hello"] = given(parameters, "hello") ? text_of(parameters, "hello") : "labcheck.invalid";
  if (given(parameters, "to")) {
    details["from"] = text_of(parameters, "from");
    details["to"] = texts_of(parameters, "to");
  }
  if (given(parameters, "subject")) {
    details["subject"] = text_of(parameters, "subject");
    details["body"] = text_of(parameters, "body");
  }
  return exchange;
}

Result<Value> read(const Value&, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(auto facts, read_server(answer.reply));
  if (answer.reply.contains("extensions")) {
    LABCHECK_TRY_ASSIGN(facts["extensions"], list_member(answer.reply, "extensions"));
  }
  if (facts["done"] == true) {
    LABCHECK_TRY_ASSIGN(facts["said"], member<std::string>(answer.reply, "said"));
  }
  return facts;
}

Phase phase(const Value& parameters) {
  return given(parameters, "subject") ? Phase::write : Phase::read;
}

}  // namespace

CheckType smtp() {
  return {
      .name = "smtp",
      .subject = "network",
      .about = "a talk with a mail server: a login, whom it takes mail for, a mail sent",
      .reach = Reach::protocol,
      .main_parameter = "server",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{done: true}",
      .example =
          "on: client\nsmtp: {server: 192.168.10.25, from: a@lab.example, to: [li@lab.example]}\n"
          "expect: {done: true, extensions: {has: STARTTLS}}\n",
      .phase = phase,
      .undoes = never_undoes,
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
