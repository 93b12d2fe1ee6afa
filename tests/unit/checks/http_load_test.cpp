#include <doctest/doctest.h>

#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks::test;

namespace {

Value reply(int status, const std::string& body, int elapsed, const std::string& served_by = "") {
  Value headers = Value::object();
  if (!served_by.empty()) {
    headers["x-served-by"] = served_by;
  }
  return {{"connected", true}, {"status", status},    {"headers", headers},
          {"body", body},      {"url", "http://lb/"}, {"elapsed_ms", elapsed}};
}

const Value dead{{"connected", false}, {"reason", "refused"}, {"url", "http://lb/"}};
const Value cut{{"connected", true}, {"failure", "Empty reply from server"}, {"url", "http://lb/"}};

Value facts(const Value& responses, Value parameters = Value::object(), Duration elapsed = Duration{2'000}) {
  Answer answer;
  answer.reply = {{"connected", true}, {"responses", responses}};
  answer.elapsed = elapsed;
  parameters["times"] = responses.size();
  return facts_of("http", parameters, answer);
}

std::string complaint(Value parameters) {
  parameters["url"] = "http://lb/";
  return find_check_type("http")->complaint(parameters);
}

}  // namespace

TEST_SUITE("checks/http load") {
  TEST_CASE("what went well, what did not, and how") {
    const auto all = facts({reply(200, "a", 5), reply(301, "", 1), reply(503, "", 2), reply(503, "", 2), dead, cut,
                            reply(200, "b", 9), reply(404, "", 3)});
    CHECK(all["ok_share"] == 37.5);
    CHECK(all["errors"] == Value{{"503", 2}, {"404", 1}, {"none", 2}});
    CHECK(all["rate"] == 3.0);
    CHECK(all["status"] == Value{200, 301, 503, 503, nullptr, nullptr, 200, 404});
    CHECK_FALSE(all.contains("shares"));
  }

  TEST_CASE("latency is a time that some request took, of all that were answered") {
    Value responses = Value::array();
    for (int time = 200; time > 0; --time) {
      responses.push_back(reply(200, "", time));
    }
    CHECK(facts(responses)["latency"] == Value{{"p50", 100}, {"p90", 180}, {"p99", 198}, {"max", 200}});
    CHECK(facts({reply(200, "", 7), dead})["latency"] == Value{{"p50", 7}, {"p90", 7}, {"p99", 7}, {"max", 7}});
    CHECK_FALSE(facts({dead, dead}).contains("latency"));
  }

  TEST_CASE("shares are of good replies, the busiest backend first") {
    const Value responses{reply(200, "one", 1), reply(200, "two", 1),   reply(200, "one", 1),
                          reply(200, "one", 1), reply(502, "sorry", 1), dead};
    const auto all = facts(responses, {{"share_by", "body"}});
    CHECK(all["backends"] == Value{"one", "two"});
    CHECK(all["shares"] == Value{75.0, 25.0});
    CHECK(all["imbalance"] == 50.0);
  }

  TEST_CASE("a header tells backends apart, whatever its case; replies without it are of one backend without a name") {
    const Value responses{reply(200, "", 1, "web1"), reply(200, "", 1, "web2"), reply(200, "", 1)};
    const auto all = facts(responses, {{"share_by", "X-Served-By"}});
    CHECK(all["backends"] == Value{"", "web1", "web2"});
    CHECK(all["shares"] == Value{33.33, 33.33, 33.33});
    CHECK(all["imbalance"] == 0.0);
  }

  TEST_CASE("where nothing went well there are no shares") {
    const auto all = facts({dead, dead}, {{"share_by", "body"}});
    CHECK(all["ok_share"] == 0.0);
    CHECK(all["shares"] == Value::array());
    CHECK_FALSE(all.contains("imbalance"));
  }

  TEST_CASE("one request is no load") {
    Answer answer;
    answer.reply = {{"connected", true}, {"responses", {reply(200, "a", 1)}}};
    CHECK_FALSE(facts_of("http", Value::object(), answer).contains("ok_share"));
  }

  TEST_CASE("several at a time are load, and the exchange says how many") {
    const auto* type = find_check_type("http");
    CHECK(type->phase({{"url", "http://lb/"}, {"times", 20}}) == Phase::read);
    CHECK(type->phase({{"url", "http://lb/"}, {"times", 20}, {"concurrency", 5}}) == Phase::load);
    CHECK(type->phase({{"post", "http://lb/"}, {"times", 20}, {"concurrency", 5}}) == Phase::load);
    CHECK(type->undoes({{"url", "http://lb/"}, {"times", 20}, {"concurrency", 5}}));
    CHECK_FALSE(type->undoes({{"post", "http://lb/"}, {"times", 20}, {"concurrency", 5}}));
    CHECK(exchange_of("http", {{"url", "http://lb/"}, {"times", 9}, {"concurrency", 3}}).details["concurrency"] == 3);
    CHECK_FALSE(exchange_of("http", {{"url", "http://lb/"}, {"times", 9}}).details.contains("concurrency"));
  }

  TEST_CASE("load has bounds") {
    CHECK(complaint({{"times", 100}, {"concurrency", 33}}) == "concurrency is 33, outside 1-32");
    CHECK(complaint({{"times", 100}, {"concurrency", 0}}) == "concurrency is 0, outside 1-32");
    CHECK(complaint({{"times", 2}, {"concurrency", 3}}) == "concurrency is 3, of 2 requests");
    CHECK(complaint({{"concurrency", 2}}) == "concurrency is 2, of 1 request");
    CHECK(complaint({{"share_by", "body"}}) == "share_by wants several requests: say how many (times)");
    CHECK(complaint({{"times", 9}, {"share_by", "a b"}}) == "'share_by: a b' is neither body nor a header's name");
    CHECK(complaint({{"times", "${n}"}, {"concurrency", 3}, {"share_by", "body"}}) == "");
  }
}
