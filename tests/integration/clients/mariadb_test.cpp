#include <doctest/doctest.h>

#include "servers.hpp"
#include "sql_cases.hpp"

using namespace labcheck;
using namespace labcheck::test;

namespace {

Value app(const std::string& statement, const std::string& database = "shop") {
  return {{"user", "app"}, {"password", "apple"}, {"database", database}, {"statements", {statement}}};
}

Value ask(Value details) {
  return reply_of(sql("mariadb", mariadb().port(), std::move(details)));
}

}  // namespace

TEST_SUITE("clients/mariadb") {
  TEST_CASE("rows come as texts and nulls, with columns and the server's version") {
    const auto reply = ask(app("SELECT name, price, raw FROM items ORDER BY price DESC"));
    CHECK(reply.at("connected") == true);
    CHECK(reply.at("server").get<std::string>().find("MariaDB") != std::string::npos);
    CHECK(reply.at("columns") == Value{"name", "price", "raw"});
    CHECK(reply.at("rows") == Value{{"pear", "3",
                                     "a\xEF\xBF\xBD"
                                     "b"},
                                    {"\xE6\xA2\xA8", nullptr, nullptr}});
    CHECK_FALSE(reply.contains("refused"));
  }

  TEST_CASE("the last of several statements is the answer, and all ran on one connection") {
    auto details = app("SET @seen = 7");
    details["statements"] = {"SET @seen = 7", "SELECT 1", "SELECT @seen"};
    CHECK(ask(details).at("rows") == Value::array({Value::array({"7"})}));
    details["statements"] = {"CREATE TEMPORARY TABLE t (a INT)",
                             "INSERT INTO items (name) SELECT name FROM items WHERE 1 = 0"};
    CHECK(ask(details).at("refused").at("code") == 1044);
    details["statements"] = {"INSERT INTO items VALUES ('fig', 1, NULL), ('plum', 2, NULL)"};
    CHECK(ask(details).at("affected") == 2);
    CHECK(ask(app("SELECT 1 WHERE 1 = 0")).at("rows") == Value::array());
  }

  TEST_CASE("no statements: a login alone is an answer") {
    const auto reply = ask({{"user", "app"}, {"password", "apple"}});
    CHECK(reply.at("connected") == true);
    CHECK(reply.at("rows") == Value::array());
    CHECK(reply.at("affected") == 0);
  }

  TEST_CASE("a wrong password, an unknown database and a denied statement are refusals with exact codes") {
    auto details = app("SELECT 1");
    details["password"] = "wrong";
    CHECK(ask(details).at("refused") ==
          Value{{"code", 1045},
                {"state", "28000"},
                {"message", "Access denied for user 'app'@'localhost' (using password: YES)"}});
    CHECK(ask(app("SELECT 1", "nowhere")).at("refused").at("code") == 1044);
    const auto unknown = ask({{"user", "root"}, {"database", "nowhere"}});
    CHECK(unknown.at("refused").at("code") == 1049);
    CHECK(unknown.at("refused").at("state") == "42000");
    const auto denied = ask(app("DELETE FROM items"));
    CHECK(denied.at("connected") == true);
    CHECK(denied.at("refused").at("code") == 1142);
    CHECK(denied.at("refused").at("state") == "42000");
    CHECK(ask(app("SELEC 1")).at("refused").at("code") == 1064);
    CHECK(ask(app("SELECT 1; SELECT 2")).at("refused").at("code") == 1064);
  }

  TEST_CASE("logins by ed25519 and over TLS work, and a user that must use TLS is refused without") {
    CHECK(ask({{"user", "modern"}, {"password", "apple"}, {"statements", {"SELECT 5"}}}).at("rows") ==
          Value::array({Value::array({"5"})}));
    Value details{{"user", "secure"}, {"password", "apple"}, {"statements", {"SHOW STATUS LIKE 'Ssl_version'"}}};
    CHECK(ask(details).at("refused").at("code") == 1045);
    details["tls"] = true;
    CHECK(ask(details).at("rows").at(0).at(1).get<std::string>().starts_with("TLSv1"));
    CHECK(ask(app("SHOW STATUS LIKE 'Ssl_version'")).at("rows").at(0).at(1) == "");
  }

  TEST_CASE("LOAD DATA LOCAL reads no file of the agent's") {
    const auto reply = ask({{"user", "root"},
                            {"statements",
                             {"CREATE OR REPLACE TABLE shop.stolen (line TEXT)",
                              "LOAD DATA LOCAL INFILE '/etc/passwd' INTO TABLE shop.stolen"}}});
    CHECK_FALSE(reply.contains("rows"));
    CHECK(ask({{"user", "root"}, {"statements", {"SELECT COUNT(*) FROM shop.stolen"}}}).at("rows").at(0).at(0) == "0");
  }

  TEST_CASE("more rows, or more bytes, than are taken are truncated") {
    const auto many =
        talk(sql("mariadb", mariadb().port(), app("SELECT seq FROM shop.items, seq_1_to_10001 LIMIT 10001")));
    CHECK(many.answer.ending == Ending::truncated);
    CHECK(many.answer.message == "more rows than are taken");
    const auto exact = ask(app("SELECT seq FROM seq_1_to_10000"));
    CHECK(exact.at("rows").size() == 10'000);
    const auto big = talk(sql("mariadb", mariadb().port(), app("SELECT REPEAT('x', 2000000)")));
    CHECK(big.answer.ending == Ending::truncated);
    const auto endless =
        talk(sql("mariadb", mariadb().port(), app("SELECT REPEAT('x', 1000) FROM seq_1_to_100000000")));
    CHECK(endless.answer.ending == Ending::truncated);
    CHECK(endless.elapsed < Duration{5'000});
  }

  TEST_CASE("a statement that takes too long is a time-out") {
    const auto talked = talk(sql("mariadb", mariadb().port(), app("SELECT SLEEP(20)")), Duration{800});
    CHECK(talked.answer.ending == Ending::timed_out);
    CHECK(talked.elapsed < Duration{2'000});
  }

  TEST_CASE("goodbyes are said: no login counts as aborted") {
    const Value details{{"user", "root"}, {"statements", {"SHOW GLOBAL STATUS LIKE 'Aborted_clients'"}}};
    const auto before = ask(details).at("rows").at(0).at(1);
    for (int turn = 0; turn < 5; ++turn) {
      ask(app("SELECT 1"));
    }
    CHECK(ask(details).at("rows").at(0).at(1) == before);
  }
}
