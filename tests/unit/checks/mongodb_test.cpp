#include <doctest/doctest.h>

#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks::test;

namespace {

Value asking(Value more = Value::object()) {
  more["server"] = "10.0.0.1";
  return more;
}

/// What the client makes of a conversation. No real MongoDB can run here: the documents are as its manual shows them.
Answer talked(Value more, Value hello = {{"isWritablePrimary", true}, {"ok", 1.0}}) {
  more["connected"] = true;
  more["hello"] = std::move(hello);
  Answer answer;
  answer.reply = std::move(more);
  return answer;
}

Answer replied(const Value& document) {
  return talked({{"replies", Value::array({document})}});
}

Value with_hello(const Value& hello) {
  return facts_of("mongodb", asking(), talked({{"replies", Value::array({{{"version", "7.0.5"}}})}}, hello));
}

std::string hello_message(const Value& hello) {
  return message_of("mongodb", asking(), talked({{"replies", Value::array({{{"version", "7.0.5"}}})}}, hello));
}

Value command(const Value& parameters) {
  return exchange_of("mongodb", parameters).details["commands"][0];
}

std::string complaint(const Value& parameters) {
  return find_check_type("mongodb")->complaint(parameters);
}

const Value find{{"database", "shop"}, {"find", "orders"}, {"filter", {{"_id", "n"}}}};
const Value insert{{"database", "shop"}, {"insert", "orders"}, {"document", {{"_id", "n"}}}};
const Value remove_it{{"database", "shop"}, {"delete", "orders"}, {"filter", {{"_id", "n"}}}};

}  // namespace

TEST_SUITE("checks/mongodb") {
  TEST_CASE("questions become commands") {
    const auto exchange = exchange_of("mongodb", asking({{"user", "app"}, {"password", "pw"}, {"source", "shop"}}));
    CHECK(exchange.protocol == "mongodb");
    CHECK(exchange.port == 27017);
    CHECK(exchange.details["source"] == "shop");
    CHECK(exchange.details["verify"] == true);
    CHECK(command(asking())["name"] == "buildInfo");
    CHECK(command(asking({{"replica_set", true}}))["name"] == "replSetGetStatus");
    CHECK(command(asking(find)) == Value{{"name", "find"},
                                         {"value", "orders"},
                                         {"database", "shop"},
                                         {"arguments",
                                          {{"filter", {{"_id", "n"}}},
                                           {"limit", 100},
                                           {"batchSize", 100},
                                           {"singleBatch", true},
                                           {"$readPreference", {{"mode", "primaryPreferred"}}}}}});
    CHECK(command(asking(insert))["arguments"] == Value{{"documents", Value::array({{{"_id", "n"}}})}});
    auto sure = asking(remove_it);
    sure["write_concern"] = "majority";
    CHECK(command(sure)["arguments"] == Value{{"deletes", Value::array({{{"q", {{"_id", "n"}}}, {"limit", 0}}})},
                                              {"writeConcern", {{"w", "majority"}, {"wtimeout", 5000}}}});
    sure["write_concern"] = "2";
    CHECK(command(sure)["arguments"]["writeConcern"]["w"] == 2);
    CHECK(command(asking({{"command", "dropDatabase"}, {"database", "shop"}})) ==
          Value{{"name", "dropDatabase"}, {"value", 1}, {"database", "shop"}, {"arguments", Value::object()}});
  }

  TEST_CASE("writing changes the lab, and so does every command not known to read only") {
    const auto* type = find_check_type("mongodb");
    for (const auto& reading :
         {asking(), asking(find), asking({{"command", "dbStats"}}), asking({{"replica_set", true}})}) {
      CHECK(type->phase(reading) == Phase::read);
    }
    for (const auto& writing : {asking(insert), asking(remove_it), asking({{"command", "createUser"}}),
                                asking({{"command", "aggregate"}}), asking({{"command", "DBSTATS"}})}) {
      CHECK(type->phase(writing) == Phase::write);
    }
  }

  TEST_CASE("the role of a server") {
    CHECK(with_hello({{"isWritablePrimary", true}}) ==
          Value{{"connected", true}, {"done", true}, {"role", "standalone"}, {"version", "7.0.5"}});
    const Value member{{"setName", "rs0"},     {"isWritablePrimary", false},
                       {"secondary", true},    {"hosts", {"a:27017", "b:27017"}},
                       {"primary", "a:27017"}, {"me", "b:27017"}};
    const auto found = with_hello(member);
    CHECK(found["role"] == "secondary");
    CHECK(found["set"] == "rs0");
    CHECK(found["hosts"] == Value{"a:27017", "b:27017"});
    CHECK(found["primary"] == "a:27017");
    CHECK(found["me"] == "b:27017");
    CHECK(with_hello({{"setName", "rs0"}, {"ismaster", true}})["role"] == "primary");
    CHECK(with_hello({{"setName", "rs0"}, {"ismaster", false}, {"arbiterOnly", true}})["role"] == "arbiter");
    CHECK(with_hello({{"setName", "rs0"}, {"ismaster", false}})["role"] == "other");
    CHECK(with_hello({{"isreplicaset", true}})["role"] == "uninitiated");
    CHECK(with_hello({{"msg", "isdbgrid"}})["role"] == "router");
  }

  TEST_CASE("an absurd greeting is no fact") {
    CHECK(hello_message({{"setName", 1}, {"ismaster", true}}) == "'setName' in the client's reply is no text");
    CHECK(hello_message({{"setName", "rs0"}}) == "the client's reply has no 'isWritablePrimary'");
    CHECK(hello_message({{"setName", "rs0"}, {"isWritablePrimary", 1}}) ==
          "'isWritablePrimary' in the client's reply is no boolean");
    CHECK(hello_message({{"setName", "rs0"}, {"ismaster", true}, {"secondary", true}}) ==
          "the server says that it is several of primary, secondary and arbiter");
    CHECK(hello_message({{"setName", "rs0"}, {"ismaster", true}, {"hosts", {1}}}) == "'hosts' holds what is no text");
    CHECK(hello_message({{"msg", "other"}}) == "the server is of no kind that is known");
  }

  TEST_CASE("members of a replica set") {
    const auto asked = asking({{"replica_set", true}});
    const Value status{{"set", "rs0"},
                       {"members",
                        {{{"name", "a:27017"}, {"health", 1.0}, {"stateStr", "PRIMARY"}, {"self", true}},
                         {{"name", "b:27017"}, {"health", 0.0}, {"stateStr", "(not reachable/healthy)"}}}}};
    const auto found = facts_of("mongodb", asked, replied(status));
    CHECK(found["set"] == "rs0");
    CHECK(found["members"][0] ==
          Value{{"address", "a:27017"}, {"healthy", true}, {"self", true}, {"state", "PRIMARY"}});
    CHECK(found["members"][1]["healthy"] == false);
    auto bent = status;
    bent["members"][0]["health"] = 2;
    CHECK(message_of("mongodb", asked, replied(bent)) == "a member's health is 2, neither 0 nor 1");
    bent["members"][0] = "a:27017";
    CHECK(message_of("mongodb", asked, replied(bent)) == "a member of the replica set is no document");
    CHECK(message_of("mongodb", asked, replied({{"set", "rs0"}})) == "the client's reply has no 'members'");
  }

  TEST_CASE("documents found, and a cursor that holds more") {
    const Value order{{"_id", "n"}};
    const auto found =
        facts_of("mongodb", asking(find), replied({{"cursor", {{"id", 0}, {"firstBatch", Value::array({order})}}}}));
    CHECK(found["count"] == 1);
    CHECK(found["documents"] == Value::array({order}));
    CHECK(facts_of("mongodb", asking(find),
                   replied({{"cursor", {{"id", 0}, {"firstBatch", Value::array()}}}}))["count"] == 0);
    CHECK(message_of("mongodb", asking(find), replied({{"cursor", {{"id", 7}, {"firstBatch", Value::array()}}}})) ==
          "there are more documents than come in one reply");
    CHECK(message_of("mongodb", asking(find), replied({{"cursor", {{"id", 0}}}})) ==
          "the client's reply has no 'firstBatch'");
    CHECK(message_of("mongodb", asking(find), replied({{"cursor", 1}})) == "the cursor is no document");
    const auto list = facts_of("mongodb", asking({{"command", "listCollections"}}),
                               replied({{"cursor", {{"id", 0}, {"firstBatch", Value::array({order})}}}}));
    CHECK(list["count"] == 1);
    CHECK(list["result"].contains("cursor"));
    CHECK(facts_of("mongodb", asking({{"command", "count"}}), replied({{"n", 3}, {"ok", 1.0}}))["result"]["n"] == 3);
  }

  TEST_CASE("writes") {
    CHECK(facts_of("mongodb", asking(insert), replied({{"n", 1}}))["inserted"] == 1);
    CHECK(message_of("mongodb", asking(insert), replied({{"n", 0}})) == "0 documents were inserted, and one was sent");
    CHECK(facts_of("mongodb", asking(remove_it), replied({{"n", 0}}))["deleted"] == 0);
    CHECK(facts_of("mongodb", asking(remove_it), replied({{"n", 2.0}}))["deleted"] == 2);
    CHECK(message_of("mongodb", asking(remove_it), replied({{"n", -1}})) == "'n' is -1, below 0");
    CHECK(message_of("mongodb", asking(remove_it), replied({{"n", 0.5}})) == "'n' is no whole number");
    CHECK(message_of("mongodb", asking(remove_it), replied(Value::object())) == "the client's reply has no 'n'");
  }

  TEST_CASE("refusals, failures and closed ports are facts that are not done") {
    const Value refused{{"code", 18}, {"name", "AuthenticationFailed"}, {"message", "Authentication failed."}};
    const auto as_app = asking({{"user", "app"}, {"password", "pw"}});
    const auto denied = facts_of("mongodb", as_app, talked({{"accepted", false}, {"refused", refused}}));
    CHECK(
        denied ==
        Value{{"connected", true}, {"done", false}, {"accepted", false}, {"role", "standalone"}, {"refused", refused}});
    CHECK(message_of("mongodb", as_app, replied({{"version", "7.0.5"}})) == "the client's reply has no 'accepted'");
    Answer broken;
    broken.reply = {{"connected", true}, {"failure", "x"}};
    CHECK(facts_of("mongodb", asking(), broken) == Value{{"connected", true}, {"done", false}, {"failure", "x"}});
    Answer closed;
    closed.reply = {{"connected", false}, {"reason", "refused"}};
    CHECK(facts_of("mongodb", asking(), closed) == Value{{"connected", false}, {"done", false}, {"reason", "refused"}});
    CHECK(message_of("mongodb", asking(), talked({{"replies", Value::array()}})) == "0 replies came to one command");
  }

  TEST_CASE("wrong parameters are named") {
    CHECK(complaint(asking({{"command", "ping"}, {"replica_set", true}})) ==
          "command and replica_set exclude each other");
    CHECK(complaint(asking({{"command", "a b"}})) == "'a b' is no command's name");
    CHECK(complaint(asking({{"command", "saslStart"}})) == "saslStart is put by user and password");
    CHECK(complaint(asking({{"command", "ping"}, {"arguments", {{"$db", "x"}}}})) ==
          "the database is put by database, and value goes with the command's name");
    CHECK(complaint(asking({{"find", "orders"}})) == "find needs a database");
    CHECK(complaint(asking({{"delete", "orders"}, {"database", "shop"}})) ==
          "delete needs a filter: without one it would empty the collection");
    CHECK(complaint(asking({{"insert", "orders"}, {"database", "shop"}})) == "insert needs a document");
    CHECK(complaint(asking({{"filter", {{"a", 1}}}})) == "filter belongs to find and delete");
    CHECK(complaint(asking({{"limit", 3}})) == "limit belongs to find");
    auto many = asking(find);
    many["sort"] = {{"a", 1}, {"b", 1}};
    CHECK(complaint(many) == "sort takes one field: which of several comes first a map doesn't keep");
    many["sort"] = {{"a", 1}};
    CHECK(complaint(many) == "");
    many["limit"] = 1001;
    CHECK(complaint(many) == "limit is 1001, outside 1-1000");
    CHECK(complaint(asking({{"user", "app"}})) == "user needs a password");
    CHECK(complaint(asking({{"password", "pw"}})) == "password needs a user");
    CHECK(complaint(asking({{"source", "shop"}})) == "source needs a user");
    CHECK(complaint(asking({{"user", "app"}, {"password", "größe"}})) ==
          "a password may hold printable ASCII characters only");
    CHECK(complaint(asking({{"replica_set", false}})) == "replica_set asks by being true");
    CHECK(complaint({{"server", "${db.address}"}, {"user", "${u}"}, {"password", "${p}"}}) == "");
  }
}
