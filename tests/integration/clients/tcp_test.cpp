#include <doctest/doctest.h>

#include "ssh/filtered_port.hpp"
#include "support/scripted_service.hpp"
#include "support/server_process.hpp"
#include "talk.hpp"

using namespace labcheck;
using namespace labcheck::test;

TEST_SUITE("clients/tcp") {
  TEST_CASE("a port that is served connects, and nothing is sent or read unless asked") {
    const ScriptedService service{[](const Peer& peer) { peer.send("220 mail ready\r\n"); }};
    const auto talked = talk(tcp(service.port()));
    CHECK(talked.answer.ending == Ending::completed);
    CHECK(talked.answer.reply == Value{{"connected", true}, {"received", ""}});
  }

  TEST_CASE("a refused connection is a fact, not trouble") {
    const auto port = free_port();
    const auto talked = talk(tcp(port));
    CHECK(talked.answer.ending == Ending::completed);
    CHECK(talked.answer.reply.at("connected") == false);
    CHECK(talked.answer.reply.at("reason") == "127.0.0.1:" + std::to_string(port) + " refused the connection");
  }

  TEST_CASE("what was sent gets its reply, up to the awaited text") {
    const ScriptedService service{[](const Peer& peer) {
      if (peer.receive("\r\n") == "PING\r\n") {
        peer.send("+PO");
        std::this_thread::sleep_for(std::chrono::milliseconds{1'200});
        peer.send("NG\r\n");
        peer.wait_for_end();
      }
    }};
    const auto talked = talk(tcp(service.port(), {{"send", "PING\r\n"}, {"receive", 100}, {"until", "+PONG"}}));
    CHECK(talked.answer.reply == Value{{"connected", true}, {"received", "+PONG"}});
  }

  TEST_CASE("a banner is taken once the service falls silent, long before the deadline") {
    const ScriptedService service{[](const Peer& peer) {
      peer.send("220 mail");
      std::this_thread::sleep_for(std::chrono::milliseconds{300});
      peer.send(" \xff ready\r\n");
      peer.wait_for_end();
    }};
    const auto talked = talk(tcp(service.port(), {{"receive", 1000}}));
    CHECK(talked.answer.reply.at("received") == "220 mail \xEF\xBF\xBD ready\r\n");
    CHECK(talked.elapsed < Duration{3'000});
  }

  TEST_CASE("no more is taken than was asked for") {
    const ScriptedService service{[](const Peer& peer) { peer.send("0123456789"); }};
    CHECK(talk(tcp(service.port(), {{"receive", 4}})).answer.reply.at("received") == "0123");
  }

  TEST_CASE("a service that says nothing is a time-out") {
    const ScriptedService service{[](const Peer& peer) { peer.wait_for_end(); }};
    const auto talked = talk(tcp(service.port(), {{"receive", 10}}), Duration{400});
    CHECK(talked.answer.ending == Ending::timed_out);
    CHECK(talked.answer.message ==
          "connected to 127.0.0.1:" + std::to_string(service.port()) + ", but nothing came in time");
    CHECK(talked.elapsed < Duration{1'000});
  }

  TEST_CASE("a port that lets nobody in and says nothing is silent where that is a fact, else a time-out") {
    const FilteredPort filtered;
    const auto talked = talk(tcp(filtered.port(), {{"silence", true}}), Duration{600});
    CHECK(talked.answer.ending == Ending::completed);
    CHECK(talked.answer.reply.at("silent") == true);
    CHECK(talk(tcp(filtered.port()), Duration{600}).answer.ending == Ending::timed_out);
    const ScriptedService mute{[](const Peer& peer) { peer.wait_for_end(); }};
    CHECK(talk(tcp(mute.port(), {{"silence", true}, {"receive", 1}}), Duration{600}).answer.ending ==
          Ending::timed_out);
  }

  TEST_CASE("a service that drips to the deadline without the awaited text is a time-out") {
    const ScriptedService service{[](const Peer& peer) {
      while (peer.send("x")) {
        std::this_thread::sleep_for(std::chrono::milliseconds{50});
      }
    }};
    const auto talked = talk(tcp(service.port(), {{"receive", 1000}, {"until", "y"}}), Duration{1'500});
    CHECK(talked.answer.ending == Ending::timed_out);
  }

  TEST_CASE("a service that said something else and then nothing has answered") {
    const ScriptedService service{[](const Peer& peer) {
      peer.send("-NOAUTH\r\n");
      peer.wait_for_end();
    }};
    const auto talked = talk(tcp(service.port(), {{"receive", 1000}, {"until", "+PONG"}}), Duration{1'500});
    CHECK(talked.answer.ending == Ending::completed);
    CHECK(talked.answer.reply.at("received") == "-NOAUTH\r\n");
  }

  TEST_CASE("a reset after accept is the service's doing") {
    const ScriptedService service{[](const Peer& peer) {
      std::this_thread::sleep_for(std::chrono::milliseconds{50});
      peer.reset();
    }};
    const auto talked = talk(tcp(service.port(), {{"receive", 10}}));
    CHECK(talked.answer.ending == Ending::completed);
    CHECK(talked.answer.reply.at("connected") == true);
    CHECK(talked.answer.reply.at("failure") == "the service reset the connection");
  }

  TEST_CASE("a protocol that nobody speaks, and details of a wrong type, are trouble of ours") {
    auto exchange = tcp(9);
    exchange.protocol = "htp";
    CHECK(talk(exchange).answer.message == "no client speaks the protocol 'htp' (did you mean 'http'?)");
    const auto talked = talk(tcp(9, {{"receive", "many"}}));
    CHECK(talked.answer.ending == Ending::failed);
    CHECK(talked.answer.message.starts_with("tcp client: "));
  }
}
