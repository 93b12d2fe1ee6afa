#include "load/scenario.hpp"

#include <filesystem>
#include <map>
#include <sstream>

#include <doctest/doctest.h>

namespace {

using labcheck::Duration;
using labcheck::MatcherKind;
using labcheck::Phase;
using labcheck::Scenario;
using labcheck::Selector;
using labcheck::ValueKind;
using labcheck::load::Loaded;

const std::string small_standard = R"(labcheck-standard: 1
id: small
title: {en: Small, zh: 小}
levels: [{id: junior, title: {en: Junior, zh: 初级}}]
domains: [{id: "2", title: {en: Two, zh: 二}}]
tasks: [{id: "2.2", title: {en: Networks, zh: 网络}}]
skills: {junior: {2.2.3: {en: Load balancing, zh: 负载均衡}}}
)";

using Files = std::map<std::string, std::string>;

labcheck::load::Sources in_memory(Files files) {
  return [files = std::move(files)](const std::string& path) -> labcheck::Result<std::optional<std::string>> {
    const auto at = files.find(path);
    return at == files.end() ? std::nullopt : std::optional{at->second};
  };
}

std::string scenario_with(const std::string& checks) {
  return R"(labcheck: 1
id: x
title: {en: X, zh: 某}
standard: small
level: junior
roles: {lb: {}, web: {count: 2}}
parameters: {port: {type: port, default: 80}}
connections:
  app: {type: http, on: "web[1]", base: "http://${lb.address}:${port}", follow: 3}
skills:
  - code: 2.2.3
    checks:
)" + checks;
}

Loaded<Scenario> load(const std::string& checks) {
  return labcheck::load::load_scenario(
      "x.yaml", in_memory({{"x.yaml", scenario_with(checks)}, {"standards/small.yaml", small_standard}}), {});
}

labcheck::Check first_check(const std::string& check) {
  const auto loaded = load(check);
  for (const auto& diagnostic : loaded.diagnostics) {
    INFO(to_string(diagnostic));
    CHECK(diagnostic.severity == labcheck::Severity::warning);
  }
  REQUIRE(loaded.value);
  return loaded.value->skills[0].checks[0];
}

labcheck::Step first_step(const std::string& check) {
  return first_check(check).alternatives.at(0).at(0);
}

}  // namespace

TEST_SUITE("load/scenario") {
  TEST_CASE("a bare value is the main parameter, and the type's own expectation applies") {
    const auto step = first_step("      - {id: a, on: lb, port: 80}\n");
    CHECK(step.type->name == "port");
    CHECK(step.parameters.at("port").text == "80");
    REQUIRE(step.expect.size() == 1);
    CHECK(step.expect[0].name == "listening");
    CHECK(step.expect[0].matcher.kind == MatcherKind::equals);
    CHECK(step.expect[0].matcher.operand.text == "true");
    CHECK(to_string(step.expect[0].matcher.place) == "x.yaml:13:25");
  }

  TEST_CASE("a list is the main parameter where that takes one") {
    CHECK(first_step("      - {id: a, on: lb, service: [mariadb, mysqld]}\n").parameters.at("name").items.size() == 2);
    CHECK(first_step("      - {id: a, on: lb, command: [nginx, -t]}\n").parameters.at("argv").items.size() == 2);
  }

  TEST_CASE("a connection gives its place and parameters, and the step's own win") {
    const auto step = first_step("      - {id: a, http: {use: app, get: /, follow: 0}, expect: {status: 200}}\n");
    CHECK(step.on.role == "web");
    CHECK(step.on.index == 1);
    CHECK(step.parameters.at("base").text == "http://${lb.address}:${port}");
    CHECK(step.parameters.at("get").text == "/");
    CHECK(step.parameters.at("follow").text == "0");
    CHECK_FALSE(step.parameters.contains("use"));
    CHECK(first_step("      - {id: a, on: lb, http: {use: app, get: /}, expect: {status: 200}}\n").on.role == "lb");
  }

  TEST_CASE("selectors are taken apart") {
    const auto on = [](const std::string& text) {
      return first_step("      - {id: a, on: " + text + ", port: 80}\n").on;
    };
    CHECK(on("web").quantity == Selector::Quantity::each);
    CHECK(on("any web").quantity == Selector::Quantity::any);
    CHECK(on("at_least 2 web").number == 2);
    CHECK(on("at_least 2 web").quantity == Selector::Quantity::at_least);
    CHECK(on("exactly 1 web").quantity == Selector::Quantity::exactly);
    CHECK(on("\"web[1]\"").index == 1);
    CHECK(on("'any  web'").text == "any  web");
  }

  TEST_CASE("a host found by one step is named in the next") {
    const auto check = first_check(R"(      - id: a
        steps:
          - {on: exactly 1 web, as: active, port: 80}
          - {on: active, port: 81}
          - {on: exactly 1 web except active, port: 82}
)");
    const auto& steps = check.alternatives[0];
    CHECK(steps[0].on.bind_as == "active");
    CHECK(steps[1].on.name == "active");
    CHECK(steps[1].on.role.empty());
    CHECK(steps[2].on.except == "active");
    CHECK(steps[2].on.role == "web");
  }

  TEST_CASE("a scenario of one role needs no 'on'") {
    auto text = scenario_with("      - {id: a, port: 80}\n");
    text.replace(text.find("roles: {lb: {}, web: {count: 2}}"), 32, "roles: {lb: {}}");
    text.replace(text.find("\"web[1]\""), 8, "lb");
    const auto loaded = labcheck::load::load_scenario(
        "x.yaml", in_memory({{"x.yaml", text}, {"standards/small.yaml", small_standard}}), {});
    REQUIRE(loaded.value);
    CHECK(loaded.value->skills[0].checks[0].alternatives[0][0].on.role == "lb");
  }

  TEST_CASE("a check runs in the latest phase that its steps ask for, unless it says a later one") {
    CHECK(first_check("      - {id: a, on: lb, port: 80}\n").phase == Phase::read);
    CHECK(first_check("      - {id: a, on: lb, port: 80, phase: reboot}\n").phase == Phase::reboot);
    CHECK(first_check("      - {id: a, on: lb, command: [x], changes: true, cleanup: [{on: lb, command: [y]}]}\n")
              .phase == Phase::write);
    CHECK(first_check("      - {id: a, on: lb, action: {service: x, do: stop, undo: start}}\n").phase ==
          Phase::disrupt);
    CHECK(first_check("      - {id: a, on: lb, file: {path: /x, write: y}, changes: false}\n").phase == Phase::read);
  }

  TEST_CASE("several matchers of one fact are all of them, fields and paths are members") {
    const auto bounds = first_step("      - {id: a, on: lb, port: 80, expect: {pid: {at_least: 2, below: 9}}}\n");
    CHECK(bounds.expect[0].matcher.kind == MatcherKind::all);
    REQUIRE(bounds.expect[0].matcher.children.size() == 2);
    CHECK(bounds.expect[0].matcher.children[1].kind == MatcherKind::below);
    CHECK(bounds.expect[0].matcher.children[1].kind_of_fact == ValueKind::integer);

    const auto path =
        first_step("      - {id: a, on: lb, command: [x], expect: {json: {$.a: {each: up, count: 3}}}}\n");
    const auto& json = path.expect[0].matcher;
    CHECK(json.kind == MatcherKind::members);
    REQUIRE(json.members.size() == 1);
    CHECK(json.members[0].name == "$.a");
    CHECK(json.members[0].matcher.children[1].children[0].kind_of_fact == ValueKind::integer);
  }

  TEST_CASE("facts of several requests are lists of the declared kind") {
    const auto step = first_step(
        "      - {id: a, http: {use: app, get: /, times: 4}, expect: {status: {each: 200}, body: {distinct: 2}}}\n");
    const auto& each = step.expect[0].matcher;
    CHECK(each.kind_of_fact == ValueKind::list);
    CHECK(each.children[0].kind_of_fact == ValueKind::integer);
    CHECK(step.expect[1].matcher.children[0].kind_of_fact == ValueKind::integer);
  }

  TEST_CASE("elements of a list of texts stay texts") {
    const auto step = first_step("      - {id: a, on: lb, command: [x], expect: {lines: [1.10, 'b']}}\n");
    CHECK(step.expect[0].matcher.operand.items[0].quoted);
  }

  TEST_CASE("waiting, saving and points are read") {
    const auto check = first_check(R"(      - id: a
        points: 0
        optional: true
        on: lb
        command: [x]
        within: 30s
        every: 500ms
        hold: 1m
        timeout: 5s
        save: {id: json.$.server.id, code: status}
        give_up: {status: {not: 0}}
)");
    const auto& step = check.alternatives[0][0];
    CHECK(check.points == 0);
    CHECK(check.optional);
    CHECK(step.within == Duration{30'000});
    CHECK(step.every == Duration{500});
    CHECK(step.hold == Duration{60'000});
    CHECK(step.timeout == Duration{5'000});
    CHECK(step.save.at(0) == std::pair<std::string, std::string>{"id", "json.$.server.id"});
    CHECK(step.give_up.size() == 1);
  }

  TEST_CASE("the example of every check type loads") {
    for (const auto& type : labcheck::check_types()) {
      std::string check = "      - id: a\n        cleanup: [{on: web, command: [\"true\"]}]\n";
      std::istringstream lines{std::string{type.example}};
      for (std::string line; std::getline(lines, line);) {
        check += "        " + line + '\n';
      }
      auto text = scenario_with(check);
      text.replace(text.find("roles: {"), 8, "roles: {client: {}, db: {}, nas: {}, router: {}, gate: {}, box: {}, node: {}, ");
      const auto loaded = labcheck::load::load_scenario(
          "x.yaml", in_memory({{"x.yaml", text}, {"standards/small.yaml", small_standard}}), {});
      CHECK_MESSAGE(loaded.value,
                    fmt::format("{}\n{}", loaded.diagnostics.empty() ? "" : to_string(loaded.diagnostics[0]), check));
    }
  }

  TEST_CASE("every text that was read is kept under its name, the scenario first") {
    const auto loaded = labcheck::load::load_scenario(
        "/exam/junior/x.yaml",
        in_memory({{"/exam/junior/x.yaml", scenario_with("      - {id: a, use: library/p, with: {n: 8080}}\n"
                                                         "      - {id: b, use: library/p, with: {n: \"${port}\"}}\n")},
                   {"/exam/standards/small.yaml", small_standard},
                   {"/exam/junior/library/p.yaml",
                    "labcheck-library: 1\nparameters: {n: {type: port}}\n"
                    "check: {id: p, on: lb, port: \"${n}\", points: 3}\n"}}),
        {});
    REQUIRE(loaded.value);
    REQUIRE(loaded.value->sources.size() == 3);
    CHECK(loaded.value->sources[0].name == "/exam/junior/x.yaml");
    CHECK(loaded.value->sources[1].name == "/exam/standards/small.yaml");
    CHECK(loaded.value->sources[2].name == "/exam/junior/library/p.yaml");
    const auto& checks = loaded.value->skills[0].checks;
    CHECK(checks[0].points == 3);
    CHECK(checks[0].alternatives[0][0].parameters.at("port").text == "8080");
    CHECK(checks[1].alternatives[0][0].parameters.at("port").text == "${port}");
  }

  TEST_CASE("what the installed data gave is found again on a machine that has none") {
    const auto scenario = scenario_with("      - {id: a, on: lb, port: 80}\n");
    const auto first = labcheck::load::load_scenario(
        "/home/x.yaml", in_memory({{"/home/x.yaml", scenario}, {"/usr/share/d/standards/small.yaml", small_standard}}),
        {.installed_data = "/usr/share/d"});
    REQUIRE(first.value);
    Files recorded;
    for (const auto& source : first.value->sources) {
      recorded[source.name] = source.text;
    }
    CHECK(recorded.contains("installed:standards/small.yaml"));
    CHECK(labcheck::load::load_scenario("/home/x.yaml", in_memory(recorded), {}).value);
  }

  TEST_CASE("a relative path looks above the working directory too") {
    CHECK(
        labcheck::load::load_scenario("../a/x.yaml",
                                      in_memory({{"../a/x.yaml", scenario_with("      - {id: a, on: lb, port: 80}\n")},
                                                 {"../../standards/small.yaml", small_standard}}),
                                      {})
            .value);
  }

  TEST_CASE("a file that is absent or can't be read is an error, as is a standard that can't") {
    const auto absent = labcheck::load::load_scenario("x.yaml", in_memory({}), {});
    REQUIRE(absent.diagnostics.size() == 1);
    CHECK(to_string(absent.diagnostics[0]) == "x.yaml: no such file");
    const auto locked = labcheck::load::load_scenario(
        "x.yaml",
        [](const std::string& path) -> labcheck::Result<std::optional<std::string>> {
          if (path == "x.yaml") {
            return scenario_with("      - {id: a, on: lb, port: 80}\n");
          }
          return labcheck::failed(labcheck::ErrorKind::invalid, "can't read '" + path + "': Permission denied");
        },
        {});
    REQUIRE(locked.diagnostics.size() == 1);
    CHECK(to_string(locked.diagnostics[0]) == "x.yaml:4:11: can't read 'standards/small.yaml': Permission denied");
  }

  TEST_CASE("errors in a standard are told with their own place") {
    const auto loaded =
        labcheck::load::load_scenario("x.yaml",
                                      in_memory({{"x.yaml", scenario_with("      - {id: a, on: lb, port: 0}\n")},
                                                 {"standards/small.yaml", small_standard + "skils: {}\n"}}),
                                      {});
    REQUIRE(loaded.diagnostics.size() == 2);
    CHECK(to_string(loaded.diagnostics[0]) == "x.yaml:13:31: 'port': port 0 is outside 1-65535");
    CHECK(to_string(loaded.diagnostics[1]) ==
          "standards/small.yaml:8:1: unknown key 'skils' in standard (did you mean 'skills'?)");
  }
}

TEST_SUITE("load/hostile") {
  const auto survives = [](const std::string& text) {
    return labcheck::load::load_scenario("x.yaml",
                                         in_memory({{"x.yaml", text}, {"standards/small.yaml", small_standard}}), {});
  };

  TEST_CASE("a file cut off anywhere gives errors and never more") {
    const auto whole = scenario_with(R"(      - id: a
        title: {en: "a", zh: 甲}
        any_of:
          - {on: lb, package: nginx}
          - steps:
              - {on: any web, as: one, file: {path: "/x${port}", write: 'y'}}
              - {on: one, command: [a, "${one.address}"], save: {s: "json.$.a"}, expect: {json: {"$.b[?@.c=='d']": [1]}}}
        cleanup: [{on: lb, command: {run: "rm $1", arguments: [x]}}]
)");
    REQUIRE(survives(whole).value);
    for (std::size_t size = 0; size < whole.size(); ++size) {
      survives(whole.substr(0, size));
    }
  }

  TEST_CASE("a file with one character replaced anywhere does no harm") {
    const auto whole =
        scenario_with("      - {id: a, on: lb, port: {port: \"${port}\"}, expect: {user: {matches: '^a$'}}}\n");
    for (std::size_t at = 0; at < whole.size(); ++at) {
      for (const char byte : {'{', '}', '[', '"', '$', ':', '-', '*', '&', '\t', '\n', '\xFF'}) {
        auto changed = whole;
        changed[at] = byte;
        survives(changed);
      }
    }
  }

  TEST_CASE("ten thousand checks that need each other in a chain are taken") {
    std::string checks;
    for (int number = 0; number < 3'000; ++number) {
      checks += fmt::format("      - {{id: c{}, on: lb, port: 80, needs: [c{}]}}\n", number, number + 1);
    }
    checks += "      - {id: c3000, on: lb, port: 80}\n";
    CHECK(load(checks).value);
  }

  TEST_CASE("five MiB and ten thousand levels are refused") {
    CHECK(to_string(survives("labcheck: 1\n#" + std::string(5 << 20, 'x')).diagnostics.at(0)) ==
          "x.yaml: the file is over 4 MiB");
    CHECK_FALSE(survives("labcheck: " + std::string(10'000, '[')).value);
    std::string blocks = "labcheck: 1\nroles:\n";
    for (int level = 1; level < 500; ++level) {
      blocks += std::string(static_cast<std::size_t>(level), ' ') + "a:\n";
    }
    CHECK(to_string(survives(blocks).diagnostics.at(0)) == "x.yaml:66:65: nested over 64 levels deep");
  }
}
