#include <doctest/doctest.h>

#include "servers.hpp"
#include "sql_cases.hpp"

using namespace labcheck;
using namespace labcheck::test;

namespace {

Value app(const std::string& statement, const std::string& database = "postgres") {
  return {{"user", "app"}, {"password", "apple"}, {"database", database}, {"statements", {statement}}};
}

Value super(std::vector<std::string> statements) {
  return {{"user", "postgres"}, {"password", "super"}, {"database", "postgres"}, {"statements", std::move(statements)}};
}

Value ask(Value details) {
  return reply_of(sql("postgresql", postgresql().port(), std::move(details)));
}

}  // namespace

TEST_SUITE("clients/postgresql") {
  TEST_CASE("rows come as texts and nulls, with columns and the server's version") {
    const auto reply = ask(app("SELECT name, price FROM items ORDER BY price NULLS LAST"));
    CHECK(reply.at("connected") == true);
    CHECK(reply.at("server").get<std::string>().starts_with("1"));
    CHECK(reply.at("columns") == Value{"name", "price"});
    CHECK(reply.at("rows") == Value::array({Value::array({"pear", "3"}), Value::array({"\xE6\xA2\xA8", nullptr})}));
    CHECK_FALSE(reply.contains("refused"));
  }

  TEST_CASE("the last of several statements is the answer, and all ran on one connection") {
    CHECK(ask(super({"CREATE TEMPORARY TABLE t (a int)", "INSERT INTO t VALUES (1), (2)"})).at("affected") == 2);
    CHECK(ask(super({"CREATE TEMPORARY TABLE t (a int)", "INSERT INTO t VALUES (7)", "SELECT a FROM t"})).at("rows") ==
          Value::array({Value::array({"7"})}));
    CHECK(ask(super({"SELECT 1 WHERE false"})).at("columns") == Value::array({"?column?"}));
    CHECK(ask(super({})).at("rows") == Value::array());
  }

  TEST_CASE("refusals of a login and of a statement carry the exact SQLSTATE") {
    auto details = app("SELECT 1");
    details["password"] = "wrong";
    CHECK(ask(details).at("refused") ==
          Value{{"code", "28P01"}, {"state", "28P01"}, {"message", "password authentication failed for user \"app\""}});
    CHECK(ask(app("SELECT 1", "nowhere")).at("refused") ==
          Value{{"code", "3D000"}, {"state", "3D000"}, {"message", "database \"nowhere\" does not exist"}});
    details = app("SELECT 1");
    details["user"] = "locked";
    CHECK(ask(details).at("refused").at("code") == "28000");
    CHECK(ask(app("DELETE FROM items")).at("refused") ==
          Value{{"code", "42501"}, {"state", "42501"}, {"message", "permission denied for table items"}});
    CHECK(ask(app("SELEC 1")).at("refused").at("code") == "42601");
    CHECK(ask(app("SELECT 1; SELECT 2")).at("refused").at("code") == "42601");
  }

  TEST_CASE("a missing password is a wrong answer without a look into the agent's home") {
    auto details = app("SELECT 1");
    details["password"] = "";
    CHECK(ask(details).at("failure").get<std::string>().ends_with("no password supplied"));
  }

  TEST_CASE("TLS is used when asked for, and only then") {
    auto details = app("SELECT ssl::text FROM pg_stat_ssl WHERE pid = pg_backend_pid()");
    CHECK(ask(details).at("rows").at(0).at(0) == "false");
    details["tls"] = true;
    CHECK(ask(details).at("rows").at(0).at(0) == "true");
  }

  TEST_CASE("a database name is no connection string") {
    CHECK(ask(app("SELECT 1", "host=/tmp dbname=postgres")).at("refused").at("code") == "3D000");
  }

  TEST_CASE("more rows, or more bytes, than are taken are truncated") {
    const auto many = talk(sql("postgresql", postgresql().port(), app("SELECT generate_series(1, 10001)")));
    CHECK(many.answer.ending == Ending::truncated);
    CHECK(ask(app("SELECT generate_series(1, 10000)")).at("rows").size() == 10'000);
    const auto big = talk(sql("postgresql", postgresql().port(), app("SELECT repeat('x', 2000000)")));
    CHECK(big.answer.ending == Ending::truncated);
    const auto endless =
        talk(sql("postgresql", postgresql().port(), app("SELECT repeat('x', 1000), generate_series(1, 100000000)")));
    CHECK(endless.answer.ending == Ending::truncated);
    CHECK(endless.elapsed < Duration{5'000});
  }

  TEST_CASE("a statement that takes too long is a time-out, one that copies a wrong answer") {
    const auto talked = talk(sql("postgresql", postgresql().port(), app("SELECT pg_sleep(20)")), Duration{800});
    CHECK(talked.answer.ending == Ending::timed_out);
    CHECK(talked.elapsed < Duration{2'000});
    CHECK(ask(app("COPY items TO STDOUT")).contains("failure"));
    CHECK(ask(super({"COPY items FROM STDIN"})).contains("failure"));
  }
}
