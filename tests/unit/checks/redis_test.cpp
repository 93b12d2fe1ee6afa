#include <doctest/doctest.h>

#include "checks/database/redis_challenge.hpp"
#include "checks/digest.hpp"
#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks;
using namespace labcheck::checks::test;

namespace {

const Value bare = {{"server", "10.0.0.1"}};

Value asking(Value more) {
  more["server"] = "10.0.0.1";
  return more;
}

Answer replied(Value replies, Value more = Value::object()) {
  more.update({{"connected", true}, {"node", "10.0.0.1:6379"}, {"replies", std::move(replies)}});
  Answer answer;
  answer.reply = std::move(more);
  return answer;
}

std::string text(std::string_view name) {
  return recorded("debian-12/redis-" + std::string{name}).out;
}

// What redis-cli prints of a flat list, one element a line.
Value list(std::string_view name) {
  Value all = Value::array();
  std::string line;
  for (const char letter : text(name)) {
    if (letter == '\n') {
      all.push_back(std::exchange(line, {}));
    } else {
      line += letter;
    }
  }
  return all;
}

std::string complaint(const Value& parameters) {
  return find_check_type("redis")->complaint(parameters);
}

}  // namespace

TEST_SUITE("checks/redis") {
  TEST_CASE("each question becomes its commands") {
    const auto commands = [](const Value& parameters) {
      return exchange_of("redis", asking(parameters)).details.at("commands");
    };
    CHECK(commands(Value::object()) == Value{{"PING"}});
    CHECK(commands({{"command", {"set", "a", 1}}}) == Value{{"set", "a", "1"}});
    CHECK(commands({{"commands", {{"MULTI"}, {"INCR", "a"}, {"EXEC"}}}}) == Value{{"MULTI"}, {"INCR", "a"}, {"EXEC"}});
    CHECK(commands({{"info", "memory"}}) == Value::array({Value::array({"INFO", "memory"})}));
    CHECK(commands({{"cluster", true}}) ==
          Value::array({Value::array({"CLUSTER", "INFO"}), Value::array({"CLUSTER", "NODES"})}));
    CHECK(commands({{"sentinel", "shop"}}) == Value{{"SENTINEL", "MASTER", "shop"}, {"SENTINEL", "REPLICAS", "shop"}});
    CHECK(commands({{"challenge", "n1"}})[0][3] == "n1");
    const auto exchange = exchange_of("redis", {{"server", "db:7000"}, {"user", "app"}, {"password", "pw"}});
    CHECK(exchange.port == 7000);
    CHECK(exchange.details["user"] == "app");
    CHECK(exchange_of("redis", bare).port == 6379);
  }

  TEST_CASE("only what surely reads is a reading step") {
    const auto phase = [](const Value& words) { return find_check_type("redis")->phase({{"command", words}}); };
    CHECK(phase({"GET", "a"}) == Phase::read);
    CHECK(phase({"config", "GET", "*"}) == Phase::read);
    CHECK(phase({"CONFIG", "SET", "maxmemory", "1"}) == Phase::write);
    CHECK(phase({"CONFIG"}) == Phase::write);
    CHECK(phase({"SET", "a", "b"}) == Phase::write);
    CHECK(phase({"EVAL", "return 1", "0"}) == Phase::write);
    CHECK(find_check_type("redis")->phase({{"commands", {{"GET", "a"}, {"DEL", "a", "b"}}}}) == Phase::write);
    CHECK(find_check_type("redis")->phase({{"challenge", "x"}}) == Phase::read);
    CHECK(find_check_type("redis")->phase(Value::object()) == Phase::read);
  }

  TEST_CASE("a reply is read by what it is: text, number, list or nothing") {
    const auto asked = asking({{"command", {"GET", "a"}}});
    CHECK(facts_of("redis", asked, replied({"12"})) == Value{{"connected", true},
                                                             {"done", true},
                                                             {"node", "10.0.0.1:6379"},
                                                             {"value", "12"},
                                                             {"number", 12.0},
                                                             {"replies", {"12"}}});
    CHECK(facts_of("redis", asked, replied({7}))["value"] == "7");
    const auto nothing = facts_of("redis", asked, replied({nullptr}));
    CHECK_FALSE(nothing.contains("value"));
    CHECK(nothing["done"] == true);
    const auto several = facts_of("redis", asked, replied(Value::array({Value::array({"a", nullptr})})));
    CHECK(several["count"] == 2);
    CHECK(several["values"] == Value{"a", nullptr});
  }

  TEST_CASE("a refusal is a fact that is not done; so is a transaction in which a command failed") {
    const Value refused{{"code", "NOAUTH"}, {"message", "Authentication required."}};
    CHECK(facts_of("redis", bare, replied(Value::array(), {{"refused", refused}})) ==
          Value{{"connected", true}, {"done", false}, {"node", "10.0.0.1:6379"}, {"refused", refused}});
    const auto denied = facts_of("redis", asking({{"password", "x"}}),
                                 replied(Value::array(), {{"accepted", false}, {"refused", refused}}));
    CHECK(denied["accepted"] == false);
    const auto halves = facts_of("redis", asking({{"commands", {{"EXEC"}}}}),
                                 replied(Value::array({Value::array({"OK", {{"error", "ERR x"}}})})));
    CHECK(halves["done"] == false);
  }

  TEST_CASE("a server that is not reached, or speaks otherwise, is a fact") {
    Answer answer;
    answer.reply = {{"connected", false}, {"reason", "refused"}};
    CHECK(facts_of("redis", bare, answer) == Value{{"connected", false}, {"done", false}, {"reason", "refused"}});
    CHECK(facts_of("redis", asking({{"password", "x"}}), replied(Value::array(), {{"failure", "no"}}))["failure"] ==
          "no");
  }

  TEST_CASE("replication of a master and a replica of Redis 7.0") {
    const auto asked = asking({{"info", "replication"}});
    const auto master = facts_of("redis", asked, replied({text("info-master")}));
    CHECK(master["role"] == "master");
    CHECK(master["replicas"] == 1);
    CHECK(master["nodes"] == Value::array({{{"address", "127.0.0.1:16380"}, {"state", "online"}}}));
    CHECK(master["info"]["connected_slaves"] == 1);
    CHECK(master["info"]["master_replid2"] == "0000000000000000000000000000000000000000");
    CHECK_FALSE(master.contains("link"));
    const auto replica = facts_of("redis", asked, replied({text("info-replica")}));
    CHECK(replica["role"] == "slave");
    CHECK(replica["link"] == "up");
    CHECK(replica["master"] == "127.0.0.1:16379");
  }

  TEST_CASE("a replica that only syncs isn't online") {
    auto info = text("info-master");
    info.replace(info.find("state=online"), 12, "state=wait_bgsave");
    CHECK(facts_of("redis", asking({{"info", "replication"}}), replied({info}))["replicas"] == 0);
  }

  TEST_CASE("a cluster of three masters") {
    const auto asked = asking({{"cluster", true}});
    const auto facts = facts_of("redis", asked, replied({text("cluster-info"), text("cluster-nodes")}));
    CHECK(facts["state"] == "ok");
    CHECK(facts["slots_assigned"] == 16384);
    CHECK(facts["slots_ok"] == 16384);
    CHECK(facts["size"] == 3);
    CHECK(facts["known_nodes"] == 3);
    CHECK(facts["replicas"] == 0);
    std::int64_t slots = 0;
    for (const auto& node : facts["nodes"]) {
      CHECK(node["role"] == "master");
      CHECK(node["connected"] == true);
      CHECK(node["failed"] == false);
      slots += node["slots"].get<std::int64_t>();
    }
    CHECK(slots == 16384);
  }

  TEST_CASE("replicas, failed nodes, single and moving slots of a cluster") {
    const std::string info =
        "cluster_state:ok\r\ncluster_slots_assigned:2\r\ncluster_slots_ok:2\r\ncluster_known_nodes:3\r\n"
        "cluster_size:1\r\n";
    const std::string nodes =
        "aa 10.0.0.1:6379@16379,one myself,master - 0 0 1 connected 5 [93->-bb] 7-7\n"
        "bb 10.0.0.2:6379@16379 slave aa 0 5 1 connected\ncc :0 slave,fail,noaddr aa 0 5 1 disconnected\n";
    const auto facts = facts_of("redis", asking({{"cluster", true}}), replied({info, nodes}));
    CHECK(facts["replicas"] == 1);
    CHECK(facts["nodes"][0]["slots"] == 2);
    CHECK(facts["nodes"][0]["address"] == "10.0.0.1:6379");
    CHECK(facts["nodes"][1]["master"] == "aa");
    CHECK(facts["nodes"][2]["failed"] == true);
    const auto wrong = [&](const std::string& lines) {
      return message_of("redis", asking({{"cluster", true}}), replied({info, lines}));
    };
    CHECK(wrong("aa 10.0.0.1 master - 0 0 1 connected 9-5\n").starts_with("CLUSTER NODES has the line 'aa"));
    CHECK(wrong("aa 10.0.0.1 handshake - 0 0 1 connected\n").starts_with("CLUSTER NODES has the line"));
    CHECK(wrong("aa 10.0.0.1 master - 0 0 1 connected\n") == "CLUSTER INFO knows of 3 nodes, CLUSTER NODES of 1");
  }

  TEST_CASE("a sentinel's master and its replicas") {
    const auto facts = facts_of("redis", asking({{"sentinel", "shop"}}),
                                replied({list("sentinel-master"), Value::array({list("sentinel-replicas")})}));
    CHECK(facts["master"] == "127.0.0.1:16379");
    CHECK(facts["down"] == false);
    CHECK(facts["quorum"] == 1);
    CHECK(facts["sentinels"] == 1);
    CHECK(facts["replicas"] == 1);
    CHECK(facts["nodes"] == Value::array({{{"address", "127.0.0.1:16380"}, {"down", false}, {"link", "ok"}}}));
    CHECK(message_of("redis", asking({{"sentinel", "shop"}}), replied({"x", Value::array()})) ==
          "what came is no description of a server by a sentinel");
  }

  TEST_CASE("a challenge is met by what Redis computes and by nothing else") {
    CHECK(sha1_hex("abc") == "a9993e364706816aba3e25717850c26c9cd0d89d");
    CHECK(sha1_hex(std::string(64, 'a')) == "0098ba824b5c16427bd7a1122a5a442a25ec644d");
    CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256_hex(std::string(64, 'a')) == "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb");
    const auto asked = asking({{"challenge", "abc"}});
    // 7, then sum * 31 + byte for 97, 98 and 99.
    const Value right{"a9993e364706816aba3e25717850c26c9cd0d89d", 304'891, "cba", 0};
    CHECK(facts_of("redis", asked, replied(Value::array({right})))["genuine"] == true);
    for (const auto& wrong : {Value("OK"), Value(nullptr), Value{"a9993e", 304'891, "cba", 0}}) {
      CHECK(facts_of("redis", asked, replied(Value::array({wrong})))["genuine"] == false);
    }
  }

  TEST_CASE("a cut or absurd reply is no fact") {
    const auto info = text("info-master");
    const auto asked = asking({{"info", "replication"}});
    CHECK(message_of("redis", asked, replied({info.substr(0, info.find("connected_slaves") + 5)})) ==
          "INFO has the line 'conne'");
    CHECK(
        message_of("redis", asked, replied({"role:master\r\nconnected_slaves:2\r\nslave0:ip=a,port=1,state=online"})) ==
        "the client's reply has no 'slave1'");
    CHECK(message_of("redis", asked, replied({"role:master\r\nrole:slave\r\n"})) == "INFO has the line 'role:slave'");
    CHECK(message_of("redis", asked, replied({nullptr})) == "what came for INFO is no text");
    CHECK(message_of("redis", bare, replied(Value::array())) == "0 replies came to 1 commands");
    CHECK(message_of("redis", bare, replied({"PONG", "PONG"})) == "2 replies came to 1 commands");
    Answer empty;
    CHECK(message_of("redis", bare, empty) == "the client's reply has no 'connected'");
  }

  TEST_CASE("wrong parameters are named") {
    CHECK(complaint({{"server", "a b"}}) == "'a b' is no target (write host:port)");
    CHECK(complaint(asking({{"info", "all"}, {"command", {"PING"}}})) == "command and info exclude each other");
    CHECK(complaint(asking({{"command", {"SUBSCRIBE", "a"}}})) == "SUBSCRIBE never ends with a reply");
    CHECK(complaint(asking({{"command", {"auth", "a"}}})) == "auth is put by user and password");
    CHECK(complaint(asking({{"command", Value::array()}})) == "a command is empty");
    CHECK(complaint(asking({{"commands", Value::array()}})) == "a command is empty");
    CHECK(complaint(asking({{"cluster", false}})) == "cluster asks by being true");
    CHECK(complaint(asking({{"sentinel", ""}})) == "sentinel is empty");
    CHECK(complaint(asking({{"user", "app"}})) == "user needs a password");
    CHECK(complaint(asking({{"database", -1}})) == "database is -1, below 0");
    CHECK(complaint({{"server", "${db.address}:6379"}, {"challenge", "${marker}"}}) == "");
  }
}
