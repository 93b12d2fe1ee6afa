#include <doctest/doctest.h>

#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks::test;

namespace {

Value asking(Value more) {
  more["server"] = "10.0.0.1";
  return more;
}

Answer replied(Value reply) {
  reply["connected"] = true;
  Answer answer;
  answer.reply = std::move(reply);
  return answer;
}

// A recording of the wire as the client's reply.
Value figures(std::string_view name) {
  Value pairs = Value::array();
  std::string wire = recorded("debian-12/memcached-" + std::string{name}).out;
  for (std::size_t at = 0; wire.compare(at, 5, "STAT ") == 0;) {
    const auto end = wire.find("\r\n", at);
    const auto line = wire.substr(at + 5, end - at - 5);
    const auto blank = line.find(' ');
    pairs.push_back({{"name", line.substr(0, blank)}, {"value", line.substr(blank + 1)}});
    at = end + 2;
  }
  return {{"stats", pairs}};
}

std::string complaint(const Value& parameters) {
  return find_check_type("memcached")->complaint(parameters);
}

}  // namespace

TEST_SUITE("checks/memcached") {
  TEST_CASE("a question becomes an exchange") {
    const auto exchange = exchange_of("memcached", asking({{"set", "k"}, {"value", 7}, {"lifetime", 60}}));
    CHECK(exchange.protocol == "memcached");
    CHECK(exchange.port == 11211);
    CHECK(exchange.details == Value{{"action", "set"}, {"key", "k"}, {"value", "7"}, {"lifetime", 60}});
    CHECK(exchange_of("memcached", asking({{"stats", "general"}})).details ==
          Value{{"action", "stats"}, {"which", ""}});
    CHECK(exchange_of("memcached", asking({{"user", "a"}, {"password", "b"}})).details ==
          Value{{"action", "version"}, {"user", "a"}, {"password", "b"}});
  }

  TEST_CASE("writing and removing change the lab") {
    const auto* type = find_check_type("memcached");
    CHECK(type->phase(asking({{"get", "k"}})) == Phase::read);
    CHECK(type->phase(asking({{"set", "k"}, {"value", "v"}})) == Phase::write);
    CHECK(type->phase(asking({{"delete", "k"}})) == Phase::write);
  }

  TEST_CASE("figures and settings of memcached 1.6") {
    const auto stats = facts_of("memcached", asking({{"stats", "general"}}), replied(figures("stats")));
    CHECK(stats["stats"]["version"] == "1.6.18");
    CHECK(stats["stats"]["curr_items"] == 0);
    CHECK(stats["stats"]["rusage_user"].is_number_float());
    const auto settings = facts_of("memcached", asking({{"stats", "settings"}}), replied(figures("settings")));
    CHECK(settings["stats"]["maxconns"] == 1024);
    CHECK(settings["stats"]["evictions"] == "on");
    CHECK(settings["done"] == true);
  }

  TEST_CASE("a key that is there, and one that isn't") {
    const auto asked = asking({{"get", "k"}});
    CHECK(facts_of("memcached", asked, replied({{"found", true}, {"value", "v"}})) ==
          Value{{"connected", true}, {"done", true}, {"found", true}, {"value", "v"}});
    CHECK(facts_of("memcached", asked, replied({{"found", false}})) ==
          Value{{"connected", true}, {"done", false}, {"found", false}});
    CHECK(facts_of("memcached", asking({{"set", "k"}, {"value", "v"}}), replied({{"stored", true}}))["done"] == true);
    CHECK(facts_of("memcached", asking({}), replied({{"version", "1.6"}}))["version"] == "1.6");
  }

  TEST_CASE("refusals, failures and closed ports are facts that are not done") {
    const Value refused{{"code", "CLIENT_ERROR"}, {"message", "unauthenticated"}};
    CHECK(facts_of("memcached", asking({}), replied({{"refused", refused}})) ==
          Value{{"connected", true}, {"done", false}, {"refused", refused}});
    const auto denied = facts_of("memcached", asking({{"user", "a"}, {"password", "b"}}),
                                 replied({{"refused", refused}, {"accepted", false}}));
    CHECK(denied["accepted"] == false);
    CHECK(facts_of("memcached", asking({}), replied({{"failure", "x"}}))["failure"] == "x");
    Answer closed;
    closed.reply = {{"connected", false}, {"reason", "refused"}};
    CHECK(facts_of("memcached", asking({}), closed) ==
          Value{{"connected", false}, {"done", false}, {"reason", "refused"}});
  }

  TEST_CASE("a cut or absurd reply is no fact") {
    CHECK(message_of("memcached", asking({{"get", "k"}}), replied({{"found", true}})) ==
          "the client's reply has no 'value'");
    CHECK(message_of("memcached", asking({{"stats", "general"}}), replied({})) == "the client's reply has no 'stats'");
    auto twice = figures("stats");
    twice["stats"].push_back(twice["stats"].front());
    CHECK(message_of("memcached", asking({{"stats", "general"}}), replied(twice)) ==
          "the figure 'pid' came twice or without a name");
    CHECK(message_of("memcached", asking({{"user", "a"}, {"password", "b"}}), replied({{"version", "1"}})) ==
          "the client's reply has no 'accepted'");
  }

  TEST_CASE("wrong parameters are named") {
    CHECK(complaint(asking({{"get", "a"}, {"stats", "items"}})) == "get and stats exclude each other");
    CHECK(complaint(asking({{"set", "a"}})) == "set needs the value to write");
    CHECK(complaint(asking({{"value", "a"}})) == "value belongs to set");
    CHECK(complaint(asking({{"get", "a b"}})) == "the key of get holds a blank or a control character");
    CHECK(complaint(asking({{"get", "a\r\nflush_all"}})) == "the key of get holds a blank or a control character");
    CHECK(complaint(asking({{"get", std::string(251, 'a')}})) == "the key of get has 251 characters, outside 1-250");
    CHECK(complaint(asking({{"user", "a"}})) == "user needs a password");
    CHECK(complaint(asking({{"set", "a"}, {"value", "b"}, {"lifetime", -1}})) == "lifetime is -1, below 0");
    CHECK(complaint({{"server", "${db.address}"}, {"get", "${marker}"}}) == "");
  }
}
