#pragma once

#include <memory>
#include <string>

#include "load/document.hpp"
#include "plan/plan.hpp"
#include "plan/prepare.hpp"

/// What the plan tests share: two check types of their own, nodes out of YAML, and a small lab.
namespace plan_test {

using namespace labcheck;

inline Node yaml(const std::string& text) {
  Diagnostics diagnostics;
  auto node = load::parse_document("s.yaml", text, diagnostics);
  if (!diagnostics.empty()) {
    throw std::runtime_error(to_string(diagnostics[0]));
  }
  return node;
}

/// A host type whose script gets each of its values as an argument.
inline const CheckType& probe_type() {
  static const CheckType type{
      .name = "probe",
      .main_parameter = "port",
      .parameters = {{.name = "port", .kind = ValueKind::port, .required = true},
                     {.name = "text", .kind = ValueKind::text},
                     {.name = "count", .kind = ValueKind::integer, .fallback = "3"},
                     {.name = "mode", .kind = ValueKind::text, .fallback = "tcp", .choices = {"tcp", "udp"}},
                     {.name = "run", .kind = ValueKind::script},
                     {.name = "list", .kind = ValueKind::list, .fallback = "[1, \"b\"]"},
                     {.name = "words", .kind = ValueKind::list, .element = ValueKind::text},
                     {.name = "changes", .kind = ValueKind::boolean, .fallback = "false"}},
      .facts = {{.name = "listening", .kind = ValueKind::boolean},
                {.name = "size", .kind = ValueKind::integer},
                {.name = "name", .kind = ValueKind::text},
                {.name = "age", .kind = ValueKind::duration},
                {.name = "ports", .kind = ValueKind::list, .element = ValueKind::integer},
                {.name = "json", .kind = ValueKind::map},
                {.name = "refused", .kind = ValueKind::map, .fields = {{.name = "code", .kind = ValueKind::text}}}},
      .phase = [](const Value& parameters) { return parameters.value("changes", false) ? Phase::write : Phase::read; },
      .complaint =
          [](const Value& parameters) {
            return std::string{parameters.contains("text") && parameters["text"] == "bad" ? "'bad' is bad" : ""};
          },
      .request = [](const Value& parameters) -> Result<Request> {
        Script script{.text = "probe \"$@\"\n"};
        for (const auto& [name, value] : parameters.items()) {
          script.arguments.push_back(name + "=" + (value.is_string() ? value.get<std::string>() : dump(value)));
        }
        return script;
      },
  };
  return type;
}

inline const CheckType& web_type() {
  static const CheckType type{
      .name = "web",
      .reach = Reach::protocol,
      .parameters = {{.name = "host", .kind = ValueKind::text, .required = true},
                     {.name = "times", .kind = ValueKind::integer, .fallback = "1"},
                     {.name = "headers", .kind = ValueKind::map}},
      .facts = {{.name = "status", .kind = ValueKind::integer, .per_request = true}},
      .phase = [](const Value&) { return Phase::read; },
      .request = [](const Value& parameters) -> Result<Request> {
        return Exchange{.protocol = "web", .host = parameters["host"], .port = 80, .details = parameters};
      },
  };
  return type;
}

inline Selector on_role(const std::string& role) {
  return {.role = role, .text = role};
}

inline Step step(const CheckType& type, const std::string& parameters, const Selector& on = on_role("lb")) {
  Step made{.type = &type, .on = on};
  for (const auto& entry : yaml(parameters).entries) {
    made.parameters[entry.key] = entry.value;
  }
  made.place = {.file = std::make_shared<const std::string>("s.yaml"), .line = 9, .column = 3};
  return made;
}

inline Check check(const std::string& id, std::vector<std::string> needs = {}, Phase phase = Phase::read) {
  Check made{.id = id, .alternatives = {{step(probe_type(), "port: 80")}}, .needs = std::move(needs), .phase = phase};
  made.place = {.file = std::make_shared<const std::string>("s.yaml"), .line = 5, .column = 1};
  return made;
}

inline Scenario lab_scenario(std::vector<Check> checks = {}) {
  Scenario scenario{.id = "junior/web", .level = "junior"};
  scenario.roles = {{.name = "lb"}, {.name = "web", .count = 2}, {.name = "client", .owner = "proctor"}};
  scenario.skills.push_back({.code = "2.2.3", .checks = std::move(checks)});
  return scenario;
}

inline RosterHost host(const std::string& role, int index, const std::string& address) {
  RosterHost made{.role = role, .index = index, .connect_host = address, .address = address};
  made.place = {.file = std::make_shared<const std::string>("r.yaml"), .line = 4, .column = 9};
  return made;
}

inline Candidate lab_candidate(const std::string& id = "c01") {
  Candidate candidate{.id = id, .name = "张三", .seat = "A-01"};
  candidate.hosts = {host("lb", 0, "10.0.0.1"), host("web", 0, "10.0.0.2"), host("web", 1, "10.0.0.3"),
                     host("client", 0, "10.0.0.4")};
  candidate.hosts[0].connect_host = "203.0.113.7";
  candidate.place = {.file = std::make_shared<const std::string>("r.yaml"), .line = 2, .column = 5};
  return candidate;
}

inline std::shared_ptr<const Roster> roster_of(std::vector<Candidate> candidates) {
  return std::make_shared<const Roster>(Roster{.candidates = std::move(candidates)});
}

inline Result<Plan> plan_of(Scenario scenario, Parameters parameters = {}, const plan::Selection& selection = {}) {
  std::vector<Draw> draws{{.candidate = "c01", .scenario = scenario.id, .parameters = std::move(parameters)}};
  return plan::make_plan({std::make_shared<const Scenario>(std::move(scenario))}, roster_of({lab_candidate()}), draws,
                         selection);
}

}  // namespace plan_test
