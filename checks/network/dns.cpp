#include <algorithm>

#include <fmt/format.h>

#include <labcheck/check_type.hpp>

#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "checks/reply.hpp"
#include "checks/target.hpp"

namespace labcheck::checks {
namespace {

constexpr std::uint16_t dns_port = 53;

std::vector<ParameterSpec> parameters() {
  return {
      {.name = "name",
       .kind = ValueKind::text,
       .about = "the name to ask for; of type PTR also an address",
       .required = true},
      {.name = "server", .kind = ValueKind::text, .about = "the name server: host or host:port", .required = true},
      {.name = "type",
       .kind = ValueKind::text,
       .about = "the record type; AXFR asks for the whole zone",
       .fallback = "A",
       .choices = {"A", "AAAA", "CNAME", "MX", "NS", "PTR", "SOA", "SRV", "TXT", "CAA", "AXFR"}},
      {.name = "recurse",
       .kind = ValueKind::boolean,
       .about = "whether the server is asked to look elsewhere",
       .fallback = "true"},
  };
}

std::vector<FactSpec> facts() {
  return {
      {.name = "connected", .kind = ValueKind::boolean, .about = "whether the server takes TCP connections"},
      {.name = "reason", .kind = ValueKind::text, .about = "why there is no connection, in words"},
      {.name = "status", .kind = ValueKind::text, .about = "NOERROR, NXDOMAIN, REFUSED, SERVFAIL, …"},
      {.name = "answers",
       .kind = ValueKind::list,
       .about = "the data of the records of the asked type, sorted, names without a dot at the end",
       .element = ValueKind::text},
      {.name = "authoritative", .kind = ValueKind::boolean, .about = "whether the server answers for its own zone"},
      {.name = "recursive", .kind = ValueKind::boolean, .about = "whether the server offers to look elsewhere"},
      {.name = "records",
       .kind = ValueKind::list,
       .about = "every record of the answer: {name, type, ttl, data}",
       .element = ValueKind::map},
      {.name = "serial", .kind = ValueKind::integer, .about = "of the first SOA record"},
      {.name = "failure", .kind = ValueKind::text, .about = "what is wrong with what came, when it is no DNS answer"},
  };
}

std::string complaint(const Value& parameters) {
  if (auto wrong = target_complaint(text_of(parameters, "server"), dns_port); !wrong.empty()) {
    return wrong;
  }
  const auto name = text_of(parameters, "name");
  return name.empty() || name.size() > 254 ? fmt::format("name has {} characters, outside 1-254", name.size()) : "";
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  LABCHECK_TRY_ASSIGN(const auto server, read_target(text_of(parameters, "server"), dns_port));
  const auto type = text_of(parameters, "type");
  return Exchange{.protocol = "dns",
                  .host = server.host,
                  .port = server.port,
                  .details = {{"name", text_of(parameters, "name")},
                              {"type", type.empty() ? "A" : type},
                              {"recurse", flag_of(parameters, "recurse", true)}}};
}

/// The answer's records as facts.
Result<Value> read_records(const Value& parameters, const Value& reply) {
  Value facts{{"connected", true}};
  LABCHECK_TRY_ASSIGN(facts["status"], member<std::string>(reply, "status"));
  LABCHECK_TRY_ASSIGN(facts["authoritative"], member<bool>(reply, "authoritative"));
  LABCHECK_TRY_ASSIGN(facts["recursive"], member<bool>(reply, "recursive"));
  LABCHECK_TRY_ASSIGN(facts["records"], list_member(reply, "records"));
  const auto asked = given(parameters, "type") ? text_of(parameters, "type") : std::string{"A"};
  std::vector<std::string> answers;
  for (const auto& record : facts["records"]) {
    LABCHECK_TRY_ASSIGN(const auto type, member<std::string>(record, "type"));
    LABCHECK_TRY_ASSIGN(auto data, member<std::string>(record, "data"));
    if (type == "SOA" && !facts.contains("serial")) {
      const auto words = split(data, ' ');
      const auto serial = words.size() == 7 ? read_integer(words[2]) : std::nullopt;
      if (serial) {
        facts["serial"] = *serial;
      }
    }
    if (type == asked) {
      answers.push_back(std::move(data));
    }
  }
  std::sort(answers.begin(), answers.end());
  facts["answers"] = std::move(answers);
  return facts;
}

Result<Value> read(const Value& parameters, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto connected, member<bool>(answer.reply, "connected"));
  if (!connected) {
    Value facts{{"connected", false}};
    LABCHECK_TRY_ASSIGN(facts["reason"], member<std::string>(answer.reply, "reason"));
    return facts;
  }
  if (answer.reply.contains("failure")) {
    Value facts{{"connected", true}};
    LABCHECK_TRY_ASSIGN(facts["failure"], member<std::string>(answer.reply, "failure"));
    return facts;
  }
  return read_records(parameters, answer.reply);
}

}  // namespace

CheckType dns() {
  return {
      .name = "dns",
      .subject = "network",
      .about = "what a name server answers, over TCP",
      .reach = Reach::protocol,
      .main_parameter = "name",
      .parameters = parameters(),
      .facts = facts(),
      .example =
          "on: client\ndns: {name: www.lab.example, server: 192.168.10.53}\nexpect: {answers: [192.168.10.11], "
          "authoritative: true}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
