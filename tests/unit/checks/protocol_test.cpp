#include <doctest/doctest.h>

#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks::test;

namespace {

Answer replied(Value reply) {
  Answer answer;
  answer.reply = std::move(reply);
  return answer;
}

std::string complaint(std::string_view type, const Value& parameters) {
  return find_check_type(type)->complaint(parameters);
}

const Value good_response = {{"connected", true},    {"status", 200},      {"headers", {{"server", "x"}}},
                             {"body", "{\"a\": 1}"}, {"url", "http://a/"}, {"elapsed_ms", 3}};

const Value login = {{"engine", "mysql"}, {"host", "db"}, {"user", "app"}, {"password", "pw"}, {"query", "select 1"}};

Value with(Value parameters, std::string_view name, Value value) {
  parameters[std::string{name}] = std::move(value);
  return parameters;
}

}  // namespace

TEST_SUITE("checks/tcp") {
  TEST_CASE("a target becomes an exchange") {
    const auto exchange = exchange_of("tcp", {{"target", "mail:25"}, {"send", "EHLO x\r\n"}, {"until", "\n"}});
    CHECK(exchange.protocol == "tcp");
    CHECK(exchange.host == "mail");
    CHECK(exchange.port == 25);
    CHECK(exchange.details == Value{{"send", "EHLO x\r\n"}, {"until", "\n"}, {"receive", 4096}});
    CHECK(exchange_of("tcp", {{"target", "[::1]:1"}}).details == Value{{"receive", 0}});
  }

  TEST_CASE("a reply is read, and a refusal is a fact with its reason") {
    CHECK(facts_of("tcp", {}, replied({{"connected", true}, {"received", "220 x"}})) ==
          Value{{"connected", true}, {"received", "220 x"}});
    CHECK(facts_of("tcp", {}, replied({{"connected", false}, {"reason", "connection refused"}})) ==
          Value{{"connected", false}, {"reason", "connection refused"}});
  }

  TEST_CASE("a reply without its parts is no fact") {
    CHECK(message_of("tcp", {}, replied(nullptr)) == "the client's reply has no 'connected'");
    CHECK(message_of("tcp", {}, replied({{"connected", "yes"}})) == "'connected' in the client's reply is no boolean");
    CHECK(message_of("tcp", {}, replied({{"connected", true}})) == "the client's reply has no 'received'");
  }

  TEST_CASE("wrong parameters are named") {
    CHECK(complaint("tcp", {{"target", "mail"}}) == "'mail' is no target (write host:port)");
    CHECK(complaint("tcp", {{"target", "a:1"}, {"receive", -1}}) == "receive is -1, outside 0-1048576");
    CHECK(complaint("tcp", {{"target", "a:1"}, {"until", ""}}) == "until is empty");
    CHECK(complaint("tcp", {{"target", "${lb.address}:${port}"}}) == "");
  }
}

TEST_SUITE("checks/dns") {
  TEST_CASE("a question becomes an exchange with the server's own port") {
    const auto exchange = exchange_of("dns", {{"name", "www.lab.example"}, {"server", "192.168.10.53"}});
    CHECK(exchange.protocol == "dns");
    CHECK(exchange.host == "192.168.10.53");
    CHECK(exchange.port == 53);
    CHECK(exchange.details == Value{{"name", "www.lab.example"}, {"type", "A"}, {"recurse", true}});
    CHECK(exchange_of("dns", {{"name", "a"}, {"server", "ns:5353"}, {"type", "MX"}}).port == 5353);
  }

  TEST_CASE("answers are the data of the asked type, sorted; the serial is the first SOA's") {
    const auto record = [](const char* type, const char* data) {
      return Value{{"name", "a"}, {"type", type}, {"ttl", 1}, {"data", data}};
    };
    const Value reply{
        {"connected", true},
        {"status", "NOERROR"},
        {"authoritative", true},
        {"recursive", false},
        {"records",
         {record("CNAME", "b"), record("A", "2.0.0.2"), record("A", "1.0.0.1"), record("SOA", "ns admin 42 1 2 3 4")}}};
    const auto facts = facts_of("dns", {{"type", "A"}}, replied(reply));
    CHECK(facts.at("answers") == Value{"1.0.0.1", "2.0.0.2"});
    CHECK(facts.at("serial") == 42);
    CHECK(facts.at("status") == "NOERROR");
    CHECK(facts_of("dns", {}, replied({{"connected", true}, {"failure", "x"}})) ==
          Value{{"connected", true}, {"failure", "x"}});
    CHECK(message_of("dns", {}, replied({{"connected", true}})) == "the client's reply has no 'status'");
  }

  TEST_CASE("wrong parameters are named") {
    CHECK(complaint("dns", {{"name", "a"}, {"server", "n s"}}) == "'n s' is no target (write host:port)");
    CHECK(complaint("dns", {{"name", ""}, {"server", "ns"}}) == "name has 0 characters, outside 1-254");
    CHECK(complaint("dns", {{"name", "a"}, {"server", "${dns.address}"}}) == "");
  }
}

TEST_SUITE("checks/http") {
  TEST_CASE("a path stands behind its base, a full URL for itself") {
    const auto exchange = exchange_of("http", {{"base", "http://10.0.0.1:8080/app/"}, {"get", "/x?y=1"}, {"times", 3}});
    CHECK(exchange.host == "10.0.0.1");
    CHECK(exchange.port == 8080);
    CHECK(exchange.details == Value{{"method", "GET"},
                                    {"scheme", "http"},
                                    {"target", "/app/x?y=1"},
                                    {"times", 3},
                                    {"follow", 0},
                                    {"verify", true},
                                    {"max_body", 1'048'576},
                                    {"body", ""},
                                    {"headers", Value::object()}});
    CHECK(exchange_of("http", {{"base", "http://a"}, {"get", "https://b/z"}}).host == "b");
    CHECK(exchange_of("http", {{"url", "https://b/z"}}).details["scheme"] == "https");
  }

  TEST_CASE("a JSON body says what it is unless the scenario does") {
    const auto exchange = exchange_of("http", {{"post", "http://a/"}, {"json", {{"a", 1}}}, {"headers", {{"X-N", 3}}}});
    CHECK(exchange.details["body"] == "{\"a\":1}");
    CHECK(exchange.details["headers"] == Value{{"Content-Type", "application/json"}, {"X-N", "3"}});
    CHECK(exchange_of("http", {{"put", "http://a/"}, {"json", {1}}, {"headers", {{"content-TYPE", "x"}}}})
              .details["headers"] == Value{{"content-TYPE", "x"}});
    CHECK(exchange_of("http", {{"post", "http://a/"}, {"json", false}}).details["body"] == "false");
  }

  TEST_CASE("getting changes nothing, everything else may") {
    const auto* type = find_check_type("http");
    CHECK(type->phase({{"get", "/"}}) == Phase::read);
    CHECK(type->phase({{"head", "/"}}) == Phase::read);
    CHECK(type->phase({{"post", "/"}}) == Phase::write);
    CHECK(type->phase({{"delete", "/"}}) == Phase::write);
  }

  TEST_CASE("one reply is read into facts") {
    const auto facts = facts_of("http", {{"times", 1}}, replied({{"connected", true}, {"responses", {good_response}}}));
    CHECK(facts["status"] == 200);
    CHECK(facts["json"] == Value{{"a", 1}});
    CHECK(facts["headers"] == Value{{"server", "x"}});
    CHECK_FALSE(facts.contains("failure"));
  }

  TEST_CASE("a refused connection and a broken reply are facts without a status") {
    const auto refused = facts_of(
        "http", {},
        replied({{"connected", false}, {"responses", {{{"connected", false}, {"reason", "connection refused"}}}}}));
    CHECK(refused == Value{{"connected", false}, {"failure", "connection refused"}});
    const auto broken = facts_of(
        "http", {}, replied({{"connected", true}, {"responses", {{{"connected", true}, {"failure", "empty reply"}}}}}));
    CHECK(broken == Value{{"connected", true}, {"failure", "empty reply"}});
  }

  TEST_CASE("of several requests every fact has a place for each, empty where a reply had none") {
    const Value dead{{"connected", false}, {"reason", "connection refused"}};
    const auto facts = facts_of("http", {{"times", 3}},
                                replied({{"connected", true}, {"responses", {good_response, dead, good_response}}}));
    CHECK(facts["status"] == Value{200, nullptr, 200});
    CHECK(facts["connected"] == Value{true, false, true});
    CHECK(facts["failure"] == Value{nullptr, "connection refused", nullptr});
    CHECK(facts["json"].size() == 3);
  }

  TEST_CASE("fewer replies than requests are no facts") {
    CHECK(message_of("http", {{"times", 3}}, replied({{"responses", {good_response}}})) ==
          "1 replies came to 3 requests");
    CHECK(message_of("http", {{"times", 1}}, replied({{"responses", Value::array()}})) ==
          "0 replies came to 1 requests");
    CHECK(message_of("http", {}, replied({{"connected", true}})) == "the client's reply has no 'responses'");
    auto cut = good_response;
    cut.erase("body");
    CHECK(message_of("http", {}, replied({{"responses", {cut}}})) == "the client's reply has no 'body'");
  }

  TEST_CASE("wrong parameters are named") {
    CHECK(complaint("http", Value::object()) == "one of url, get, head, post, put, patch and delete is needed");
    CHECK(complaint("http", {{"get", "/"}, {"post", "/"}}) == "get and post exclude each other");
    CHECK(complaint("http", {{"get", "/x"}}) ==
          "'/x' is a path, which needs a base to stand behind (or write the full URL)");
    CHECK(complaint("http", {{"get", "x"}, {"base", "http://a"}}) ==
          "'x' is no URL: it must begin with http:// or https://");
    CHECK(complaint("http", {{"url", "http://a/"}, {"body", "x"}}) == "a GET request has no body");
    CHECK(complaint("http", {{"post", "http://a/"}, {"body", "x"}, {"json", 1}}) == "body and json exclude each other");
    CHECK(complaint("http", {{"url", "http://a/"}, {"password", "x"}}) == "password needs a user");
    CHECK(complaint("http", {{"url", "http://a/"}, {"times", 0}}) == "times is 0, outside 1-10000");
    CHECK(complaint("http", {{"url", "http://a/"}, {"headers", {{"A", "x\r\nB: y"}}}}) ==
          "the header 'A' holds a line end");
    CHECK(complaint("http", {{"url", "http://a/"}, {"headers", {{"A:", "x"}}}}) == "'A:' is no header with a text");
    CHECK(complaint("http", {{"base", "http://${lb.address}"}, {"get", "/${marker}"}}) == "");
  }
}

TEST_SUITE("checks/sql") {
  TEST_CASE("a query becomes an exchange with the engine's own port") {
    const auto exchange = exchange_of("sql", login);
    CHECK(exchange.port == 3306);
    CHECK(exchange.details == Value{{"engine", "mariadb"},
                                    {"user", "app"},
                                    {"password", "pw"},
                                    {"database", ""},
                                    {"statements", {"select 1"}},
                                    {"tls", false}});
    CHECK(exchange_of("sql", with(login, "engine", "postgresql")).port == 5432);
    CHECK(exchange_of("sql", with(login, "port", 3307)).port == 3307);
  }

  TEST_CASE("rows are read with the first cell as text and as a number") {
    const auto facts = facts_of("sql", login,
                                replied({{"connected", true},
                                         {"server", "10.11"},
                                         {"columns", {"a", "b"}},
                                         {"rows", {{"3", nullptr}, {nullptr, "x"}}},
                                         {"affected", 0}}));
    CHECK(facts["done"] == true);
    CHECK(facts["value"] == "3");
    CHECK(facts["number"] == 3.0);
    CHECK(facts["values"] == Value{"3", nullptr});
    CHECK(facts["count"] == 2);
    CHECK_FALSE(facts.contains("refused"));
  }

  TEST_CASE("no row has no value, and an infinite or worded cell is no number") {
    const auto cell = [](const Value& value) {
      return facts_of("sql", login,
                      replied({{"connected", true},
                               {"columns", {"a"}},
                               {"rows", Value::array({Value::array({value})})},
                               {"affected", 0}}));
    };
    CHECK_FALSE(cell("1e999").contains("number"));
    CHECK(cell("1e999")["value"] == "1e999");
    CHECK_FALSE(cell("ON").contains("number"));
    CHECK_FALSE(cell(nullptr).contains("value"));
    const auto none = facts_of(
        "sql", login, replied({{"connected", true}, {"columns", {"a"}}, {"rows", Value::array()}, {"affected", 0}}));
    CHECK_FALSE(none.contains("value"));
    CHECK(none["count"] == 0);
  }

  TEST_CASE("a refusal is a fact that is not done, with its code as text for every engine") {
    const auto facts = facts_of("sql", login,
                                replied({{"connected", true},
                                         {"server", "10.11"},
                                         {"refused", {{"code", 1045}, {"state", "28000"}, {"message", "denied"}}}}));
    CHECK(facts["connected"] == true);
    CHECK(facts["done"] == false);
    CHECK(facts["refused"] == Value{{"code", "1045"}, {"state", "28000"}, {"message", "denied"}});
    CHECK_FALSE(facts.contains("count"));
  }

  TEST_CASE("a server that does not speak its protocol is a fact that is not done") {
    const auto facts = facts_of("sql", login, replied({{"connected", true}, {"failure", "Malformed packet"}}));
    CHECK(facts == Value{{"connected", true}, {"done", false}, {"failure", "Malformed packet"}});
  }

  TEST_CASE("a server that is not reached has refused nothing") {
    const auto facts = facts_of("sql", login, replied({{"connected", false}, {"reason", "connection refused"}}));
    CHECK(facts == Value{{"connected", false}, {"done", false}, {"reason", "connection refused"}});
  }

  TEST_CASE("a reply of another form is no fact") {
    CHECK(message_of("sql", login,
                     replied({{"connected", true},
                              {"columns", {"a"}},
                              {"rows", Value::array({Value::array({"1", "2"})})},
                              {"affected", 0}})) == "the client's reply has a row that does not fit its columns");
    CHECK(message_of("sql", login, replied({{"connected", true}, {"refused", {{"code", 1}}}})) ==
          "the client's reply has no 'state'");
    CHECK(message_of("sql", login, replied({{"connected", true}, {"columns", "a"}})) ==
          "'columns' in the client's reply is no list");
  }

  TEST_CASE("only what surely reads is a reading step") {
    const auto phase = [](std::string_view query) { return find_check_type("sql")->phase({{"query", query}}); };
    CHECK(phase("SELECT 1;") == Phase::read);
    CHECK(phase("  (select 1) union (select 2)") == Phase::read);
    CHECK(phase("show variables like 'x'") == Phase::read);
    CHECK(phase("insert into a values (1)") == Phase::write);
    CHECK(phase("select 1; drop table a") == Phase::write);
    CHECK(phase("select 1 into outfile '/x'") == Phase::write);
    CHECK(phase("explain analyze delete from a") == Phase::write);
    CHECK(phase("with x as (delete from a returning 1) select * from x") == Phase::write);
    CHECK(phase("${query}") == Phase::write);
    CHECK(find_check_type("sql")->phase({{"queries", {"select 1", "create table a (b int)"}}}) == Phase::write);
  }

  TEST_CASE("one of query and queries is needed") {
    CHECK(complaint("sql", {{"engine", "mariadb"}}) == "one of query and queries is needed");
    CHECK(complaint("sql", with(login, "queries", {"a"})) == "one of query and queries is needed");
    CHECK(complaint("sql", with(login, "query", "")) == "a statement is empty");
  }
}
