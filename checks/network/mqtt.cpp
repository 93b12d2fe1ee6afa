#include <fmt/format.h>

#include <labcheck/ascii.hpp>
#include <labcheck/check_type.hpp>
#include <labcheck/reference.hpp>

#include "checks/network/mail_request.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "checks/reply.hpp"
#include "checks/target.hpp"

namespace labcheck::checks {
namespace {

constexpr std::uint16_t plain_port = 1883;
constexpr std::uint16_t tls_port = 8883;
constexpr std::int64_t most_messages = 100;
constexpr std::int64_t longest_wait = 60;

std::vector<ParameterSpec> parameters() {
  return {
      {.name = "server",
       .kind = ValueKind::text,
       .about = "the broker: host or host:port (1883; 8883 with tls)",
       .required = true},
      {.name = "tls", .kind = ValueKind::boolean, .about = "whether TLS is spoken", .fallback = "false"},
      {.name = "verify",
       .kind = ValueKind::boolean,
       .about = "whether the TLS certificate must be trusted",
       .fallback = "true"},
      {.name = "version",
       .kind = ValueKind::text,
       .about = "of MQTT; with 3.1.1 a broker can't say that it refuses a message",
       .fallback = "5",
       .choices = {"3.1.1", "5"}},
      {.name = "client", .kind = ValueKind::text, .about = "the client's identifier; without it the broker gives one"},
      {.name = "user", .kind = ValueKind::text, .about = "who logs in"},
      {.name = "password", .kind = ValueKind::text, .about = "the user's password"},
      {.name = "subscribe", .kind = ValueKind::text, .about = "a topic or filter (sensors/+/temperature) to listen to"},
      {.name = "topic", .kind = ValueKind::text, .about = "where a message is published, after subscribing"},
      {.name = "message", .kind = ValueKind::text, .about = "the message; an empty one takes a kept one away"},
      {.name = "retain",
       .kind = ValueKind::boolean,
       .about = "whether the broker keeps it for those who subscribe later",
       .fallback = "false"},
      {.name = "count", .kind = ValueKind::integer, .about = "how many messages are waited for", .fallback = "1"},
      {.name = "wait",
       .kind = ValueKind::integer,
       .about = "for how many seconds at most; what has come by then counts",
       .fallback = "5"},
  };
}

std::vector<FactSpec> facts() {
  return {
      {.name = "connected", .kind = ValueKind::boolean, .about = "whether the broker takes connections"},
      {.name = "reason", .kind = ValueKind::text, .about = "why there is no connection, in words"},
      {.name = "failure", .kind = ValueKind::text, .about = "what was wrong with what speaks no MQTT or breaks off"},
      {.name = "accepted", .kind = ValueKind::boolean, .about = "whether the login was accepted"},
      {.name = "done", .kind = ValueKind::boolean, .about = "whether the broker took all that was asked of it"},
      {.name = "refused",
       .kind = ValueKind::map,
       .about = "its refusal of the login (134 or 135; 4 or 5 in 3.1.1), the subscription or the message",
       .fields = {{.name = "code", .kind = ValueKind::text, .about = "MQTT's reason code"},
                  {.name = "message", .kind = ValueKind::text, .about = "the code in words"},
                  {.name = "stage", .kind = ValueKind::text, .about = "login, subscribe or publish"}}},
      {.name = "messages",
       .kind = ValueKind::list,
       .about = "the texts of the messages that came, in their order",
       .element = ValueKind::text},
      {.name = "topics", .kind = ValueKind::list, .about = "where each was published", .element = ValueKind::text},
      {.name = "retained",
       .kind = ValueKind::list,
       .about = "whether the broker had kept each from before",
       .element = ValueKind::boolean},
  };
}

std::uint16_t usual_port(const Value& parameters) {
  return flag_of(parameters, "tls", false) ? tls_port : plain_port;
}

std::string topic_complaint(const Value& parameters) {
  if (given(parameters, "topic") != given(parameters, "message")) {
    return given(parameters, "topic") ? "topic needs a message" : "message needs a topic";
  }
  if (text_of(parameters, "topic").find_first_of("+#") != std::string::npos) {
    return "a topic to publish to holds no + and no #";
  }
  if (flag_of(parameters, "retain", false) && !given(parameters, "topic")) {
    return "retain belongs to a message";
  }
  return "";
}

std::string complaint(const Value& parameters) {
  if (auto wrong = target_complaint(text_of(parameters, "server"), usual_port(parameters)); !wrong.empty()) {
    return wrong;
  }
  for (const auto* name : {"client", "user", "password", "subscribe", "topic"}) {
    if (holds_controls(text_of(parameters, name))) {
      return fmt::format("{} holds a control character", name);
    }
    if (given(parameters, name) && text_of(parameters, name).empty()) {
      return fmt::format("{} is empty", name);
    }
  }
  if (given(parameters, "user") != given(parameters, "password")) {
    return given(parameters, "user") ? "user needs a password" : "password belongs to user";
  }
  const auto count = integer_of(parameters, "count", 1);
  const auto wait = integer_of(parameters, "wait", 5);
  if (count < 1 || count > most_messages) {
    return fmt::format("count is {}, outside 1-{}", count, most_messages);
  }
  if (wait < 1 || wait > longest_wait) {
    return fmt::format("wait is {}, outside 1-{}", wait, longest_wait);
  }
  return topic_complaint(parameters);
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  LABCHECK_TRY_ASSIGN(const auto server, read_target(text_of(parameters, "server"), usual_port(parameters)));
  Value details{{"tls", flag_of(parameters, "tls", false)},
                {"verify", flag_of(parameters, "verify", true)},
                {"retain", flag_of(parameters, "retain", false)},
                {"count", integer_of(parameters, "count", 1)},
                {"wait_ms", 1'000 * integer_of(parameters, "wait", 5)}};
  for (const auto* name : {"version", "client", "user", "password", "subscribe", "topic", "message"}) {
    if (given(parameters, name)) {
      details[name] = text_of(parameters, name);
    }
  }
  return Exchange{.protocol = "mqtt", .host = server.host, .port = server.port, .details = std::move(details)};
}

Result<Value> read(const Value& parameters, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(auto facts, read_server(answer.reply));
  if (facts["done"] != true || !given(parameters, "subscribe")) {
    return facts;
  }
  LABCHECK_TRY_ASSIGN(const auto messages, list_member(answer.reply, "messages"));
  for (const auto* name : {"messages", "topics", "retained"}) {
    facts[name] = Value::array();
  }
  for (const auto& message : messages) {
    LABCHECK_TRY_ASSIGN(const auto payload, member<std::string>(message, "payload"));
    LABCHECK_TRY_ASSIGN(const auto topic, member<std::string>(message, "topic"));
    LABCHECK_TRY_ASSIGN(const auto retained, member<bool>(message, "retained"));
    facts["messages"].push_back(payload);
    facts["topics"].push_back(topic);
    facts["retained"].push_back(retained);
  }
  return facts;
}

Phase phase(const Value& parameters) {
  return flag_of(parameters, "retain", false) ? Phase::write : Phase::read;
}

}  // namespace

CheckType mqtt() {
  return {
      .name = "mqtt",
      .subject = "network",
      .about = "a talk with an MQTT broker: a login, a subscription, a message published and those that come in",
      .reach = Reach::protocol,
      .main_parameter = "server",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{done: true}",
      .example =
          "on: client\nmqtt: {server: 192.168.10.40, user: li, password: secret, subscribe: \"lab/#\", topic: lab/x, "
          "message: hello}\nexpect: {messages: [hello]}\n",
      .phase = phase,
      .undoes = never_undoes,
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
