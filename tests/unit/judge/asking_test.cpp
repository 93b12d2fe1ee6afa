#include "judge/asking.hpp"

#include <doctest/doctest.h>

using namespace labcheck;

namespace {

Node scalar(std::string text) {
  Node node;
  node.kind = Node::Kind::scalar;
  node.text = std::move(text);
  return node;
}

Step step(const char* type, std::string on, std::map<std::string, Node> parameters) {
  Step made;
  made.type = find_check_type(type);
  made.on.text = std::move(on);
  made.parameters = std::move(parameters);
  return made;
}

Check check_of(std::vector<Step> steps) {
  Check check;
  check.id = "a";
  check.alternatives = {std::move(steps)};
  return check;
}

}  // namespace

TEST_SUITE("judge/asking") {
  TEST_CASE("what a corrected check asks otherwise is named, what it expects and how long it waits is not") {
    const auto before = check_of({step("port", "lb", {{"port", scalar("80")}})});
    auto after = before;
    auto& asked = after.alternatives[0][0];
    CHECK(judge::changed_asking(nullptr, after) == "the check is new");
    SUBCASE("the expectation only") {
      asked.expect.push_back({.name = "listening"});
      asked.within = Duration{5'000};
      CHECK(judge::changed_asking(&before, after).empty());
    }
    SUBCASE("a parameter") {
      asked.parameters["port"] = scalar("8080");
      CHECK(judge::changed_asking(&before, after) == "step 1: 'port' is '8080', and was '80'");
    }
    SUBCASE("a parameter more, another less") {
      asked.parameters = {{"protocol", scalar("udp")}};
      CHECK(judge::changed_asking(&before, after) ==
            "step 1: 'port' is not given, and was '80'; step 1: 'protocol' is 'udp', and was not given");
    }
    SUBCASE("a list with other contents") {
      auto list = before;
      Node two;
      two.kind = Node::Kind::sequence;
      two.items = {scalar("1"), scalar("2")};
      list.alternatives[0][0].parameters["port"] = two;
      two.items[1] = scalar("3");
      asked.parameters["port"] = two;
      CHECK(judge::changed_asking(&list, after) == "step 1: 'port' is [1, 3], and was [1, 2]");
    }
    SUBCASE("the type") {
      asked.type = find_check_type("service");
      CHECK(judge::changed_asking(&before, after) == "step 1: the check type is 'service', and was 'port'");
    }
    SUBCASE("the host") {
      asked.on.text = "web[0]";
      CHECK(judge::changed_asking(&before, after) == "step 1: it is put to 'web[0]', and was to 'lb'");
    }
    SUBCASE("a step more") {
      after.alternatives[0].push_back(before.alternatives[0][0]);
      CHECK(judge::changed_asking(&before, after) == "it has 2 steps, and had 1");
    }
    SUBCASE("an alternative more") {
      after.any_of = true;
      after.alternatives.push_back(before.alternatives[0]);
      CHECK(judge::changed_asking(&before, after) == "it has 2 alternatives, and had 1");
    }
  }
}
