#include <doctest/doctest.h>

#include "asked.hpp"
#include "mongodb_server.hpp"
#include "observe/clients/mongodb_scram.hpp"
#include "observe/clients/mongodb_wire.hpp"
#include "support/server_process.hpp"

using namespace labcheck;
using namespace labcheck::test;

namespace {

constexpr auto primary = R"({"ok": 1, "isWritablePrimary": true, "secondary": false, "setName": "rs0",
  "hosts": ["203.0.113.1:27017", "203.0.113.2:27017"], "primary": "203.0.113.1:27017", "me": "203.0.113.1:27017",
  "localTime": {"$date": {"$numberLong": "1700000000123"}}, "maxWireVersion": 21})";
constexpr auto alone = R"({"ok": 1, "isWritablePrimary": true})";
constexpr auto unauthorized =
    R"({"ok": 0, "code": 13, "codeName": "Unauthorized", "errmsg": "Command find requires authentication"})";

Value at(const ScriptedService& service, Value more = Value::object()) {
  more["server"] = "127.0.0.1:" + std::to_string(service.port());
  return more;
}

/// Greets, and answers every other command with the same.
std::unique_ptr<ScriptedService> answering(const std::string& reply, const std::string& hello = alone) {
  return mongo_server([=](const std::string& name, const Value&) { return name == "hello" ? hello : reply; });
}

std::unique_ptr<ScriptedService> with_logins(bool sha256, const std::string& password, int iterations = 4096) {
  auto logins = std::make_shared<MongoLogins>(sha256, password, iterations);
  return mongo_server([=](const std::string& name, const Value& command) -> std::string {
    if (name == "hello") {
      return sha256 ? R"({"ok": 1, "saslSupportedMechs": ["SCRAM-SHA-1", "SCRAM-SHA-256"]})"
                    : R"({"ok": 1, "saslSupportedMechs": ["SCRAM-SHA-1"]})";
    }
    return name.starts_with("sasl") ? logins->reply(name, command) : R"({"ok": 1, "version": "7.0.5"})";
  });
}

Value as_app(const ScriptedService& service, const std::string& password) {
  return at(service, {{"user", "app"}, {"password", password}, {"source", "shop"}});
}

/// Sends these bytes whatever is asked, then ends.
std::unique_ptr<ScriptedService> saying(const std::string& bytes) {
  return std::make_unique<ScriptedService>([bytes](const Peer& peer) {
    peer.receive("");
    peer.send(bytes);
  });
}

/// Documents with an id, kept as a server keeps them.
class Collection {
 public:
  std::string reply(const std::string& name, const Value& command) {
    if (name == "hello") {
      return alone;
    }
    if (name == "insert") {
      const auto& document = command["documents"][0];
      if (kept_.contains(document["_id"])) {
        return R"({"ok": 1, "n": 0, "writeErrors": [{"index": 0, "code": 11000, "errmsg": "E11000 duplicate key"}]})";
      }
      kept_[document["_id"]] = document;
      return R"({"ok": 1, "n": 1})";
    }
    const auto id = name == "find" ? command["filter"]["_id"] : command["deletes"][0]["q"]["_id"];
    if (name == "find") {
      auto found = kept_.contains(id) ? Value::array({kept_[id]}) : Value::array();
      return Value{{"ok", 1}, {"cursor", {{"id", 0}, {"ns", "shop.orders"}, {"firstBatch", found}}}}.dump();
    }
    return Value{{"ok", 1}, {"n", kept_.erase(id)}}.dump();
  }

 private:
  std::map<Value, Value> kept_{};
};

}  // namespace

TEST_SUITE("clients/mongodb against a scripted server: no real MongoDB can run here") {
  TEST_CASE("the version, and the role in a replica set whose other members are not called") {
    const auto server = answering(R"({"ok": 1, "version": "7.0.5"})", primary);
    const auto talked = asked("mongodb", at(*server));
    CHECK(talked.opened == std::vector<std::string>{"127.0.0.1:" + std::to_string(server->port())});
    CHECK(server->connections() == 1);
    const auto found = facts("mongodb", at(*server));
    CHECK(found["version"] == "7.0.5");
    CHECK(found["role"] == "primary");
    CHECK(found["set"] == "rs0");
    CHECK(found["hosts"] == Value{"203.0.113.1:27017", "203.0.113.2:27017"});
    CHECK(found["primary"] == "203.0.113.1:27017");
  }

  TEST_CASE("a server that knows the greeting by its old name") {
    const auto old = mongo_server([](const std::string& name, const Value&) -> std::string {
      return name == "hello" ? R"({"ok": 0, "code": 59, "codeName": "CommandNotFound", "errmsg": "no such command"})"
             : name == "isMaster" ? R"({"ok": 1, "ismaster": false, "secondary": true, "setName": "rs0"})"
                                  : R"({"ok": 1, "version": "4.2.1"})";
    });
    CHECK(facts("mongodb", at(*old))["role"] == "secondary");
  }

  TEST_CASE("a login by SCRAM, with the right and the wrong password") {
    const auto server = with_logins(true, "apple");
    const auto right = facts("mongodb", as_app(*server, "apple"));
    CHECK(right["accepted"] == true);
    CHECK(right["version"] == "7.0.5");
    const auto wrong = facts("mongodb", as_app(*server, "pear"));
    CHECK(wrong["accepted"] == false);
    CHECK(wrong["done"] == false);
    CHECK(wrong["refused"]["code"] == 18);
    CHECK(wrong["refused"]["name"] == "AuthenticationFailed");
    const auto old = with_logins(false, "0df8b8a4ea22a4a5ea2ba5bca1a5a9a5");
    CHECK(facts("mongodb", as_app(*old, "apple"))["accepted"] == false);
    // MongoDB keeps md5("app:mongo:apple") for SHA-1
    const auto kept = with_logins(false, "4bdc01f286372e32eb001bd330dc8918");
    CHECK(facts("mongodb", as_app(*kept, "apple"))["accepted"] == true);
  }

  TEST_CASE("a server that does not know the password can't pretend to") {
    const auto pretender = mongo_server([](const std::string& name, const Value& command) -> std::string {
      static MongoLogins logins{true, "guess"};
      if (name == "saslContinue") {
        return R"({"ok": 1, "done": true, "conversationId": 1, "payload": {"$binary": {"base64": "dj1hYWFh", "subType": "00"}}})";
      }
      return name == "saslStart" ? logins.reply(name, command) : R"({"ok": 1, "version": "7.0.5"})";
    });
    const auto found = facts("mongodb", as_app(*pretender, "apple"));
    CHECK(found["failure"] ==
          "the server's part of the login can't be taken: it does not prove that it knows the password");
    CHECK_FALSE(found.contains("accepted"));
    CHECK_FALSE(found.contains("version"));
    const auto weak = with_logins(true, "apple", 100);
    CHECK(facts("mongodb", as_app(*weak, "apple"))["failure"] ==
          "the server's part of the login can't be taken: 100 iterations, outside 4096-1000000");
  }

  TEST_CASE("a document is put with a nonce, found, put again in vain, removed and gone") {
    auto kept = std::make_shared<Collection>();
    const auto server =
        mongo_server([kept](const std::string& name, const Value& command) { return kept->reply(name, command); });
    const Value nonce{{"_id", "x7f3"}};
    const Value find{{"database", "shop"}, {"find", "orders"}, {"filter", nonce}};
    const Value insert{{"database", "shop"}, {"insert", "orders"}, {"document", nonce}, {"write_concern", "majority"}};
    CHECK(facts("mongodb", at(*server, find))["count"] == 0);
    CHECK(facts("mongodb", at(*server, insert))["inserted"] == 1);
    CHECK(facts("mongodb", at(*server, find))["documents"] == Value::array({nonce}));
    const auto twice = facts("mongodb", at(*server, insert));
    CHECK(twice["done"] == false);
    CHECK(twice["refused"]["code"] == 11000);
    const Value remove{{"database", "shop"}, {"delete", "orders"}, {"filter", nonce}};
    CHECK(facts("mongodb", at(*server, remove))["deleted"] == 1);
    CHECK(facts("mongodb", at(*server, remove))["deleted"] == 0);
  }

  TEST_CASE("what is sent: the command's name leads, with database and extended JSON") {
    Value seen;
    const auto server = mongo_server([&seen](const std::string& name, const Value& command) -> std::string {
      if (name == "hello") {
        return alone;
      }
      seen = {{"first", name}, {"command", command}};
      return R"({"ok": 1, "n": 3})";
    });
    const Value query{{"at", {{"$oid", "507f1f77bcf86cd799439011"}}}};
    facts("mongodb", at(*server, {{"database", "shop"},
                                  {"command", "count"},
                                  {"value", "orders"},
                                  {"arguments", {{"aquery", 1}, {"query", query}}}}));
    CHECK(seen["first"] == "count");
    CHECK(seen["command"] == Value{{"count", "orders"},
                                   {"aquery", 1},
                                   {"query", query},
                                   {"$readPreference", {{"mode", "primaryPreferred"}}},
                                   {"$db", "shop"}});
  }

  TEST_CASE("a question that is refused") {
    const auto server = answering(unauthorized);
    const auto found = facts("mongodb", at(*server, {{"database", "shop"}, {"find", "orders"}}));
    CHECK(found["refused"]["code"] == 13);
    CHECK(found["role"] == "standalone");
    CHECK_FALSE(found.contains("documents"));
  }
}

TEST_SUITE("clients/mongodb with hostile servers") {
  TEST_CASE("nobody listens, nobody speaks, nobody speaks TLS") {
    CHECK(facts("mongodb", {{"server", "127.0.0.1:" + std::to_string(free_port())}})["connected"] == false);
    const ScriptedService silent{[](const Peer& peer) { peer.wait_for_end(); }};
    const auto talked = asked("mongodb", at(silent), Duration{600});
    CHECK(talked.answer.ending == Ending::timed_out);
    CHECK(talked.elapsed < Duration{3'000});
    const auto plain = saying("no TLS\r\n");
    CHECK(facts("mongodb", at(*plain, {{"tls", true}}))["failure"].get<std::string>().starts_with("TLS: "));
  }

  TEST_CASE("another protocol, another's reply, and flags that nobody asked for are failures") {
    const auto right = mongo_reply(alone);
    auto more_to_come = right;
    more_to_come[16] = 2;
    auto sequence = right;
    sequence[20] = 1;
    auto old_reply = right;
    old_reply[12] = 1;
    auto short_one = right;
    short_one[0] = 12;
    for (const auto& bytes : {std::string{"HTTP/1.1 400 Bad Request\r\n\r\n"}, mongo_reply(alone, 2), more_to_come,
                              sequence, old_reply, short_one, mongo_reply(R"({"version": "7.0"})"),
                              mongo_reply(R"({"ok": 0})"), mongo_reply(R"({"ok": "1"})")}) {
      const auto rogue = saying(bytes);
      const auto found = facts("mongodb", at(*rogue));
      CHECK(found.contains("failure"));
      CHECK(found["done"] == false);
      CHECK_FALSE(found.contains("role"));
    }
  }

  TEST_CASE("a reply that is cut anywhere is a failure, no fact") {
    const auto whole = mongo_reply(primary);
    for (std::size_t size = 0; size < whole.size(); size += 9) {
      const auto rogue = saying(whole.substr(0, size));
      CHECK(facts("mongodb", at(*rogue)).contains("failure"));
    }
  }

  TEST_CASE("too long, too deep, too many") {
    auto huge = mongo_reply(alone);
    huge[3] = 0x7f;
    std::string deep = "1";
    for (int level = 0; level < 95; ++level) {
      deep = R"({"a": )" + deep + "}";
    }
    std::string many = "1";
    for (int at = 0; at < 50'000; ++at) {
      many += ",1";
    }
    for (const auto& bytes :
         {huge, mongo_reply(R"({"ok": 1, "a": )" + deep + "}"), mongo_reply(R"({"ok": 1, "a": [)" + many + "]}")}) {
      const auto rogue = saying(bytes);
      CHECK(asked("mongodb", at(*rogue)).answer.ending == Ending::truncated);
    }
    const auto endless = answering(R"({"ok": 1, "a": ")" + std::string(3'000'000, 'x') + "\"}");
    CHECK(asked("mongodb", at(*endless)).answer.ending == Ending::truncated);
  }

  TEST_CASE("a document of 200000 levels is left when it gets too deep") {
    std::string deep = "\x05";
    deep += std::string(3, '\0');
    constexpr std::size_t levels = 200'000;
    std::string bytes(21, '\0');
    for (std::size_t level = 0; level < levels; ++level) {
      const auto size = static_cast<std::uint32_t>((levels - level) * 8 + 5);
      for (int shift = 0; shift < 32; shift += 8) {
        bytes += static_cast<char>((size >> shift) & 0xFF);
      }
      bytes += std::string{"\x03"} + "a" + '\0';
    }
    bytes += deep + std::string(levels + 1, '\0');
    CHECK(observe::mongo_document(bytes).error().message == "a document with more levels than are taken");
  }

  TEST_CASE("documents with any byte changed are read within their bounds or not at all") {
    const auto whole = mongo_reply(R"({"ok": 1, "a": {"b": ["x", 1, 2.5, {"$oid": "507f1f77bcf86cd799439011"}]},
      "c": {"$binary": {"base64": "AAEC", "subType": "00"}}, "d": {"$numberDecimal": "1.10"}, "e": null})");
    for (std::size_t at = 16; at < whole.size(); ++at) {
      for (const int change : {0x01, 0x02, 0x10, 0x80, 0xFF}) {
        auto bent = whole;
        bent[at] = static_cast<char>(bent[at] ^ change);
        const auto read = observe::mongo_document(bent);
        CHECK((read || !read.error().message.empty()));
      }
    }
  }
}

TEST_SUITE("clients/mongodb's documents and logins") {
  TEST_CASE("values of every type are read as extended JSON") {
    const Value all =
        observe::mongo_document(mongo_reply(R"({"double": 1.5, "text": "zeichen ü", "list": [1, {"a": true}],
      "bytes": {"$binary": {"base64": "AAEC", "subType": "04"}}, "id": {"$oid": "507f1f77bcf86cd799439011"},
      "date": {"$date": {"$numberLong": "1700000000123"}}, "null": null, "long": {"$numberLong": "9007199254740993"},
      "stamp": {"$timestamp": {"t": 5, "i": 2}}, "decimal": {"$numberDecimal": "1.10"}, "min": {"$minKey": 1},
      "nan": {"$numberDouble": "NaN"}})"))
            .value();
    CHECK(all["double"] == 1.5);
    CHECK(all["text"] == "zeichen ü");
    CHECK(all["list"] == Value{1, {{"a", true}}});
    CHECK(all["bytes"]["$binary"] == Value{{"base64", "AAEC"}, {"subType", "04"}});
    CHECK(all["id"]["$oid"] == "507f1f77bcf86cd799439011");
    CHECK(all["date"]["$date"] == 1700000000123);
    CHECK(all["null"].is_null());
    CHECK(all["long"] == 9007199254740993);
    CHECK(all["stamp"]["$timestamp"] == Value{{"t", 5}, {"i", 2}});
    CHECK(all["decimal"]["$numberDecimal"] == "1.10");
    CHECK(all["nan"]["$numberDouble"] == "NaN");
    CHECK_FALSE(observe::mongo_document(mongo_reply(R"({"a": {"$code": "f"}})")));
    CHECK_FALSE(observe::mongo_document(mongo_reply(R"({"a": 1, "b": {"c": 1, "c": 2}})")));
  }

  TEST_CASE("the conversation of RFC 7677, and that of MongoDB's specification for SHA-1") {
    observe::MongoScram better{observe::ScramHash::sha256, "user", "pencil", "rOprNGfwEbeRWgbNEkqO"};
    CHECK(better.first() == "n,,n=user,r=rOprNGfwEbeRWgbNEkqO");
    CHECK(better.answer("r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096") ==
          "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
    CHECK(better.check("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="));
    CHECK_FALSE(better.check("v=7rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="));
    CHECK_FALSE(better.check(""));
    observe::MongoScram old{observe::ScramHash::sha1, "user", "pencil", "fyko+d2lbbFgONRv9qkxdawL"};
    CHECK(old.answer("r=fyko+d2lbbFgONRv9qkxdawLHo+Vgk7qvUOKUwuWLIWg4l/9SraGMHEE,s=rQ9ZY3MntBeuP3E1TDVC4w==,i=10000") ==
          "c=biws,r=fyko+d2lbbFgONRv9qkxdawLHo+Vgk7qvUOKUwuWLIWg4l/9SraGMHEE,p=MC2T8BvbmWRckDw8oWl5IVghwCY=");
    CHECK(old.check("v=UMWeI25JD1yNYZRMpZ4VHvhZ9e0="));
  }

  TEST_CASE("a server's part of a login that is bent or cut") {
    for (const auto* message :
         {"", "r=", "r=abc", "r=abcd,s=AAAA", "r=abc,s=AAAA,i=4096", "r=xyzd,s=AAAA,i=4096", "r=abcd,s=A,i=4096",
          "r=abcd,s=AAAA,i=", "r=abcd,s=AAAA,i=4096x", "r=abcd,s=AAAA,i=-1", "r=abcd,s=AAAA,i=99999999999",
          "r=abcd,s=AAAA,i=2000000", "e=other-error", "s=AAAA,r=abcd"}) {
      CAPTURE(message);
      observe::MongoScram scram{observe::ScramHash::sha256, "user", "pencil", "abc"};
      CHECK_FALSE(scram.answer(message));
      CHECK_FALSE(scram.check("v="));
    }
  }
}
