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

  TEST_CASE("silence is a fact only where the step says so") {
    const Value asked{{"target", "a:1"}, {"silence", "fact"}};
    CHECK(exchange_of("tcp", asked).details == Value{{"silence", true}, {"receive", 0}});
    CHECK(facts_of("tcp", asked, replied({{"connected", false}, {"silent", true}, {"reason", "x"}})) ==
          Value{{"connected", false}, {"silent", true}, {"reason", "x"}});
    CHECK(facts_of("tcp", asked, replied({{"connected", true}, {"received", ""}}))["silent"] == false);
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

TEST_SUITE("checks/ftp") {
  TEST_CASE("a login alone, and each action, become an exchange") {
    const auto login_only = exchange_of("ftp", {{"server", "files"}});
    CHECK(login_only.protocol == "ftp");
    CHECK(login_only.port == 21);
    CHECK(login_only.details.at("action") == "login");
    CHECK(login_only.details.at("user") == "anonymous");
    CHECK(login_only.details.at("password") == "anonymous@");
    const Value user{{"server", "files:2121"}, {"user", "li"}, {"password", "pw"}};
    const auto put = exchange_of("ftp", with(with(user, "put", "/in/x"), "content", "text"));
    CHECK(put.port == 2121);
    CHECK(put.details == Value{{"action", "put"},
                               {"path", "/in/x"},
                               {"content", "text"},
                               {"user", "li"},
                               {"password", "pw"},
                               {"tls", false},
                               {"verify", true},
                               {"max_body", 1'048'576}});
    CHECK(exchange_of("ftp", with(user, "list", "/")).details.at("action") == "list");
    CHECK(exchange_of("ftp", {{"server", "files"}, {"user", "li"}}).details.at("password") == "");
  }

  TEST_CASE("what changes the server's files is said to") {
    const auto phase = find_check_type("ftp")->phase;
    for (const auto* name : {"put", "delete", "mkdir", "rmdir"}) {
      CHECK(phase({{"server", "files"}, {name, "x"}}) == Phase::write);
    }
    CHECK(phase({{"server", "files"}, {"list", "/"}}) == Phase::read);
    CHECK(phase({{"server", "files"}, {"get", "x"}}) == Phase::read);
  }

  TEST_CASE("parameters that make no sense together are named") {
    CHECK(complaint("ftp", {{"server", "f"}, {"get", "a"}, {"list", "b"}}) == "list and get exclude each other");
    CHECK(complaint("ftp", {{"server", "f"}, {"put", "a"}}) == "put needs the content to write");
    CHECK(complaint("ftp", {{"server", "f"}, {"content", "a"}}) == "content belongs to put");
    CHECK(complaint("ftp", {{"server", "f"}, {"get", ""}}) == "get needs a path");
    CHECK(complaint("ftp", {{"server", "f"}, {"get", "a\r\nDELE b"}}) == "get holds a control character");
    CHECK(complaint("ftp", {{"server", "f g"}}) == "'f g' is no target (write host:port)");
    CHECK(complaint("ftp", {{"server", "${files.address}"}, {"put", "${marker}"}, {"content", ""}}) == "");
  }

  TEST_CASE("a file, names, a refusal and a failure are facts") {
    const Value good{{"connected", true}, {"accepted", true}, {"greeting", "hello"}, {"body", "b\r\nin/a\r\n"}};
    CHECK(
        facts_of("ftp", {{"get", "x"}}, replied(good)) ==
        Value{
            {"connected", true}, {"accepted", true}, {"done", true}, {"greeting", "hello"}, {"body", "b\r\nin/a\r\n"}});
    CHECK(facts_of("ftp", {{"list", "x"}}, replied(good)).at("entries") == Value{"a", "b"});
    CHECK_FALSE(facts_of("ftp", {{"put", "x"}}, replied(good)).contains("body"));
    const Value no{{"connected", true}, {"accepted", false}, {"refused", {{"code", 530}, {"message", "no"}}}};
    const auto refused = facts_of("ftp", {}, replied(no));
    CHECK(refused.at("refused") == Value{{"code", "530"}, {"message", "no"}});
    CHECK(refused.at("done") == false);
    CHECK(refused.at("accepted") == false);
    const Value failure{{"connected", true}, {"accepted", false}, {"failure", "garbage"}};
    CHECK(facts_of("ftp", {}, replied(failure)) ==
          Value{{"connected", true}, {"accepted", false}, {"done", false}, {"failure", "garbage"}});
    CHECK(facts_of("ftp", {}, replied({{"connected", false}, {"reason", "refused"}})) ==
          Value{{"connected", false}, {"done", false}, {"reason", "refused"}});
    CHECK(message_of("ftp", {}, replied({{"connected", true}})) == "the client's reply has no 'accepted'");
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

TEST_SUITE("checks/ssh_login") {
  TEST_CASE("a target and a user become an exchange, with the password only where one is given") {
    const auto exchange = exchange_of("ssh_login", {{"target", "gate"}, {"user", "root"}});
    CHECK(exchange.protocol == "ssh_login");
    CHECK(exchange.port == 22);
    CHECK(exchange.details == Value{{"user", "root"}});
    CHECK(exchange_of("ssh_login", {{"target", "gate:2222"}, {"user", "root"}, {"password", "pw"}}).details ==
          Value{{"user", "root"}, {"password", "pw"}});
  }

  TEST_CASE("methods, banner and key are read; acceptance only where a password was tried") {
    const Value reply{
        {"connected", true}, {"banner", "SSH-2.0-x"}, {"host_key", "ssh-ed25519 SHA256:x"}, {"methods", {"publickey"}}};
    CHECK(facts_of("ssh_login", {}, replied(reply)) == reply);
    CHECK(message_of("ssh_login", {{"password", "pw"}}, replied(reply)) == "the client's reply has no 'accepted'");
    CHECK(facts_of("ssh_login", {}, replied({{"connected", true}, {"failure", "x"}})) ==
          Value{{"connected", true}, {"failure", "x"}});
    CHECK(message_of("ssh_login", {}, replied(with(reply, "methods", Value::array({1})))) ==
          "the client's reply has a method that is no text");
  }

  TEST_CASE("a wrong target and an empty user are complained of") {
    CHECK(complaint("ssh_login", {{"target", "a b"}, {"user", "root"}}) == "'a b' is no target (write host:port)");
    CHECK(complaint("ssh_login", {{"target", "a"}, {"user", ""}}) == "user is empty");
    CHECK(complaint("ssh_login", {{"target", "${server.address}"}, {"user", "root"}}) == "");
  }
}
