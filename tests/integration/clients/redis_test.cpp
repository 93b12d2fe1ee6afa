#include "support/redis.hpp"

#include <doctest/doctest.h>

#include "asked.hpp"
#include "support/scripted_service.hpp"

using namespace labcheck;
using namespace labcheck::test;

namespace {

Value asking(const Redis& server, Value more = Value::object()) {
  more["server"] = server.place();
  return more;
}

const Redis& redis() {
  static const Redis server{"requirepass apple\nuser reader on >pear ~a* +get +ping -@scripting\n"};
  return server;
}

Value as_owner(Value more) {
  more["password"] = "apple";
  return asking(redis(), std::move(more));
}

Value of_rogue(const ScriptedService& service, Value more = Value::object()) {
  more["server"] = "127.0.0.1:" + std::to_string(service.port());
  return more;
}

std::unique_ptr<ScriptedService> saying(const std::string& reply, bool stays = true) {
  return std::make_unique<ScriptedService>([reply, stays](const Peer& peer) {
    while (!peer.receive("\n").empty()) {
      peer.send(reply);
      if (!stays) {
        return;
      }
    }
  });
}

}  // namespace

TEST_SUITE("clients/redis with Redis") {
  TEST_CASE("a key is written with a nonce, read, and gone") {
    CHECK(facts("redis", as_owner({{"command", {"SET", "a:nonce", "x 1\r\n"}}}))["value"] == "OK");
    const auto read = facts("redis", as_owner({{"command", {"GET", "a:nonce"}}}));
    CHECK(read["value"] == "x 1\r\n");
    CHECK(read["accepted"] == true);
    CHECK(facts("redis", as_owner({{"command", {"DEL", "a:nonce"}}}))["number"] == 1);
    const auto gone = facts("redis", as_owner({{"command", {"GET", "a:nonce"}}}));
    CHECK_FALSE(gone.contains("value"));
    CHECK(gone["done"] == true);
  }

  TEST_CASE("several commands, lists, databases and INFO") {
    const auto last = facts(
        "redis",
        as_owner({{"database", 3}, {"commands", {{"DEL", "l"}, {"RPUSH", "l", "a", "b"}, {"LRANGE", "l", 0, -1}}}}));
    CHECK(last["values"] == Value{"a", "b"});
    CHECK(last["replies"][1] == 2);
    CHECK(facts("redis", as_owner({{"command", {"EXISTS", "l"}}}))["number"] == 0);
    const auto info = facts("redis", as_owner({{"info", "server"}}));
    CHECK(info["version"] == info["info"]["redis_version"]);
    CHECK(info["info"]["tcp_port"] == redis().port());
  }

  TEST_CASE("no login, a wrong one, and one that may not, are refusals") {
    const auto none = facts("redis", asking(redis()));
    CHECK(none["refused"]["code"] == "NOAUTH");
    CHECK(none["done"] == false);
    const auto wrong = facts("redis", asking(redis(), {{"password", "pear"}}));
    CHECK(wrong["refused"]["code"] == "WRONGPASS");
    CHECK(wrong["accepted"] == false);
    const Value reader{{"user", "reader"}, {"password", "pear"}};
    auto may_not = reader;
    may_not["command"] = {"SET", "a", "b"};
    CHECK(facts("redis", asking(redis(), may_not))["refused"]["code"] == "NOPERM");
    CHECK(facts("redis", asking(redis(), reader))["value"] == "PONG");
    auto challenged = reader;
    challenged["challenge"] = "abc";
    CHECK(facts("redis", asking(redis(), challenged))["refused"]["code"] == "NOPERM");
    CHECK(facts("redis", as_owner({{"command", {"INCR"}}}))["refused"]["code"] == "ERR");
    CHECK(facts("redis", as_owner({{"cluster", true}}))["refused"]["message"].get<std::string>().find("disabled") !=
          std::string::npos);
  }

  TEST_CASE("a real server meets a challenge, one that only speaks the protocol doesn't") {
    CHECK(facts("redis", as_owner({{"challenge", "k3j9x0"}}))["genuine"] == true);
    const auto rogue = saying("+OK\r\n");
    CHECK(facts("redis", of_rogue(*rogue, {{"challenge", "k3j9x0"}}))["genuine"] == false);
  }

  TEST_CASE("TLS, with a certificate that nobody vouches for") {
    const auto server = Redis::with_tls();
    CHECK(facts("redis", asking(*server, {{"tls", true}, {"verify", false}}))["value"] == "PONG");
    const auto doubted = facts("redis", asking(*server, {{"tls", true}}));
    CHECK(doubted["failure"].get<std::string>().starts_with("TLS: the certificate is not trusted"));
    CHECK(doubted["done"] == false);
    CHECK(facts("redis", asking(*server)).contains("failure"));
    const ScriptedService plain{[](const Peer& peer) {
      peer.receive("");
      peer.send("-ERR what?\r\n");
    }};
    CHECK(facts("redis", of_rogue(plain, {{"tls", true}, {"verify", false}}))["failure"] ==
          "TLS: the server does not agree to it");
  }

  TEST_CASE("a master, its replica and a sentinel; and the master gone") {
    Redis master;
    const Redis replica{"replicaof 127.0.0.1 " + std::to_string(master.port()) + "\nrepl-diskless-sync-delay 0\n"};
    const auto follows = facts_once("redis", asking(replica, {{"info", "replication"}}), "link", "up");
    CHECK(follows["role"] == "slave");
    CHECK(follows["link"] == "up");
    CHECK(follows["master"] == master.place());
    const auto leads = facts_once("redis", asking(master, {{"info", "replication"}}), "replicas", 1);
    CHECK(leads["replicas"] == 1);
    CHECK(leads["nodes"][0]["address"] == replica.place());
    CHECK(facts("redis", asking(replica, {{"command", {"SET", "a", "b"}}}))["refused"]["code"] == "READONLY");
    CHECK(facts("redis", asking(master, {{"command", {"SET", "nonce", "n1"}}}))["done"] == true);
    CHECK(facts_once("redis", asking(replica, {{"command", {"GET", "nonce"}}}), "value", "n1")["value"] == "n1");
    CHECK(facts("redis", asking(replica, {{"challenge", "abc"}}))["genuine"] == true);

    const auto sentinel = Redis::sentinel(master.port());
    const auto watch = facts_once("redis", asking(*sentinel, {{"sentinel", "shop"}}), "replicas", 1);
    CHECK(watch["master"] == master.place());
    CHECK(watch["quorum"] == 1);
    CHECK(watch["nodes"][0]["address"] == replica.place());
    CHECK(facts("redis", asking(*sentinel, {{"sentinel", "other"}}))["refused"]["code"] == "ERR");
    master.stop();
    CHECK(facts_once("redis", asking(replica, {{"info", "replication"}}), "link", "down")["link"] == "down");
    CHECK(facts_once("redis", asking(*sentinel, {{"sentinel", "shop"}}), "down", true)["down"] == true);
  }

  TEST_CASE("a cluster of three, and a key that lives elsewhere") {
    const auto one = Redis::node();
    const auto two = Redis::node();
    const auto three = Redis::node();
    const TempFolder folder;
    run_program({"redis-cli", "--cluster", "create", one->place(), two->place(), three->place(), "--cluster-yes"},
                folder / "log");
    const auto cluster = facts_once("redis", asking(*one, {{"cluster", true}}), "state", "ok");
    CHECK(cluster["state"] == "ok");
    CHECK(cluster["slots_ok"] == 16384);
    CHECK(cluster["size"] == 3);
    CHECK(cluster["known_nodes"] == 3);
    facts_once("redis", asking(*three, {{"cluster", true}}), "state", "ok");
    // Its slot is 12182: the third node's.
    const Value set{{"commands", {{"PING"}, {"SET", "foo", "n1"}, {"GET", "foo"}}}};
    const auto moved = facts("redis", asking(*one, set));
    CHECK(moved["refused"] == Value{{"code", "MOVED"}, {"message", "12182 " + three->place()}});
    auto following = set;
    following["follow"] = true;
    const auto followed = facts("redis", asking(*one, following));
    CHECK(followed["value"] == "n1");
    CHECK(followed["node"] == three->place());
    CHECK(followed["replies"] == Value{"PONG", "OK", "n1"});
  }
}

TEST_SUITE("clients/redis with hostile servers") {
  TEST_CASE("nobody listens, nobody speaks") {
    const auto port = free_port();
    CHECK(facts("redis", {{"server", "127.0.0.1:" + std::to_string(port)}})["connected"] == false);
    const ScriptedService silent{[](const Peer& peer) { peer.wait_for_end(); }};
    const auto talked = asked("redis", of_rogue(silent), Duration{600});
    CHECK(talked.answer.ending == Ending::timed_out);
    CHECK(talked.elapsed < Duration{1'700});
  }

  TEST_CASE("another protocol, garbage and a reply that is cut off are failures, no facts") {
    for (const auto* reply :
         {"HTTP/1.1 400 Bad Request\r\n\r\n", "$-7\r\n", ":12x\r\n", "*-9\r\n", "hello\r\n",
          "*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n+x\r\n", "$9\r\nabc", "*2\r\n+a\r\n", "+PON"}) {
      CAPTURE(reply);
      const auto rogue = saying(reply, false);
      const auto found = facts("redis", of_rogue(*rogue));
      CHECK(found.contains("failure"));
      CHECK(found["done"] == false);
      CHECK_FALSE(found.contains("value"));
    }
  }

  TEST_CASE("a list that says to be endless, and a text that is, are more than is taken") {
    const auto many = saying("*2000000000\r\n");
    CHECK(asked("redis", of_rogue(*many)).answer.ending == Ending::truncated);
    const auto nested = saying("*90000\r\n*90000\r\n");
    CHECK(asked("redis", of_rogue(*nested)).answer.ending == Ending::truncated);
    const auto big = saying("$9000000\r\n" + std::string(9'000'000, 'x') + "\r\n");
    CHECK(asked("redis", of_rogue(*big)).answer.ending == Ending::truncated);
  }

  TEST_CASE("a cluster can't lead out of the lab, nor in circles") {
    const auto abroad = saying("-MOVED 1 evil.example:6379\r\n");
    const Value get{{"command", {"GET", "a"}}, {"follow", true}};
    CHECK(facts("redis", of_rogue(*abroad, get))["failure"] ==
          "not followed: evil.example is none of this lab's hosts");
    const ScriptedService circle{[&circle](const Peer& peer) {
      peer.receive("a\r\n");
      peer.send("-MOVED 1 :" + std::to_string(circle.port()) + "\r\n");
      peer.wait_for_end();
    }};
    CHECK(facts("redis", of_rogue(circle, get))["failure"] == "still moved on after the last move that is followed");
    const auto odd = saying("-MOVED 1 here\r\n");
    CHECK(facts("redis", of_rogue(*odd, get))["refused"]["code"] == "MOVED");
  }

  TEST_CASE("an error without a word in capitals has no code") {
    const auto odd = saying("-no, thanks\r\n");
    CHECK(facts("redis", of_rogue(*odd))["refused"] == Value{{"code", ""}, {"message", "no, thanks"}});
  }
}
