#include "plan/plan.hpp"

#include <doctest/doctest.h>

#include "plan/print.hpp"
#include "plan_fixture.hpp"

using namespace plan_test;

namespace {

std::string order(const Result<Plan>& plan) {
  std::string ids;
  for (const auto& check : plan->candidates.at(0).checks) {
    ids += (ids.empty() ? "" : " ") + check.check->id;
  }
  return ids;
}

std::string complaint_with(const Candidate& candidate) {
  const auto plan = plan::make_plan({std::make_shared<const Scenario>(lab_scenario())}, roster_of({candidate}), {}, {});
  return plan ? "" : plan.error().message;
}

/// The planned step of a check whose only step this is.
PlannedStep planned(const Step& step, Parameters parameters = {}) {
  auto one = check("a");
  one.alternatives = {{step}};
  auto scenario = lab_scenario({one});
  for (const auto& [name, value] : parameters) {
    scenario.parameters.push_back({.name = name});
  }
  static std::vector<Result<Plan>> kept;  // a planned step points into its plan
  kept.push_back(plan_of(std::move(scenario), std::move(parameters)));
  REQUIRE(kept.back());
  return kept.back()->candidates.at(0).checks.at(0).alternatives.at(0).at(0);
}

std::string joined(const std::vector<std::string>& texts) {
  return fmt::format("{}", fmt::join(texts, " "));
}

}  // namespace

TEST_SUITE("plan/plan") {
  TEST_CASE("hosts get their names from roles: bare for a role of one, with an index for a role of several") {
    const auto plan = plan_of(lab_scenario({check("a")}));
    REQUIRE(plan);
    const auto& hosts = plan->candidates.at(0).hosts;
    REQUIRE(hosts.size() == 4);
    CHECK(hosts[0].name == "lb");
    CHECK(hosts[1].name == "web[0]");
    CHECK(hosts[2].name == "web[1]");
    CHECK(hosts[2].address == "10.0.0.3");
    CHECK(hosts[3].proctor);
    CHECK_FALSE(hosts[0].proctor);
  }

  TEST_CASE("missing hosts, wrong numbers of them and unknown roles are told all at once") {
    auto candidate = lab_candidate();
    candidate.hosts = {host("web", 0, "10.0.0.2"), host("wbe", 0, "10.0.0.3"), host("client", 0, "10.0.0.4"),
                       host("client", 1, "10.0.0.5")};
    CHECK(complaint_with(candidate) ==
          "r.yaml:4:9: candidate 'c01' has a host for the unknown role 'wbe' (did you mean 'web'?)\n"
          "r.yaml:2:5: candidate 'c01' has no host for role 'lb' of scenario 'junior/web'\n"
          "r.yaml:4:9: candidate 'c01' has 1 host for role 'web', scenario 'junior/web' wants 2\n"
          "r.yaml:4:9: candidate 'c01' has 2 hosts for role 'client', scenario 'junior/web' wants 1");
  }

  TEST_CASE("a host that the roster has for one scenario alone is that scenario's, under a name of its own") {
    auto asking = check("z");
    asking.alternatives = {
        {step(probe_type(), "{port: 80, text: '${web[0].address} ${web[1].name} ${lb.address}'}", on_role("web"))}};
    auto other = lab_scenario({asking});
    other.id = "junior/other";
    auto candidate = lab_candidate();
    candidate.hosts.push_back(host("junior/other/web", 0, "10.1.0.2"));
    candidate.hosts.push_back(host("junior/other/web", 1, "10.1.0.3"));
    const auto plan = plan::make_plan(
        {std::make_shared<const Scenario>(lab_scenario({check("a")})), std::make_shared<const Scenario>(other)},
        roster_of({candidate}), {}, {});
    REQUIRE(plan);
    const auto& first = plan->candidates.at(0);
    const auto& second = plan->candidates.at(1);
    CHECK(first.hosts.at(1).address == "10.0.0.2");
    CHECK(second.hosts.at(0).name == "lb");
    CHECK(second.hosts.at(1).name == "junior/other/web[0]");
    CHECK(second.hosts.at(1).label == "web[0]");
    CHECK(second.hosts.at(2).address == "10.1.0.3");
    CHECK(second.find_host("web[0]") == nullptr);
    CHECK(second.find_label("web[0]") == &second.hosts.at(1));
    const auto& asked = second.checks.at(0).alternatives.at(0).at(0);
    CHECK(joined(asked.hosts) == "junior/other/web[0] junior/other/web[1]");
    const auto prepared = plan::prepare(second, asked, "junior/other/web[0]", {});
    REQUIRE(prepared);
    CHECK(prepared->parameters["text"] == "10.1.0.2 web[1] 10.0.0.1");
  }

  TEST_CASE("a host for a scenario that the run has not is refused with the nearest") {
    auto candidate = lab_candidate();
    candidate.hosts.push_back(host("junior/wbe/lb", 0, "10.1.0.2"));
    CHECK(
        complaint_with(candidate) ==
        "r.yaml:4:9: candidate 'c01' has a host for the unknown role 'junior/wbe/lb' (did you mean 'junior/web/lb'?)");
    candidate.hosts.back().role = "junior/web/web";
    CHECK(complaint_with(candidate) ==
          "r.yaml:4:9: candidate 'c01' has 1 host for role 'web', scenario 'junior/web' wants 2");
  }

  TEST_CASE("checks run by phase, then in the file's order, each after what it needs") {
    CHECK(order(plan_of(lab_scenario({check("reboot", {}, Phase::reboot), check("write", {}, Phase::write),
                                      check("b", {"c"}), check("a"), check("c")}))) == "a c b write reboot");
  }

  TEST_CASE("a check that needs one of a later phase moves behind it, and takes its followers along") {
    CHECK(order(plan_of(lab_scenario({check("follower", {"reader"}), check("reader", {"breaker"}),
                                      check("breaker", {}, Phase::disrupt), check("writer", {}, Phase::write),
                                      check("last", {}, Phase::disrupt)}))) == "writer breaker reader follower last");
  }

  TEST_CASE("needs in a circle or on nothing are refused") {
    CHECK(plan_of(lab_scenario({check("a", {"b"}), check("b", {"a"})})).error().message ==
          "s.yaml:5:1: check 'a' needs itself through others");
    CHECK(plan_of(lab_scenario({check("lb-listens"), check("b", {"lb-listen"})})).error().message ==
          "s.yaml:5:1: check 'b' needs the unknown check 'lb-listen' (did you mean 'lb-listens'?)");
  }

  TEST_CASE("asked skills bring along the checks they need, and no more of other skills") {
    auto scenario = lab_scenario({check("a"), check("b")});
    scenario.skills.push_back({.code = "2.2.4", .checks = {check("c", {"b"})}});
    scenario.skills.push_back({.code = "2.2.5", .checks = {check("d")}});
    const auto plan = plan_of(scenario, {}, {.codes = {"2.2.4", "2.2.4"}});
    REQUIRE(plan);
    CHECK(order(plan) == "b c");
    CHECK(plan->candidates.at(0).selected_codes == std::vector<std::string>{"2.2.4"});
    CHECK(plan_of(scenario).value().candidates.at(0).selected_codes.empty());
  }

  TEST_CASE("a scenario without any of the asked skills is left out, not run whole") {
    auto other = lab_scenario({check("z")});
    other.id = "junior/other";
    other.skills[0].code = "3.1.1";
    const auto plan = plan::make_plan(
        {std::make_shared<const Scenario>(lab_scenario({check("a")})), std::make_shared<const Scenario>(other)},
        roster_of({lab_candidate()}), {}, {.codes = {"3.1.1"}});
    REQUIRE(plan);
    REQUIRE(plan->candidates.size() == 1);
    CHECK(plan->candidates[0].scenario->id == "junior/other");
  }

  TEST_CASE("unknown candidates and skills are refused with the nearest") {
    CHECK(
        plan_of(lab_scenario({check("a")}), {}, {.candidates = {"co1", "c01"}, .codes = {"2.2.33"}}).error().message ==
        "unknown candidate 'co1' (did you mean 'c01'?)\n"
        "skill '2.2.33' is graded by no scenario of this run (did you mean '2.2.3'?)");
  }

  TEST_CASE("only asked candidates are planned") {
    const auto plan =
        plan::make_plan({std::make_shared<const Scenario>(lab_scenario({check("a")}))},
                        roster_of({lab_candidate("c01"), lab_candidate("c02")}), {}, {.candidates = {"c02"}});
    REQUIRE(plan);
    REQUIRE(plan->candidates.size() == 1);
    CHECK(plan->candidates[0].candidate->id == "c02");
  }

  TEST_CASE("values come from the draws, secrets from the roster, and nothing is made up") {
    auto scenario = lab_scenario({check("a")});
    scenario.parameters = {{.name = "port"}, {.name = "pw", .type = ParameterType::secret}};
    auto candidate = lab_candidate();
    candidate.parameters["pw"] = "sesame";
    const auto shared = std::make_shared<const Scenario>(scenario);
    const std::vector<Draw> draws{{.candidate = "c01", .scenario = "junior/web", .parameters = {{"port", 81}}}};
    const auto plan = plan::make_plan({shared}, roster_of({candidate}), draws, {});
    REQUIRE(plan);
    CHECK(plan->candidates[0].parameters == Parameters{{"port", 81}, {"pw", "sesame"}});
    CHECK(plan::without_secrets(*plan).candidates[0].parameters.at("pw") == "[secret]");
    CHECK(plan::make_plan({shared}, roster_of({lab_candidate()}), draws, {})->candidates[0].parameters.at("pw") ==
          "[secret]");
    auto out_of_a_ledger = draws;
    out_of_a_ledger[0].parameters["pw"] = "[secret]";
    CHECK(plan::make_plan({shared}, roster_of({candidate}), out_of_a_ledger, {})->candidates[0].parameters.at("pw") ==
          "sesame");
    CHECK(plan::make_plan({shared}, roster_of({candidate}), {}, {}).error().message ==
          "<input>: parameter 'port' of scenario 'junior/web' has no value for candidate 'c01'");
  }

  TEST_CASE("a plan without secrets has none left in its roster either, and stands by itself") {
    auto scenario = lab_scenario({check("a")});
    scenario.parameters = {{.name = "pw", .type = ParameterType::secret}, {.name = "port"}};
    auto candidate = lab_candidate();
    candidate.parameters = {{"pw", "sesame"}, {"port", "81"}};
    candidate.hosts[0].login.password = Secret{"room"};
    Roster roster{.candidates = {candidate}};
    roster.jumps = {{.name = "gate", .host = "203.0.113.5"}};
    roster.jumps[0].login.passphrase = Secret{"phrase"};
    roster.sources = {{.name = "r.yaml", .text = "parameters: {pw: sesame, port: 81}  # sesame\n"}};
    auto masked = [&] {
      const auto plan =
          plan::make_plan({std::make_shared<const Scenario>(scenario)}, std::make_shared<const Roster>(roster),
                          {{.candidate = "c01", .scenario = "junior/web", .parameters = {{"port", 81}}}}, {});
      REQUIRE(plan);
      auto result = plan::without_secrets(*plan);
      CHECK(plan->roster->candidates[0].parameters.at("pw") == "sesame");
      return result;
    }();
    CHECK(masked.candidates[0].candidate == &masked.roster->candidates[0]);
    CHECK(masked.candidates[0].candidate->parameters ==
          std::map<std::string, std::string>{{"port", "81"}, {"pw", "[secret]"}});
    CHECK_FALSE(masked.roster->candidates[0].hosts[0].login.password);
    CHECK_FALSE(masked.roster->jumps[0].login.passphrase);
    CHECK(masked.roster->sources[0].text == "parameters: {pw: [secret], port: 81}  # [secret]\n");
  }

  TEST_CASE("a role stands for all of its hosts, an index for one, agent for the agent") {
    CHECK(joined(planned(step(probe_type(), "port: 80", on_role("web"))).hosts) == "web[0] web[1]");
    auto second = on_role("web");
    second.index = 1;
    CHECK(joined(planned(step(probe_type(), "port: 80", second)).hosts) == "web[1]");
    CHECK(joined(planned(step(probe_type(), "port: 80", {.agent = true})).hosts) == "agent");
    auto third = on_role("web");
    third.index = 2;
    third.text = "web[2]";
    auto one = check("a");
    one.alternatives = {{step(probe_type(), "port: 80", third)}};
    CHECK(plan_of(lab_scenario({one})).error().message ==
          "<input>: on 'web[2]': role 'web' has 2 hosts, counted from 0");
  }

  TEST_CASE("hosts that an earlier step finds are bound late") {
    const auto plan = plan_of(lab_scenario({check("a")}));
    const auto active = step(probe_type(), "port: 80", {.name = "active", .text = "active"});
    const auto late = planned(active);
    CHECK(late.late);
    CHECK(late.hosts.empty());
    const PlannedStep named{.step = &active, .late = true};
    const Saved saved{.hosts = {{"active", "web[0]"}}};
    CHECK(joined(plan::hosts_of(plan->candidates[0], named, saved).value()) == "web[0]");
    CHECK(plan::hosts_of(plan->candidates[0], named, {}).error().message ==
          "<input>: on 'active': no earlier step has named a host 'active'");
    const auto others = step(probe_type(), "port: 80",
                             {.quantity = Selector::Quantity::exactly, .role = "web", .except = "active", .text = "x"});
    const PlannedStep rest{.step = &others, .late = true};
    CHECK(joined(plan::hosts_of(plan->candidates[0], rest, saved).value()) == "web[1]");
  }

  TEST_CASE("a request may take 20 seconds, one more for each further time it asks, or what the step says") {
    CHECK(planned(step(probe_type(), "port: 80")).timeout == Duration{20'000});
    CHECK(planned(step(web_type(), "{host: x, times: 12}")).timeout == Duration{31'000});
    CHECK(planned(step(web_type(), "{host: x, times: \"${n}\"}"), {{"n", 3}}).timeout == Duration{22'000});
    CHECK(planned(step(web_type(), "{host: x, times: \"${saved.n}\"}")).timeout == Duration{20'000});
    auto slow = step(web_type(), "{host: x, times: 12}");
    slow.timeout = Duration{5'000};
    slow.within = Duration{30'000};
    const auto planned_slow = planned(slow);
    CHECK(planned_slow.timeout == Duration{5'000});
    CHECK(planned_slow.within == Duration{30'000});
    CHECK(planned_slow.every == Duration{2'000});
    CHECK(planned_slow.hold == Duration{0});
  }

  TEST_CASE("whether a step changes the lab is its type's word, unless the step has its own") {
    CHECK_FALSE(planned(step(probe_type(), "port: 80")).changes);
    auto changing = step(probe_type(), "{port: \"${p}\", changes: true}");
    CHECK(planned(changing, {{"p", 1}}).changes);
    changing.changes = false;
    CHECK_FALSE(planned(changing, {{"p", 1}}).changes);
  }

  TEST_CASE("steps know their part, alternative and number") {
    auto one = check("a");
    one.any_of = true;
    one.alternatives.push_back({step(probe_type(), "port: 80"), step(probe_type(), "port: 81")});
    one.cleanup = {step(probe_type(), "port: 82")};
    const auto plan = plan_of(lab_scenario({one}));
    const auto& planned_check = plan->candidates[0].checks[0];
    CHECK(planned_check.alternatives[1][1].key == StepKey{.part = Part::step, .alternative = 1, .step = 1});
    CHECK(planned_check.cleanup[0].key == StepKey{.part = Part::cleanup, .alternative = 0, .step = 0});
  }

  TEST_CASE("a trouble of the scenario is told once for a whole room") {
    const auto plan = plan::make_plan({std::make_shared<const Scenario>(lab_scenario({check("a", {"x"})}))},
                                      roster_of({lab_candidate("c01"), lab_candidate("c02")}), {}, {});
    CHECK(plan.error().message == "s.yaml:5:1: check 'a' needs the unknown check 'x' (did you mean 'a'?)");
  }
}

TEST_SUITE("plan/print") {
  TEST_CASE("a plan shows what is sent, from where, what changes the lab, and the longest it takes") {
    auto first = check("opens");
    first.title = {.en = "Port is open", .zh = "端口监听"};
    auto writing = step(probe_type(), "{port: 80, text: \"${pw}\\n\\e[2J\", changes: true}", on_role("web"));
    writing.save = {{"id", "name"}};
    auto asking = step(web_type(), "{host: \"${lb.address}\", headers: {x: \"${saved.id}\"}}", on_role("client"));
    asking.within = Duration{30'000};
    asking.hold = Duration{10'000};
    first.alternatives = {{writing, asking}};
    first.cleanup = {step(probe_type(), "{port: 81, mode: udp, list: []}")};
    auto scenario = lab_scenario({first});
    scenario.parameters = {{.name = "pw", .type = ParameterType::secret}};
    const auto text = plan::print_plan(plan_of(scenario, {{"pw", "sesame"}}).value(), Language::zh);
    CHECK(text == R"(candidate c01 张三 (seat A-01), scenario junior/web
  host lb 10.0.0.1
  host web[0] 10.0.0.2
  host web[1] 10.0.0.3
  host client 10.0.0.4 (the proctor's)
  parameter pw = "[secret]"

  check opens of skill 2.2.3: 端口监听, phase read, at most 1m 40s
    step 1: probe on web [changes the lab], timeout 20s
      web[0]: script, seen from host
        $1 = "changes=true"
        $2 = "count=3"
        $3 = "list=[1,\"b\"]"
        $4 = "mode=tcp"
        $5 = "port=80"
        $6 = "text=[secret]\n\u001b[2J"
        | probe "$@"
      web[1]: script, seen from host
        $1 = "changes=true"
        $2 = "count=3"
        $3 = "list=[1,\"b\"]"
        $4 = "mode=tcp"
        $5 = "port=80"
        $6 = "text=[secret]\n\u001b[2J"
        (the same script as for web[0])
    step 2: web on client, timeout 20s, every 2s within 30s, must hold 10s
      client: exchange, seen from peer
        {"details":{"headers":{"x":"‹saved.id›"},"host":"10.0.0.1","times":1},"host":"10.0.0.1","port":80,"protocol":"web"}
    cleanup 1: probe on lb, timeout 20s
      lb: script, seen from host
        $1 = "changes=false"
        $2 = "count=3"
        $3 = "list=[]"
        $4 = "mode=udp"
        $5 = "port=81"
        | probe "$@"

  at most 1m 40s for 1 check

1 candidate, each asked for at most 1m 40s beside connecting; [changes the lab] marks what does more than look
)");
  }

  TEST_CASE("long times are told in hours, minutes and seconds") {
    auto slow = step(probe_type(), "port: 80");
    slow.within = Duration{3'600'000};
    slow.timeout = Duration{90'001};
    auto one = check("a");
    one.alternatives = {{slow}};
    CHECK(plan::print_plan(plan_of(lab_scenario({one})).value(), Language::en)
              .find("\n  at most 1h 1m 31s for 1 check\n") != std::string::npos);
  }

  TEST_CASE("where a saved value must be a number, 1 stands for it; a host known only then is an example") {
    auto one = check("a");
    auto finding = step(probe_type(), "port: 80", on_role("web"));
    finding.on.quantity = Selector::Quantity::exactly;
    finding.on.bind_as = "active";
    finding.save = {{"n", "size"}};
    one.alternatives = {
        {finding, step(probe_type(), "{port: 80, count: \"${saved.n}\"}", {.name = "active", .text = "active"})}};
    const auto text = plan::print_plan(plan_of(lab_scenario({one})).value(), Language::en);
    CHECK(text.find("    step 2: probe on active, timeout 20s\n"
                    "      web[0]: script, seen from host (an example: 'active' is known only then) (1 stands for "
                    "saved values)\n") != std::string::npos);
    CHECK(text.find("count=1\"") != std::string::npos);
  }

  TEST_CASE("a step that can't be made says why, and a person's question is shown") {
    auto one = check("a");
    one.alternatives = {{step(probe_type(), "port: \"${nothing}\"")}};
    auto two = check("b", {"a"});
    two.alternatives = {};
    two.manual = Manual{.question = {.en = "Is it tidy?", .zh = ""}};
    const auto text = plan::print_plan(plan_of(lab_scenario({one, two})).value(), Language::en);
    CHECK(text.find("      lb: can't be made: s.yaml:1:7: unknown reference '${nothing}'\n") != std::string::npos);
    CHECK(text.find("    needs a\n    asks a person: Is it tidy?\n") != std::string::npos);
  }
}
