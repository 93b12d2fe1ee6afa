#include "judge/match.hpp"

#include <algorithm>

#include <doctest/doctest.h>

#include "building.hpp"
#include "judge/values.hpp"

using namespace labcheck;
using namespace labcheck::test;
using Kind = MatcherKind;

namespace {

/// `pass`, `fail` or `error` with the sentence, as people read it.
std::string sentence(const Matcher& matcher, const Value* fact) {
  const auto found = judge::match(matcher, fact);
  const std::string outcome = found.unreadable ? "error" : found.holds ? "pass" : "fail";
  CHECK_FALSE((found.unreadable && found.holds));
  return outcome + ": expected " + found.expected + ", found " + found.actual;
}

std::string sentence(const Matcher& matcher, const Value& fact) {
  return sentence(matcher, &fact);
}

std::string outcome(const Matcher& matcher, const Value* fact) {
  const auto text = sentence(matcher, fact);
  return text.substr(0, text.find(':'));
}
std::string outcome(const Matcher& matcher, const Value& fact) {
  return outcome(matcher, &fact);
}

Value list(std::string_view json) {
  return Value::parse(json);
}

Value nested(int levels) {
  Value value = Value::array();
  for (int level = 1; level < levels; ++level) {
    Value outer = Value::array();
    outer.push_back(std::move(value));
    value = std::move(outer);
  }
  return value;
}

}  // namespace

TEST_SUITE("judge/match") {
  TEST_CASE("equals compares numbers by value and never a text with a number") {
    CHECK(sentence(equals(200), 200) == "pass: expected 200, found 200");
    CHECK(outcome(equals(200), 200.0) == "pass");
    CHECK(sentence(equals(200), 502) == "fail: expected 200, found 502");
    CHECK(sentence(equals("1.10"), 1.1) == "fail: expected '1.10', found 1.1");
    CHECK(sentence(equals(1), "1") == "fail: expected 1, found '1'");
    CHECK(outcome(equals(true), 1) == "fail");
    CHECK(outcome(equals(-1), Value(18446744073709551615ULL)) == "fail");
    CHECK(outcome(equals(nullptr), Value(nullptr)) == "pass");
  }

  TEST_CASE("equals compares lists in order and maps by key") {
    CHECK(outcome(equals(list("[1,2]")), list("[1,2.0]")) == "pass");
    CHECK(sentence(equals(list("[1,2]")), list("[2,1]")) == "fail: expected [1, 2], found [2, 1]");
    CHECK(outcome(equals(list("[1]")), list("[1,1]")) == "fail");
    CHECK(outcome(equals(list(R"({"a":[1]})")), list(R"({"a":[1]})")) == "pass");
    CHECK(outcome(equals(list(R"({"a":1})")), list(R"({"b":1})")) == "fail");
    CHECK(outcome(equals(list(R"({"a":1})")), list(R"({"a":1,"b":1})")) == "fail");
  }

  TEST_CASE("a fact that isn't there fails everything but absent, and not is no way round") {
    const Value* missing = nullptr;
    CHECK(sentence(equals(1), missing) == "fail: expected 1, found nothing");
    CHECK(sentence(not_(equals(1)), missing) == "fail: expected not 1, found nothing");
    CHECK(outcome(not_(not_(equals(1))), missing) == "fail");
    CHECK(outcome(with(Kind::absent, true), missing) == "pass");
    CHECK(sentence(with(Kind::absent, false), missing) == "fail: expected present, found nothing");
    CHECK(sentence(with(Kind::absent, true), 3) == "fail: expected absent, found 3");
    CHECK(outcome(with(Kind::absent, false), 3) == "pass");
    CHECK(outcome(not_(with(Kind::absent, true)), 3) == "pass");
    CHECK(outcome(with(Kind::empty, true), missing) == "fail");
    CHECK(outcome(each(equals(1)), missing) == "fail");
    CHECK(outcome(not_(any({equals(1), equals(2)})), missing) == "fail");
    CHECK(outcome(not_(has(equals(1))), missing) == "fail");
    CHECK(outcome(any({with(Kind::absent, true), equals(1)}), missing) == "pass");
  }

  TEST_CASE("what can't be compared is an error, even under not") {
    CHECK(sentence(with(Kind::at_least, 2), "two") == "error: expected at least 2, found 'two' (a text)");
    CHECK(sentence(not_(with(Kind::at_least, 2)), "two") == "error: expected not at least 2, found 'two' (a text)");
    CHECK(sentence(with(Kind::matches, "^a$"), 1) == "error: expected to match '^a$', found 1 (a number)");
    CHECK(sentence(each(equals(1)), 1) == "error: expected each 1, found 1 (a number)");
    CHECK(sentence(each(with(Kind::below, 9)), list(R"([1,"x"])")) ==
          "error: expected each below 9, found 'x' (a text) as element 2 of 2");
    CHECK(outcome(not_(each(with(Kind::below, 9))), list(R"([1,"x"])")) == "error");
    CHECK(outcome(with(Kind::contains, "abc"), 12) == "error");
    CHECK(outcome(with(Kind::version, ">=1.18"), "nginx") == "error");
    CHECK(sentence(with(Kind::version, ""), "1.2") ==
          "error: expected '', found '1.2' (there is no version to compare with)");
    CHECK(outcome(with(Kind::empty, true), Value(0)) == "error");
    CHECK(outcome(with(Kind::matches, "("), "a") == "error");
    CHECK(outcome(with(Kind::count, std::vector{equals(1)}), "a") == "error");
    CHECK(outcome(members({{"code", equals(1)}}), "a") == "error");
  }

  TEST_CASE("an error decides only where nothing else does, in any order") {
    const auto broken = with(Kind::at_least, 2);  // unreadable for a text
    auto parts = std::vector{equals("b"), broken};
    do {
      CHECK(outcome(all(parts), "a") == "fail");
      CHECK(outcome(any(parts), "a") == "error");
      CHECK(outcome(all(parts), "b") == "error");
      CHECK(outcome(any(parts), "b") == "pass");
      std::swap(parts[0], parts[1]);
    } while (parts[0].kind != Kind::equals);
    CHECK(outcome(each(broken), list(R"(["x",1])")) == "fail");
    CHECK(outcome(each(broken), list(R"([1,"x"])")) == "fail");
    CHECK(outcome(has(broken), list(R"(["x",1])")) == "error");
    CHECK(outcome(has(broken), list(R"(["x",3])")) == "pass");
  }

  TEST_CASE("each of an empty list fails, and so does its negation") {
    CHECK(sentence(each(equals(200)), Value::array()) == "fail: expected each 200, found an empty list");
    CHECK(outcome(not_(each(equals(200))), Value::array()) == "fail");
    CHECK(sentence(each(equals(200)), list("[200,502]")) == "fail: expected each 200, found [200, 502]");
    CHECK(outcome(each(equals(200)), list("[200,200]")) == "pass");
    CHECK(outcome(not_(each(equals(200))), list("[200,502]")) == "pass");
  }

  TEST_CASE("each names the element when the list is too long to show") {
    Value many = Value::array();
    for (int at = 0; at < 200; ++at) {
      many.push_back(at == 120 ? 502 : 200);
    }
    CHECK(sentence(each(equals(200)), many) == "fail: expected each 200, found 502 as element 121 of 200");
  }

  TEST_CASE("contains is a substring of a text and an element of a list") {
    CHECK(sentence(with(Kind::contains, "welcome"), "be welcome") ==
          "pass: expected to contain 'welcome', found 'be welcome'");
    CHECK(outcome(with(Kind::contains, "welcome"), "Welcome") == "fail");
    CHECK(outcome(with(Kind::contains, "ab"), list(R"(["abc"])")) == "fail");
    CHECK(outcome(with(Kind::contains, 2), list("[1,2]")) == "pass");
    CHECK(outcome(with(Kind::contains_all, list(R"(["a","b"])")), list(R"(["b","c","a"])")) == "pass");
    CHECK(sentence(with(Kind::contains_all, list(R"(["abc","def"])")), "abc") ==
          "fail: expected to contain all of 'abc', 'def', found 'abc'");
  }

  TEST_CASE("an empty text proves nothing by being contained") {
    CHECK(sentence(with(Kind::contains, ""), "anything") ==
          "error: expected to contain '', found 'anything' (an empty text is contained in everything)");
    CHECK(outcome(with(Kind::contains_all, Value::array()), "anything") == "error");
    CHECK(outcome(with(Kind::contains_all, list(R"(["any",""])")), "anything") == "error");
  }

  TEST_CASE("matchers that lost their parts are errors and hold for nothing") {
    for (const auto kind :
         {Kind::not_, Kind::all, Kind::any, Kind::each, Kind::count, Kind::distinct, Kind::has, Kind::members}) {
      CHECK(outcome(with(kind, std::vector<Matcher>{}), list("[1]")) == "error");
    }
    for (const auto kind : {Kind::one_of, Kind::matches, Kind::at_least, Kind::between, Kind::absent, Kind::empty,
                            Kind::version, Kind::contains_all}) {
      CHECK(outcome(with(kind, Value(nullptr)), "a") == "error");
    }
  }

  TEST_CASE("numbers are ordered by value whatever their types") {
    CHECK(outcome(with(Kind::at_least, 2), 2) == "pass");
    CHECK(sentence(with(Kind::at_least, 2), 1) == "fail: expected at least 2, found 1");
    CHECK(outcome(with(Kind::at_most, 2), 2.5) == "fail");
    CHECK(outcome(with(Kind::above, 2), 2) == "fail");
    CHECK(outcome(with(Kind::below, 2), 1.99) == "pass");
    CHECK(outcome(with(Kind::below, 10), Value(18446744073709551615ULL)) == "fail");
    CHECK(outcome(with(Kind::below, 9007199254740993.0), Value(9007199254740993LL)) == "fail");
    CHECK(outcome(with(Kind::between, list("[1,3]")), 1) == "pass");
    CHECK(outcome(with(Kind::between, list("[1,3]")), 3) == "pass");
    CHECK(sentence(with(Kind::between, list("[1,3]")), 3.01) == "fail: expected between 1 and 3, found 3.01");
    CHECK(outcome(with(Kind::between, list("[1]")), 1) == "error");
  }

  TEST_CASE("a null is there, equals null, and can't be compared with anything") {
    CHECK(outcome(with(Kind::at_least, 0), Value(nullptr)) == "fail");
    CHECK(outcome(not_(with(Kind::at_least, 0)), Value(nullptr)) == "fail");
    CHECK(outcome(not_(with(Kind::contains, "abc")), Value(nullptr)) == "fail");
    CHECK(outcome(with(Kind::absent, true), Value(nullptr)) == "fail");
    CHECK(outcome(not_(equals("a")), Value(nullptr)) == "pass");
  }

  TEST_CASE("count and distinct put their matcher to the number") {
    const auto three = list(R"(["a","b","a"])");
    CHECK(sentence(with(Kind::count, std::vector{with(Kind::at_least, 4)}), three) ==
          "fail: expected at least 4 elements, found 3");
    CHECK(outcome(with(Kind::count, std::vector{equals(3)}), three) == "pass");
    CHECK(sentence(with(Kind::distinct, std::vector{equals(3)}), three) == "fail: expected 3 distinct values, found 2");
    CHECK(outcome(with(Kind::distinct, std::vector{equals(2)}), three) == "pass");
    CHECK(outcome(with(Kind::distinct, std::vector{equals(1)}), list("[1,1.0]")) == "pass");
    CHECK(outcome(with(Kind::distinct, std::vector{equals(2)}), list(R"([1,"1"])")) == "pass");
    CHECK(outcome(with(Kind::count, std::vector{equals(0)}), Value::array()) == "pass");
    CHECK(outcome(with(Kind::count, std::vector{equals(1)}), list(R"({"a":1})")) == "pass");
  }

  TEST_CASE("has looks for an element of a list or a key of a map") {
    CHECK(outcome(has(equals(2)), list("[1,2]")) == "pass");
    CHECK(sentence(has(with(Kind::matches, "^b")), list(R"(["ab"])")) ==
          "fail: expected some element to match '^b', found ['ab']");
    CHECK(outcome(has(equals("key")), list(R"({"key":1})")) == "pass");
    CHECK(outcome(has(equals("a")), Value::array()) == "fail");
    CHECK(outcome(not_(has(equals("a"))), list(R"(["b"])")) == "pass");
    const auto bad = has(members({{"name", equals("bad")}}));
    CHECK(outcome(not_(bad), list(R"([{"other":1}])")) == "pass");
  }

  TEST_CASE("one_of, empty and matches say what they wanted") {
    CHECK(sentence(with(Kind::one_of, list(R"(["a","b"])")), "c") == "fail: expected one of 'a', 'b', found 'c'");
    CHECK(outcome(with(Kind::one_of, list("[80,443]")), 443) == "pass");
    CHECK(sentence(with(Kind::empty, true), "x") == "fail: expected empty, found 'x'");
    CHECK(outcome(with(Kind::empty, false), list("[1]")) == "pass");
    CHECK(outcome(with(Kind::matches, "^a.*z$"), "abcz") == "pass");
    CHECK(outcome(with(Kind::matches, "^b$"), "abc") == "fail");
  }

  TEST_CASE("members are fields and JSON paths") {
    const auto refused = list(R"({"code":1046,"message":"No database"})");
    CHECK(sentence(members({{"code", equals(1045)}}), refused) == "fail: expected code 1045, found 1046");
    CHECK(outcome(members({{"code", equals(1046)}, {"message", with(Kind::contains, "database")}}), refused) == "pass");
    CHECK(sentence(members({{"state", equals("42000")}}), refused) == "fail: expected state '42000', found nothing");
    CHECK(outcome(members({{"state", with(Kind::absent, true)}}), refused) == "pass");

    const auto body = list(R"({"items":[{"status":"enabled","state":"up"},{"status":"disabled","state":"down"}]})");
    const auto states = "$.items[?@.status=='enabled'].state";
    CHECK(outcome(members({{states, each(equals("up"))}}), body) == "pass");
    CHECK(outcome(members({{states, with(Kind::count, std::vector{equals(2)})}}), body) == "fail");
    CHECK(outcome(members({{"$.items[*].state", each(equals("up"))}}), body) == "fail");
    CHECK(outcome(members({{"$.items[0].state", equals("up")}}), body) == "pass");
    CHECK(sentence(members({{"$.items[7].state", equals("up")}}), body) ==
          "fail: expected $.items[7].state 'up', found nothing");
    CHECK(outcome(members({{"$.none[*]", each(equals(1))}}), body) == "fail");
    CHECK(outcome(members({{"$.items[", equals(1)}}), body) == "error");
  }

  TEST_CASE("all facts of an expectation must hold, and the first that fails gives the words") {
    const Value facts = {{"listening", true}, {"program", "nginx"}, {"pid", "x"}};
    auto found = judge::match_all({{"listening", equals(true)}, {"program", equals("haproxy")}}, facts);
    CHECK_FALSE(found.holds);
    CHECK(found.expected == "program 'haproxy'");
    CHECK(found.actual == "'nginx'");
    found = judge::match_all({{"pid", with(Kind::above, 1)}, {"program", equals("haproxy")}}, facts);
    CHECK_FALSE(found.unreadable);
    CHECK(found.expected == "program 'haproxy'");
    found = judge::match_all({{"listening", equals(true)}, {"program", equals("nginx")}}, facts);
    CHECK(found.holds);
    CHECK(found.expected == "listening true and program 'nginx'");
    CHECK(found.actual == "listening true and program 'nginx'");
    found = judge::match_all({{"pid", with(Kind::above, 1)}, {"program", equals("nginx")}}, facts);
    CHECK(found.unreadable);
  }

  TEST_CASE("long and hostile values are cut between characters") {
    const auto found = judge::match(equals("a"), nullptr);
    CHECK(found.actual == "nothing");
    std::string text(199, 'a');
    text += "中文";
    const Value fact = text;
    const auto shown = judge::match(equals("a"), &fact).actual;
    CHECK(shown.size() <= judge::longest_words + 3);
    CHECK(shown == "'" + std::string(199, 'a') + "…");
    CHECK(valid_utf8(shown) == shown);
    CHECK(judge::describe(nested(400)).size() <= judge::longest_words + 3);
  }

  TEST_CASE("a value nested too deeply is an error, not the end of the program") {
    const auto deep = nested(10'000);
    CHECK(outcome(equals(1), deep) == "error");
    CHECK(outcome(not_(equals(1)), deep) == "error");
    Value facts = Value::object();
    facts["json"] = nested(10'000);
    const auto found = judge::match_all({{"json", with(Kind::absent, false)}}, facts);
    CHECK(found.unreadable);
    CHECK(found.actual == "a value nested more than 500 levels deep");
    CHECK(outcome(with(Kind::distinct, std::vector{equals(1)}), nested(500)) == "pass");
  }

  TEST_CASE("matching is the same in every order of the parts") {
    const Value facts = {{"a", 1}, {"b", "x"}};
    std::vector<Matcher> pool{equals(1), equals(2), with(Kind::at_least, "x"), with(Kind::absent, true),
                              not_(equals(1))};
    std::vector<int> order{0, 1, 2, 3, 4};
    std::string of_all;
    std::string of_any;
    do {
      std::vector<Matcher> parts;
      for (const auto at : order) {
        parts.push_back(pool[static_cast<std::size_t>(at)]);
      }
      const auto all_now = outcome(all(parts), facts["a"]);
      const auto any_now = outcome(any(parts), facts["a"]);
      of_all = of_all.empty() ? all_now : of_all;
      of_any = of_any.empty() ? any_now : of_any;
      CHECK(all_now == of_all);
      CHECK(any_now == of_any);
    } while (std::next_permutation(order.begin(), order.end()));
    CHECK(of_all == "fail");
    CHECK(of_any == "pass");
  }
}
