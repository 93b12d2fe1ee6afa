#include <doctest/doctest.h>

#include "support/mosquitto.hpp"
#include "support/scripted_service.hpp"
#include "talk.hpp"

using namespace labcheck;
using namespace labcheck::test;

namespace {

const Mosquitto& broker() {
  static const Mosquitto server;
  return server;
}

Exchange mqtt(std::uint16_t port, Value details = Value::object()) {
  Value all{{"user", "li"}, {"password", "apple"}, {"wait_ms", 3'000}};
  all.update(details);
  return {.protocol = "mqtt", .host = "127.0.0.1", .port = port, .details = std::move(all)};
}

Value reply_of(const Exchange& exchange) {
  const auto talked = talk(exchange);
  REQUIRE_MESSAGE(talked.answer.ending == Ending::completed, talked.answer.message);
  return talked.answer.reply;
}

}  // namespace

TEST_SUITE("clients/mqtt with Mosquitto") {
  TEST_CASE("a login is accepted, or refused by MQTT's code") {
    for (const auto* version : {"5", "3.1.1"}) {
      const auto good = reply_of(mqtt(broker().port(), {{"version", version}}));
      CHECK(good.at("accepted") == true);
      CHECK_FALSE(good.contains("refused"));
      const auto wrong = reply_of(mqtt(broker().port(), {{"version", version}, {"password", "pear"}}));
      CHECK(wrong.at("accepted") == false);
      CHECK_MESSAGE(wrong.at("refused").at("code") == (std::string{version} == "5" ? "135" : "5"), wrong.dump());
      CHECK(wrong.at("refused").at("stage") == "login");
    }
  }

  TEST_CASE("a message published is heard by its subscriber, whatever its bytes") {
    for (const auto* version : {"5", "3.1.1"}) {
      const auto reply = reply_of(mqtt(broker().port(), {{"version", version},
                                                         {"subscribe", "lab/+/state"},
                                                         {"topic", "lab/door/state"},
                                                         {"message", "n0nce \xff\n"}}));
      CHECK_MESSAGE(
          reply.at("messages") ==
              Value::array({{{"topic", "lab/door/state"}, {"payload", "n0nce \xEF\xBF\xBD\n"}, {"retained", false}}}),
          reply.dump());
    }
  }

  TEST_CASE("what is kept is there for whoever comes later, until it is taken away") {
    CHECK_FALSE(reply_of(mqtt(broker().port(), {{"topic", "lab/kept"}, {"message", "yes"}, {"retain", true}}))
                    .contains("refused"));
    const auto later = reply_of(mqtt(broker().port(), {{"subscribe", "lab/kept"}}));
    CHECK(later.at("messages").at(0).at("payload") == "yes");
    CHECK(later.at("messages").at(0).at("retained") == true);
    reply_of(mqtt(broker().port(), {{"topic", "lab/kept"}, {"message", ""}, {"retain", true}}));
    CHECK(reply_of(mqtt(broker().port(), {{"subscribe", "lab/kept"}, {"wait_ms", 300}})).at("messages").empty());
  }

  TEST_CASE("a message that the broker does not take is refused in MQTT 5, and never heard") {
    const auto refused = reply_of(mqtt(broker().port(), {{"topic", "other/x"}, {"message", "no"}})).at("refused");
    CHECK(refused.at("code") == "135");
    CHECK(refused.at("stage") == "publish");
    const auto unheard = reply_of(mqtt(
        broker().port(),
        {{"version", "3.1.1"}, {"subscribe", "other/x"}, {"topic", "other/x"}, {"message", "no"}, {"wait_ms", 300}}));
    CHECK((unheard.contains("refused") || unheard.at("messages").empty()));
  }

  TEST_CASE("over TLS the certificate must be trusted, unless that is waived") {
    CHECK(reply_of(mqtt(broker().tls_port(), {{"tls", true}, {"verify", false}})).at("accepted") == true);
    const auto untrusted = reply_of(mqtt(broker().tls_port(), {{"tls", true}}));
    CHECK(untrusted.at("accepted") == false);
    CHECK_MESSAGE(untrusted.contains("failure"), untrusted.dump());
  }
}

TEST_SUITE("clients/mqtt with rogue brokers") {
  TEST_CASE("nobody there is a fact; another protocol, an end and a reset are failures") {
    CHECK(reply_of(mqtt(free_port())).at("connected") == false);
    const ScriptedService ends{[](const Peer& peer) { peer.receive(""); }};
    const ScriptedService resets{[](const Peer& peer) {
      peer.receive("");
      peer.reset();
    }};
    const ScriptedService babbles{[](const Peer& peer) { peer.send("HTTP/1.1 400 Bad Request\r\n\r\n"); }};
    for (const auto* service : {&ends, &resets, &babbles}) {
      const auto talked = talk(mqtt(service->port()), Duration{3'000});
      REQUIRE_MESSAGE(talked.answer.ending == Ending::completed, talked.answer.message);
      CHECK_MESSAGE(talked.answer.reply.contains("failure"), talked.answer.reply.dump());
      CHECK(service->connections() == 1);  // libmosquitto must not connect anew
    }
  }

  TEST_CASE("silence ends at the deadline") {
    const ScriptedService silent{[](const Peer& peer) { peer.wait_for_end(); }};
    const auto talked = talk(mqtt(silent.port()), Duration{500});
    CHECK(talked.answer.ending == Ending::timed_out);
    CHECK(talked.elapsed < Duration{1'700});
  }

  TEST_CASE("a broker that floods is cut") {
    const ScriptedService floods{[](const Peer& peer) {
      peer.receive("");
      peer.send(std::string_view{"\x20\x03\x00\x00\x00", 5});
      while (peer.send(std::string_view{"\x30\x06\x00\x01x\x00yz", 8})) {
      }
    }};
    const auto talked = talk(mqtt(floods.port(), {{"subscribe", "x"}, {"count", 5'000}}), Duration{5'000});
    CHECK(talked.answer.ending != Ending::completed);
  }
}
