#include <fmt/format.h>

#include <labcheck/check_type.hpp>

#include "checks/parameters.hpp"
#include "checks/web/api.hpp"
#include "checks/web/prometheus_facts.hpp"

namespace labcheck::checks {
namespace {

constexpr std::uint16_t prometheus_port = 9090;

std::vector<ParameterSpec> parameters() {
  auto all = api_parameters("the Prometheus server: URL, host or host:port");
  all.push_back({.name = "query", .kind = ValueKind::text, .about = "a PromQL expression, evaluated now"});
  all.push_back({.name = "list",
                 .kind = ValueKind::text,
                 .about = "what to list; without it and query the version is asked for",
                 .choices = {"targets", "alerts", "rules", "alertmanagers"}});
  return all;
}

std::vector<FactSpec> facts() {
  auto all = api_facts("Prometheus's type of error (bad_data, execution, …), else the HTTP status");
  const std::vector<FactSpec> asked{
      {.name = "version", .kind = ValueKind::text, .about = "without a question: the server's version"},
      {.name = "value", .kind = ValueKind::number, .about = "of query: the value, when there is exactly one"},
      {.name = "values",
       .kind = ValueKind::list,
       .about = "of query: the value of each series; NaN and infinities are texts"},
      {.name = "samples", .kind = ValueKind::any, .about = "of query: {labels, value} of each series"},
      {.name = "count", .kind = ValueKind::integer, .about = "how many series, targets, alerts or rules there are"},
      {.name = "targets",
       .kind = ValueKind::any,
       .about = "{job, instance, url, health, error, labels} of each target that is scraped"},
      {.name = "up", .kind = ValueKind::integer, .about = "how many targets were scraped well"},
      {.name = "not_up",
       .kind = ValueKind::list,
       .about = "the instances of the other targets, sorted",
       .element = ValueKind::text},
      {.name = "alerts",
       .kind = ValueKind::any,
       .about = "{name, state, labels} of each alert that is pending or firing"},
      {.name = "firing",
       .kind = ValueKind::list,
       .about = "the names of the alerts that fire, sorted",
       .element = ValueKind::text},
      {.name = "rules", .kind = ValueKind::any, .about = "{name, group, type, query, health, state, for} of each rule"},
      {.name = "unhealthy",
       .kind = ValueKind::list,
       .about = "the names of the rules that could not be evaluated, sorted",
       .element = ValueKind::text},
      {.name = "alertmanagers",
       .kind = ValueKind::list,
       .about = "the URLs of the Alertmanagers that are told, sorted",
       .element = ValueKind::text},
  };
  all.insert(all.end(), asked.begin(), asked.end());
  return all;
}

std::string complaint(const Value& parameters) {
  if (auto wrong = api_complaint(parameters, prometheus_port); !wrong.empty()) {
    return wrong;
  }
  if (given(parameters, "query") && given(parameters, "list")) {
    return "query and list exclude each other";
  }
  return given(parameters, "query") && text_of(parameters, "query").empty() ? "query is empty" : "";
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  auto path = std::string{"status/buildinfo"};
  if (given(parameters, "query")) {
    path = "query?query=" + percent_encoded(text_of(parameters, "query"));
  } else if (given(parameters, "list")) {
    const auto list = text_of(parameters, "list");
    path = list == "targets" ? "targets?state=active" : list;
  }
  return api_request(parameters, prometheus_port, {.path = "/api/v1/" + path});
}

Result<Value> read_data(const Value& parameters, const Value& data) {
  if (given(parameters, "query")) {
    return read_prometheus_query(data);
  }
  const auto list = text_of(parameters, "list");
  return list == "targets"         ? read_prometheus_targets(data)
         : list == "alerts"        ? read_prometheus_alerts(data)
         : list == "rules"         ? read_prometheus_rules(data)
         : list == "alertmanagers" ? read_prometheus_alertmanagers(data)
                                   : read_prometheus_version(data);
}

// A proxy in front may refuse in its own words.
Result<Value> read_refusal(ApiReply reply) {
  const auto status = std::to_string(reply.status);
  const bool told = reply.json && reply.json->is_object() && reply.json->value("status", Value()) == "error" &&
                    reply.json->value("errorType", Value()).is_string() &&
                    reply.json->value("error", Value()).is_string();
  const auto code = told ? reply.json->at("errorType").get<std::string>() : status;
  const auto message = told ? reply.json->at("error").get<std::string>() : reply.body;
  return api_refusal(std::move(reply), code, message);
}

Result<Value> read(const Value& parameters, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(auto reply, read_api_reply(answer));
  if (!reply.spoke) {
    return std::move(reply.facts);
  }
  if (reply.status >= 400) {
    return read_refusal(std::move(reply));
  }
  const bool answered = reply.status == 200 && reply.json && reply.json->is_object() &&
                        reply.json->value("status", Value()) == "success" && reply.json->contains("data");
  if (!answered) {
    return api_failure(std::move(reply), "what came is no answer of Prometheus's API");
  }
  LABCHECK_TRY_ASSIGN(const auto found, read_data(parameters, reply.json->at("data")));
  reply.facts["done"] = true;
  reply.facts.update(found);
  return std::move(reply.facts);
}

}  // namespace

CheckType prometheus() {
  return {
      .name = "prometheus",
      .subject = "web",
      .about = "what a Prometheus server sees: targets, queries, alerts and rules",
      .reach = Reach::protocol,
      .main_parameter = "server",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{done: true}",
      .example =
          "on: client\nprometheus: {server: 192.168.10.41, list: targets}\n"
          "expect: {up: {at_least: 2}, not_up: {empty: true}}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
