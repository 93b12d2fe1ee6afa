#include "plan/prepare.hpp"

#include <doctest/doctest.h>

#include "plan_fixture.hpp"

using namespace plan_test;

namespace {

/// A plan of the small lab with parameters of several types.
const CandidatePlan& lab() {
  static const auto plan = [] {
    auto scenario = lab_scenario();
    scenario.parameters = {{.name = "port", .type = ParameterType::port},
                           {.name = "marker", .type = ParameterType::nonce},
                           {.name = "db_pw", .type = ParameterType::secret}};
    auto made = plan_of(scenario, {{"port", 8080}, {"marker", "abc123"}, {"db_pw", "pa.ss"}});
    return std::move(made).value();
  }();
  return plan.candidates.front();
}

Result<Prepared> prepared(const Step& step, const std::string& host = "lb", const Saved& saved = {}) {
  return plan::prepare(lab(), PlannedStep{.step = &step}, host, saved);
}

/// What a text comes to in a script's argument, or the complaint.
std::string filled(const std::string& text, const std::string& host = "lb", const Saved& saved = {}) {
  const auto result = prepared(step(probe_type(), "{port: 80, text: \"" + text + "\"}"), host, saved);
  return result ? result->parameters["text"].get<std::string>() : result.error().message;
}

std::string complaint(const std::string& parameters) {
  const auto result = prepared(step(probe_type(), parameters));
  return result ? "" : result.error().message;
}

Matcher matcher(MatcherKind kind, ValueKind of, const std::string& operand) {
  auto node = yaml(operand);
  return {.kind = kind, .kind_of_fact = of, .operand = node, .place = node.place};
}

/// The operand of a matcher put to a fact, as JSON, or the complaint.
std::string operand(const std::string& fact, const Matcher& one, const Saved& saved = {}) {
  auto made = step(probe_type(), "port: 80");
  made.expect = {{.name = fact, .matcher = one}};
  const auto result = prepared(made, "lb", saved);
  return result ? dump(result->expect[0].matcher.operand_value) : result.error().message;
}

}  // namespace

TEST_SUITE("plan/prepare") {
  TEST_CASE("references reach parameters, the host asked, hosts of roles and the candidate") {
    CHECK(filled("a ${port} ${marker}") == "a 8080 abc123");
    CHECK(filled("${host.name} ${host.address}", "web[1]") == "web[1] 10.0.0.3");
    CHECK(filled("${lb.address} ${web[0].address} ${web[1].name} ${lb[0].address}") ==
          "10.0.0.1 10.0.0.2 web[1] 10.0.0.1");
    CHECK(filled("${candidate.id}") == "c01");
    CHECK(filled("${host.name}", "agent") == "agent");
    CHECK(filled("$${port} $ { ${port}") == "${port} $ { 8080");
  }

  TEST_CASE("saved facts and hosts found by an earlier step are reached by their names") {
    const Saved saved{.facts = {{"id", 7}, {"list", {1, "x"}}}, .hosts = {{"active", "web[1]"}}};
    CHECK(filled("${saved.id}/${saved.list}", "lb", saved) == "7/[1,\"x\"]");
    CHECK(filled("${active.address} ${active.name}", "lb", saved) == "10.0.0.3 web[1]");
  }

  TEST_CASE("the two functions") {
    CHECK(filled("${base64:marker}") == "YWJjMTIz");
    CHECK(filled("${sha256:marker}") == "6ca13d52ca70c883e0f0bb101e425a89e8624de51db2d2392593af6a84118090");
    CHECK(filled("${sha256:db_pw}") ==
          "s.yaml:1:18: '${sha256:db_pw}': 'db_pw' is a secret, and the digest of a secret can't be judged again");
  }

  TEST_CASE("a reference to nothing is an error with its place and the nearest name") {
    const std::string front = "s.yaml:1:18: ";
    CHECK(filled("${prot}") == front + "unknown reference '${prot}' (did you mean 'port'?)");
    CHECK(filled("${lb.adress}") == front + "unknown reference '${lb.adress}' (did you mean 'lb.address'?)");
    CHECK(filled("${saved.x}") == front + "unknown reference '${saved.x}'");
    CHECK(filled("${web.address}") == front + "'${web.address}': role 'web' has 2 hosts (write '${web[0].address}')");
    CHECK(filled("${web[2].address}") == front + "'${web[2].address}': role 'web' has 2 hosts, counted from 0");
    CHECK(filled("${host.address}", "agent") == front + "'${host.address}': 'agent' has no address in the roster");
    CHECK(filled("${port") == front + "'${port' has no closing '}'");
    CHECK(filled("${md5:port}") == front + "unknown function 'md5' (there are base64 and sha256)");
  }

  TEST_CASE("a text that is one reference keeps its value's type, and is then read by the declared kind") {
    const auto both =
        prepared(step(probe_type(), "{port: \"${port}\", count: \"${port}\", list: [\"${port}\", \"${marker}\"]}"));
    REQUIRE(both);
    CHECK(both->parameters["port"] == 8080);
    CHECK(both->parameters["count"] == 8080);
    CHECK(both->parameters["list"] == Value::array({8080, "abc123"}));
    const Saved saved{.facts = {{"list", {1, "1"}}}};
    CHECK(prepared(step(probe_type(), "{port: 80, list: \"${saved.list}\"}"), "lb", saved)->parameters["list"] ==
          Value::array({1, "1"}));
  }

  TEST_CASE("a saved text that looks like a number stays a text where no kind is declared") {
    const Saved saved{.facts = {{"id", "007"}, {"yes", "true"}}};
    CHECK(prepared(step(probe_type(), "{port: 80, list: [\"${saved.id}\", \"${saved.yes}\"]}"), "lb", saved)
              ->parameters["list"] == Value::array({"007", "true"}));
  }

  TEST_CASE("a list of texts takes them as they are written") {
    const Saved saved{.facts = {{"version", "1.10"}, {"number", 7}, {"list", {1, "x"}}}};
    const auto words = [&](const std::string& list) {
      const auto made = prepared(step(probe_type(), "{port: 80, words: " + list + "}"), "lb", saved);
      return made ? dump(made->parameters["words"]) : made.error().message;
    };
    CHECK(words("[1.10, 1.0, 0x10, true, \"${saved.version}\", \"${saved.number}\", \"${port}\"]") ==
          R"(["1.10","1.0","0x10","true","1.10","7","8080"])");
    CHECK(words("\"${saved.list}\"") == R"(["1","x"])");
    CHECK(words("[\"${saved.list}\"]") == R"(["[1,\"x\"]"])");
    CHECK(filled("${saved.list}", "lb", saved) == "[1,\"x\"]");
  }

  TEST_CASE("what a step leaves out comes from the declared defaults, or stays out") {
    const auto plain = prepared(step(probe_type(), "port: 80"));
    REQUIRE(plain);
    CHECK(plain->parameters ==
          Value{{"port", 80}, {"count", 3}, {"mode", "tcp"}, {"list", {1, "b"}}, {"changes", false}});
    const auto& script = std::get<Script>(plain->request);
    CHECK(script.arguments.at(0) == "changes=false");
  }

  TEST_CASE("values of the wrong kind are told with place, parameter and type") {
    CHECK(complaint("{port: \"${marker}\"}") == "s.yaml:1:8: 'port' of probe: 'abc123' is no port");
    CHECK(complaint("{port: 80, count: \"${marker}\"}") == "s.yaml:1:19: 'count' of probe: 'abc123' is no integer");
    CHECK(complaint("{port: 80, mode: upd}") ==
          "s.yaml:1:18: 'mode' of probe: 'upd' is none of tcp, udp (did you mean 'udp'?)");
    CHECK(complaint("{text: x}") == "s.yaml:9:3: 'port' of probe: has no value");
    CHECK(complaint("{port: 80, txet: x}") == "s.yaml:1:18: 'txet' of probe: unknown parameter");
    CHECK(complaint("{port: 80, text: bad}") == "s.yaml:9:3: probe: 'bad' is bad");
  }

  TEST_CASE("a script is never filled in: what looks like a reference is the shell's") {
    const auto result = prepared(step(probe_type(), "{port: 80, run: \"echo ${marker} ${x:-y} ${#} $${z}\"}"));
    REQUIRE(result);
    CHECK(result->parameters["run"] == "echo ${marker} ${x:-y} ${#} $${z}");
  }

  TEST_CASE("a value with a NUL byte reaches no script") {
    const Saved saved{.facts = {{"x", std::string("a\0b", 3)}}};
    CHECK(filled("${saved.x}", "lb", saved) ==
          "s.yaml:9:3: probe: a value with a NUL byte can't be handed to a script");
  }

  TEST_CASE("keys of a map are filled in too") {
    const auto result = prepared(step(web_type(), "{host: x, headers: {\"X-${marker}\": \"${port}\"}}"));
    REQUIRE(result);
    CHECK(result->parameters["headers"] == Value{{"X-abc123", 8080}});
  }

  TEST_CASE("operands are read by the declared kind of the fact they are put to") {
    CHECK(operand("listening", matcher(MatcherKind::equals, ValueKind::boolean, "true")) == "true");
    CHECK(operand("name", matcher(MatcherKind::equals, ValueKind::text, "1.10")) == "\"1.10\"");
    CHECK(operand("size", matcher(MatcherKind::at_least, ValueKind::integer, "\"${port}\"")) == "8080");
    CHECK(operand("size", matcher(MatcherKind::between, ValueKind::integer, "[1, 2.5]")) == "[1,2.5]");
    CHECK(operand("age", matcher(MatcherKind::below, ValueKind::duration, "2m")) == "120000");
    CHECK(operand("ports", matcher(MatcherKind::equals, ValueKind::list, "[\"${port}\", 1]")) == "[8080,1]");
    CHECK(operand("ports", matcher(MatcherKind::contains, ValueKind::list, "\"${port}\"")) == "8080");
    CHECK(operand("name", matcher(MatcherKind::one_of, ValueKind::text, "[1, \"${port}\"]")) == "[\"1\",\"8080\"]");
    CHECK(operand("name", matcher(MatcherKind::contains_all, ValueKind::text, "[10, b]")) == "[\"10\",\"b\"]");
    CHECK(operand("path", matcher(MatcherKind::contains, ValueKind::path, "srv")) == "\"srv\"");
    CHECK(operand("name", matcher(MatcherKind::absent, ValueKind::text, "true")) == "true");
    CHECK(operand("name", matcher(MatcherKind::version, ValueKind::text, "1.10")) == "\"1.10\"");
    CHECK(operand("$.a", matcher(MatcherKind::equals, ValueKind::any, "5")) == "5");
  }

  TEST_CASE("operands of the wrong kind are told with place, matcher and fact") {
    CHECK(operand("listening", matcher(MatcherKind::equals, ValueKind::boolean, "yes")) ==
          "s.yaml:1:1: 'listening': expected boolean, found 'yes' (write true or false)");
    CHECK(operand("size", matcher(MatcherKind::at_least, ValueKind::integer, "\"${marker}\"")) ==
          "s.yaml:1:1: at_least of 'size': 'abc123' is no number");
    CHECK(operand("size", matcher(MatcherKind::between, ValueKind::integer, "[1]")) ==
          "s.yaml:1:1: between of 'size': expected a list of the lowest and the highest value");
  }

  TEST_CASE("a candidate's saved value stays data within a pattern") {
    const Saved saved{.facts = {{"x", ".*|1"}}};
    CHECK(operand("name", matcher(MatcherKind::matches, ValueKind::text, "\"^v${saved.x}$\""), saved) ==
          R"("^v\\.\\*\\|1$")");
    CHECK(operand("name", matcher(MatcherKind::matches, ValueKind::text, "\"${saved.x}\""), saved) ==
          R"("\\.\\*\\|1")");
    CHECK(operand("name", matcher(MatcherKind::matches, ValueKind::text, "\"^${saved.x}\""), {.facts = {{"x", ""}}}) ==
          "s.yaml:1:1: the value of '${saved.x}' is empty, and a pattern of nothing finds everything");
  }

  TEST_CASE("a candidate's saved value can't break out of a JSON path") {
    auto made = step(probe_type(), "port: 80");
    Matcher paths{.kind = MatcherKind::members, .kind_of_fact = ValueKind::map};
    auto inner = matcher(MatcherKind::equals, ValueKind::any, "up");
    paths.members = {{.name = "$.items[?@.id=='${saved.x}'].state", .matcher = inner}};
    made.expect = {{.name = "json", .matcher = paths}};
    const auto good = prepared(made, "lb", {.facts = {{"x", "srv-1:a.b"}}});
    REQUIRE(good);
    CHECK(good->expect[0].matcher.members[0].name == "$.items[?@.id=='srv-1:a.b'].state");
    CHECK(good->expect[0].matcher.members[0].matcher.operand_value == "up");
    const auto broken = prepared(made, "lb", {.facts = {{"x", "a' || @.id!='"}}});
    REQUIRE_FALSE(broken);
    CHECK(broken.error().message ==
          "s.yaml:1:1: the value of '${saved.x}' holds characters that can't stand in a JSON path");
  }

  TEST_CASE("fields of a map fact are read by their own kinds") {
    auto made = step(probe_type(), "port: 80");
    Matcher fields{.kind = MatcherKind::members, .kind_of_fact = ValueKind::map};
    fields.members = {{.name = "code", .matcher = matcher(MatcherKind::equals, ValueKind::text, "1045")}};
    made.expect = {{.name = "refused", .matcher = fields}};
    CHECK(prepared(made)->expect[0].matcher.members[0].matcher.operand_value == "1045");
  }

  TEST_CASE("preparing is pure: the same in gives the same out, and the step stays as it was") {
    auto made = step(probe_type(), "{port: \"${port}\", text: \"${web[1].address} ${base64:marker}\"}");
    made.expect = {{.name = "size", .matcher = matcher(MatcherKind::at_least, ValueKind::integer, "\"${port}\"")}};
    const auto before = made.parameters.at("port").text;
    const auto first = prepared(made, "web[0]");
    for (const auto* host : {"lb", "web[0]", "web[1]", "agent", "web[0]"}) {
      const auto again = prepared(made, host);
      REQUIRE(again);
      CHECK(again->parameters == first->parameters);
      CHECK(std::get<Script>(again->request).arguments == std::get<Script>(first->request).arguments);
      CHECK(again->expect[0].matcher.operand_value == first->expect[0].matcher.operand_value);
    }
    CHECK(made.parameters.at("port").text == before);
    CHECK(made.expect[0].matcher.operand_value.is_null());
  }

  TEST_CASE("without secrets the mask stands for a secret, and for its base64 spelling") {
    Plan plan;
    plan.candidates.push_back(lab());
    const auto masked = plan::without_secrets(plan);
    const auto made = step(probe_type(), "{port: 80, text: \"${db_pw} ${base64:db_pw}\"}");
    CHECK(plan::prepare(lab(), PlannedStep{.step = &made}, "lb", {})->parameters["text"] == "pa.ss cGEuc3M=");
    CHECK(plan::prepare(masked.candidates[0], PlannedStep{.step = &made}, "lb", {})->parameters["text"] ==
          "[secret] [secret]");
    CHECK(masked.candidates[0].parameters.at("port") == 8080);
  }
}

TEST_SUITE("plan/vantage") {
  TEST_CASE("an exchange with the host itself is seen from the host, with another from a peer") {
    const auto seen = [](const std::string& host, const std::string& target) {
      return to_string(plan::vantage_of(lab(), host, Exchange{.protocol = "tcp", .host = target, .port = 80}));
    };
    CHECK(seen("lb", "10.0.0.1") == "host");
    CHECK(seen("lb", "203.0.113.7") == "host");
    CHECK(seen("lb", "LB.") == "host");
    CHECK(seen("lb", "localhost") == "host");
    CHECK(seen("lb", "127.1.2.3") == "host");
    CHECK(seen("lb", "::1") == "host");
    CHECK(seen("lb", "[0:0:0:0:0:0:0:1]") == "host");
    CHECK(seen("lb", "::ffff:10.0.0.1") == "host");
    CHECK(seen("lb", "::ffff:127.0.0.1") == "host");
    CHECK(seen("lb", "0.0.0.0") == "host");
    CHECK(seen("client", "10.0.0.4") == "host");
    CHECK(seen("lb", "10.0.0.2") == "peer");
    CHECK(seen("client", "10.0.0.1") == "peer");
    CHECK(seen("agent", "10.0.0.1") == "agent");
    CHECK(seen("agent", "127.0.0.1") == "agent");
  }

  TEST_CASE("a script is seen from its host, on a proctor's host from a peer, on the agent from the agent") {
    CHECK(plan::vantage_of(lab(), "lb", Script{}) == Vantage::host);
    CHECK(plan::vantage_of(lab(), "client", Script{}) == Vantage::peer);
    CHECK(plan::vantage_of(lab(), "agent", Script{}) == Vantage::agent);
    CHECK(plan::vantage_of(lab(), "nowhere", Script{}) == Vantage::host);
  }
}
