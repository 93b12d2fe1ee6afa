#include <doctest/doctest.h>

#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks::test;

namespace {

Value asking(Value more) {
  more["server"] = "10.0.0.1";
  return more;
}

Answer http(int status, const std::string& body) {
  Answer answer;
  answer.reply = {{"connected", true},
                  {"responses",
                   {{{"connected", true},
                     {"status", status},
                     {"headers", Value::object()},
                     {"body", body},
                     {"url", "http://10.0.0.1:9090/"},
                     {"elapsed_ms", 1}}}}};
  return answer;
}

Answer kept(std::string_view name, int status = 200) {
  return http(status, recorded("debian-12/prometheus-" + std::string{name}).out);
}

std::string complaint(const Value& parameters) {
  return find_check_type("prometheus")->complaint(parameters);
}

}  // namespace

TEST_SUITE("checks/prometheus") {
  TEST_CASE("a question becomes a request of the API") {
    const auto exchange = exchange_of("prometheus", asking({{"query", "up{job=\"a b\"} == 1"}}));
    CHECK(exchange.protocol == "http");
    CHECK(exchange.port == 9090);
    CHECK(exchange.details["target"] == "/api/v1/query?query=up%7Bjob%3D%22a%20b%22%7D%20%3D%3D%201");
    CHECK(exchange_of("prometheus", asking({{"list", "targets"}})).details["target"] == "/api/v1/targets?state=active");
    const auto behind =
        exchange_of("prometheus", {{"server", "https://mon.lab/prom/"}, {"user", "a"}, {"password", "b"}});
    CHECK(behind.port == 443);
    CHECK(behind.details["target"] == "/prom/api/v1/status/buildinfo");
    CHECK(behind.details["scheme"] == "https");
    CHECK(behind.details["user"] == "a");
  }

  TEST_CASE("targets of Prometheus 2.42, one up and one not") {
    const auto facts = facts_of("prometheus", asking({{"list", "targets"}}), kept("targets"));
    CHECK(facts["done"] == true);
    CHECK(facts["count"] == 2);
    CHECK(facts["up"] == 1);
    CHECK(facts["not_up"] == Value{"127.0.0.1:19199"});
    CHECK(facts["targets"][0]["job"] == "node");
    CHECK(facts["targets"][0]["labels"]["room"] == "a");
    CHECK(facts["targets"][1]["error"].get<std::string>().ends_with("connection refused"));
  }

  TEST_CASE("an instant query gives a value for each series") {
    const auto facts = facts_of("prometheus", asking({{"query", "up"}}), kept("up"));
    CHECK(facts["count"] == 2);
    CHECK(facts["values"] == Value{1.0, 0.0});
    CHECK(facts["samples"][0]["labels"]["instance"] == "127.0.0.1:19100");
    CHECK_FALSE(facts.contains("value"));
    const auto one =
        http(200, R"({"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1,"2.5"]}]}})");
    CHECK(facts_of("prometheus", asking({{"query", "x"}}), one)["value"] == 2.5);
  }

  TEST_CASE("infinity is no number, and a matrix no answer") {
    const auto facts = facts_of("prometheus", asking({{"query", "1/0"}}), kept("infinity"));
    CHECK(facts["values"] == Value{"+Inf"});
    CHECK_FALSE(facts.contains("value"));
    CHECK(message_of("prometheus", asking({{"query", "up[3s]"}}), kept("matrix")) ==
          "the query gives a matrix, not a vector or a scalar");
  }

  TEST_CASE("alerts and rules") {
    const auto alerts = facts_of("prometheus", asking({{"list", "alerts"}}), kept("alerts"));
    CHECK(alerts["firing"] == Value{"HostDown"});
    CHECK(alerts["alerts"][0]["labels"]["severity"] == "page");
    const auto rules = facts_of("prometheus", asking({{"list", "rules"}}), kept("rules"));
    CHECK(rules["count"] == 3);
    CHECK(rules["unhealthy"] == Value::array());
    CHECK(rules["rules"][0]["name"] == "HostDown");
    CHECK(rules["rules"][0]["for"] == 0);
    CHECK(rules["rules"][2]["type"] == "recording");
    CHECK(facts_of("prometheus", asking({}), kept("version"))["version"] == "2.42.0+ds");
  }

  TEST_CASE("a refusal has Prometheus's own code; another's has its status") {
    const auto bad = facts_of("prometheus", asking({{"query", "up{"}}), kept("bad-query", 400));
    CHECK(bad["done"] == false);
    CHECK(bad["refused"]["code"] == "bad_data");
    const auto proxy = facts_of("prometheus", asking({}), http(401, "<html>\nno"));
    CHECK(proxy["refused"] == Value{{"code", "401"}, {"message", "<html>"}});
    CHECK(proxy["status"] == 401);
  }

  TEST_CASE("another service is no Prometheus, and a cut answer no fact") {
    for (const auto* body : {"hello", "{}", "[]", "{\"status\":\"success\"}", "{\"status\":\"error\",\"data\":{}}"}) {
      const auto facts = facts_of("prometheus", asking({}), http(200, body));
      CHECK(facts["failure"] == "what came is no answer of Prometheus's API");
      CHECK(facts["done"] == false);
    }
    const auto whole = recorded("debian-12/prometheus-targets").out;
    for (std::size_t size = 0; size < whole.size(); size += 31) {
      CHECK(facts_of("prometheus", asking({{"list", "targets"}}), http(200, whole.substr(0, size)))["done"] == false);
    }
    const auto odd = http(200, R"({"status":"success","data":{"activeTargets":[{"labels":{"job":1}}]}})");
    CHECK(message_of("prometheus", asking({{"list", "targets"}}), odd) == "'labels' of Prometheus is no map of texts");
    const auto sample = http(200, R"({"status":"success","data":{"resultType":"scalar","result":[1,"many"]}})");
    CHECK(message_of("prometheus", asking({{"query", "x"}}), sample) == "'many' is no value of a sample");
  }

  TEST_CASE("a closed port is a fact") {
    Answer closed;
    closed.reply = {{"connected", false}, {"responses", {{{"connected", false}, {"reason", "refused"}}}}};
    CHECK(facts_of("prometheus", asking({}), closed) ==
          Value{{"connected", false}, {"done", false}, {"reason", "refused"}});
    CHECK(message_of("prometheus", asking({}), Answer{}) == "the client's reply has no 'responses'");
  }

  TEST_CASE("wrong parameters are named") {
    CHECK(complaint({{"server", "a b"}}) == "'a b' is no target (write host:port)");
    CHECK(complaint({{"server", "ftp://a"}}) == "'ftp://a' is no URL: it must begin with http:// or https://");
    CHECK(complaint(asking({{"query", "up"}, {"list", "rules"}})) == "query and list exclude each other");
    CHECK(complaint(asking({{"query", ""}})) == "query is empty");
    CHECK(complaint(asking({{"user", "a"}})) == "user needs a password");
    CHECK(complaint({{"server", "${mon.address}"}, {"query", "up"}}) == "");
  }
}
