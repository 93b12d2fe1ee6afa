#include <fmt/format.h>

#include <labcheck/check_type.hpp>

#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "checks/reply.hpp"
#include "checks/target.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {
      {.name = "target",
       .kind = ValueKind::text,
       .about = "host:port, with [brackets] around an IPv6 address",
       .required = true},
      {.name = "send", .kind = ValueKind::text, .about = "what to say once connected"},
      {.name = "receive", .kind = ValueKind::integer, .about = "how many bytes to read at most (4096 with until)"},
      {.name = "until", .kind = ValueKind::text, .about = "read until this text has come"},
      {.name = "silence",
       .kind = ValueKind::text,
       .about = "what no answer at all within the time is: an error, or a fact (a firewall that drops); as a fact it "
                "wants a step in the same check that shows the same way working",
       .fallback = "error",
       .choices = {"error", "fact"}},
  };
}

std::vector<FactSpec> facts() {
  return {
      {.name = "connected", .kind = ValueKind::boolean, .about = "whether the connection came about"},
      {.name = "received", .kind = ValueKind::text, .about = "what the service said"},
      {.name = "reason", .kind = ValueKind::text, .about = "why there is no connection, in words"},
      {.name = "silent", .kind = ValueKind::boolean, .about = "whether nothing answered; known with silence: fact"},
  };
}

constexpr std::int64_t receive_by_default = 4096;
constexpr std::int64_t receive_at_most = 1'048'576;

std::string complaint(const Value& parameters) {
  const auto bytes = integer_of(parameters, "receive", receive_by_default);
  if (bytes < 0 || bytes > receive_at_most) {
    return fmt::format("receive is {}, outside 0-{}", bytes, receive_at_most);
  }
  if (given(parameters, "until") && text_of(parameters, "until").empty()) {
    return "until is empty";
  }
  return target_complaint(text_of(parameters, "target"));
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  LABCHECK_TRY_ASSIGN(const auto target, read_target(text_of(parameters, "target")));
  Value details = Value::object();
  for (const auto* name : {"send", "until"}) {
    if (given(parameters, name)) {
      details[name] = text_of(parameters, name);
    }
  }
  if (text_of(parameters, "silence") == "fact") {
    details["silence"] = true;
  }
  details["receive"] = integer_of(parameters, "receive", given(parameters, "until") ? receive_by_default : 0);
  return Exchange{.protocol = "tcp", .host = target.host, .port = target.port, .details = std::move(details)};
}

Result<Value> read(const Value& parameters, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto connected, member<bool>(answer.reply, "connected"));
  Value facts{{"connected", connected}};
  const auto* told = connected ? "received" : "reason";
  LABCHECK_TRY_ASSIGN(facts[told], member<std::string>(answer.reply, told));
  if (text_of(parameters, "silence") == "fact") {
    facts["silent"] = false;
    if (answer.reply.contains("silent")) {
      LABCHECK_TRY_ASSIGN(facts["silent"], member<bool>(answer.reply, "silent"));
    }
  }
  return facts;
}

}  // namespace

CheckType tcp() {
  return {
      .name = "tcp",
      .subject = "network",
      .about = "a TCP connection to a service, with what it says",
      .reach = Reach::protocol,
      .main_parameter = "target",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{connected: true}",
      .example =
          "on: client\ntcp: {target: \"192.168.10.11:25\", until: \"\\n\"}\nexpect: {received: {matches: \"^220 "
          ".*\\\\s*$\"}}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
