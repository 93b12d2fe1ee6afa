#include <doctest/doctest.h>

#include "support/scripted_service.hpp"
#include "support/server_process.hpp"
#include "talk.hpp"

using namespace labcheck;
using namespace labcheck::test;

namespace {

constexpr std::string_view head_end = "\r\n\r\n";

/// A service that reads one request and says this.
std::unique_ptr<ScriptedService> saying(std::string words) {
  return std::make_unique<ScriptedService>([words = std::move(words)](const Peer& peer) {
    peer.receive(head_end);
    peer.send(words);
  });
}

std::string failure_of(const ScriptedService& service) {
  const auto talked = talk(http(service.port()));
  REQUIRE_MESSAGE(talked.answer.ending == Ending::completed, talked.answer.message);
  const auto& response = talked.answer.reply.at("responses").at(0);
  CHECK(response.at("connected") == true);
  CHECK_FALSE(response.contains("status"));
  return response.at("failure");
}

/// Gzip of `size` zero bytes, by stored blocks of deflate's own making: the tool that every Debian has.
std::string gzip_bomb(std::size_t megabytes) {
  const std::string command = "head -c " + std::to_string(megabytes) + "M /dev/zero | gzip -9";
  std::string bytes;
  auto* pipe = ::popen(command.c_str(), "r");
  char buffer[4096];
  for (std::size_t size = 0; (size = ::fread(buffer, 1, sizeof buffer, pipe)) > 0;) {
    bytes.append(buffer, size);
  }
  ::pclose(pipe);
  return bytes;
}

}  // namespace

TEST_SUITE("clients/http with hostile services") {
  TEST_CASE("nobody listens: every response and the reply say so") {
    const auto port = free_port();
    const auto talked = talk(http(port, {{"times", 2}}));
    CHECK(talked.answer.ending == Ending::completed);
    CHECK(talked.answer.reply.at("connected") == false);
    CHECK(talked.answer.reply.at("reason") == "127.0.0.1:" + std::to_string(port) + " refused the connection");
    CHECK(talked.answer.reply.at("responses").size() == 2);
    CHECK(talked.answer.reply.at("responses").at(1).at("connected") == false);
  }

  TEST_CASE("a service that says nothing is a time-out, and soon") {
    const ScriptedService service{[](const Peer& peer) { peer.wait_for_end(); }};
    const auto talked = talk(http(service.port()), Duration{500});
    CHECK(talked.answer.ending == Ending::timed_out);
    CHECK(talked.answer.message == "no whole answer from 127.0.0.1:" + std::to_string(service.port()) + " in time");
    CHECK(talked.elapsed < Duration{1'500});
  }

  TEST_CASE("a reset after accept, a garbage reply and one that is cut off are the service's failures") {
    const ScriptedService resets{[](const Peer& peer) {
      peer.receive(head_end);
      peer.reset();
    }};
    CHECK(failure_of(resets) == "Recv failure: Connection reset by peer");
    CHECK(failure_of(*saying("SSH-2.0-OpenSSH_9.2p1 Debian\r\n")) == "Received HTTP/0.9 when not allowed");
    CHECK(failure_of(*saying("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort")) ==
          "transfer closed with 45 bytes remaining to read");
    CHECK(failure_of(*saying("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nx")).find("Content-Length") !=
          std::string::npos);
    CHECK(failure_of(*saying("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nnogzip")) != "");
    CHECK(failure_of(*saying("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")) != "");
  }

  TEST_CASE("an endless body is truncated") {
    const ScriptedService service{[](const Peer& peer) {
      peer.receive(head_end);
      peer.send("HTTP/1.1 200 OK\r\n\r\n");
      while (peer.send(std::string(65'536, 'x'))) {
      }
    }};
    const auto talked = talk(http(service.port()));
    CHECK(talked.answer.ending == Ending::truncated);
    CHECK(talked.elapsed < Duration{5'000});
  }

  TEST_CASE("a body that drips ends at the deadline") {
    const ScriptedService service{[](const Peer& peer) {
      peer.receive(head_end);
      peer.send("HTTP/1.1 200 OK\r\n\r\n");
      while (peer.send("x")) {
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
      }
    }};
    const auto talked = talk(http(service.port(), {{"times", 3}}), Duration{700});
    CHECK(talked.answer.ending == Ending::timed_out);
    CHECK(talked.answer.message.ends_with(" in time (request 1 of 3)"));
    CHECK(talked.elapsed < Duration{1'700});
  }

  TEST_CASE("endless headers and endless interim heads are truncated") {
    const ScriptedService headers{[](const Peer& peer) {
      peer.receive(head_end);
      peer.send("HTTP/1.1 200 OK\r\n");
      while (peer.send("X-More: and more\r\n")) {
      }
    }};
    CHECK(talk(http(headers.port())).answer.ending == Ending::truncated);
    const ScriptedService interim{[](const Peer& peer) {
      peer.receive(head_end);
      while (peer.send("HTTP/1.1 100 Continue\r\n\r\n")) {
      }
    }};
    CHECK(talk(http(interim.port())).answer.ending == Ending::truncated);
  }

  TEST_CASE("one endless header line is never an answer") {
    const ScriptedService service{[](const Peer& peer) {
      peer.receive(head_end);
      peer.send("HTTP/1.1 200 OK\r\nX: ");
      while (peer.send(std::string(65'536, 'x'))) {
      }
    }};
    const auto talked = talk(http(service.port()));
    CHECK(talked.answer.reply.is_null());
    CHECK(talked.elapsed < Duration{5'000});
  }

  TEST_CASE("a gzip bomb is truncated at the unpacked size") {
    const auto bomb = gzip_bomb(100);
    const ScriptedService service{[&bomb](const Peer& peer) {
      peer.receive(head_end);
      peer.send("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + std::to_string(bomb.size()) +
                std::string{head_end});
      peer.send(bomb);
      peer.wait_for_end();
    }};
    const auto talked = talk(http(service.port()));
    CHECK(talked.answer.ending == Ending::truncated);
    CHECK(talked.answer.reply.is_null());
  }

  TEST_CASE("bytes that are no UTF-8 come out replaced") {
    const auto service = saying(
        "HTTP/1.1 200 OK\r\nX-Odd: \xff\x1b[2J\r\nContent-Length: 3\r\n\r\na\xff"
        "b");
    const auto response = talk(http(service->port())).answer.reply.at("responses").at(0);
    CHECK(response.at("body") ==
          "a\xEF\xBF\xBD"
          "b");
    CHECK(response.at("headers").at("x-odd") == "\xEF\xBF\xBD\x1b[2J");
  }

  TEST_CASE("credentials, cookies and a Host of one's own stay with their origin when redirected") {
    std::string second;
    const ScriptedService other{[&second](const Peer& peer) {
      second = peer.receive(head_end);
      peer.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    }};
    std::string first;
    const ScriptedService service{[&](const Peer& peer) {
      first = peer.receive(head_end);
      peer.send("HTTP/1.1 302 Found\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\nLocation: http://web.lab:" +
                std::to_string(other.port()) + "/\r\n\r\n");
    }};
    talk(http(service.port(), {{"user", "me"},
                               {"password", "pw"},
                               {"follow", 1},
                               {"headers", {{"Cookie", "c=d"}, {"Host", "shop"}, {"X-Stays", "yes"}}}}));
    CHECK(first.find("Authorization: Basic bWU6cHc=\r\n") != std::string::npos);
    CHECK(first.find("Host: shop\r\n") != std::string::npos);
    CHECK(second == "GET / HTTP/1.1\r\nHost: web.lab:" + std::to_string(other.port()) +
                        "\r\nAccept: */*\r\nX-Stays: yes\r\n\r\n");
  }

  TEST_CASE("a POST that is sent on by 303 becomes a GET without its body, by 307 it stays") {
    for (const auto* status : {"303 See Other", "307 Temporary Redirect"}) {
      int turn = 0;
      std::string last;
      const ScriptedService service{[&](const Peer& peer) {
        last = peer.receive("\r\n\r\n");
        peer.send(turn++ == 0 ? "HTTP/1.1 " + std::string{status} + "\r\nLocation: /next\r\nContent-Length: 0\r\n\r\n"
                              : std::string{"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"});
        peer.wait_for_end();
      }};
      talk(http(service.port(), {{"method", "POST"}, {"body", "a=1"}, {"follow", 1}}));
      CHECK(last.starts_with(status[2] == '3' ? "GET /next " : "POST /next "));
    }
  }

  TEST_CASE("silent services hold up nobody else") {
    const ScriptedService silent{[](const Peer& peer) { peer.wait_for_end(); }};
    const auto good = saying("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    std::vector<std::pair<Exchange, Duration>> exchanges(100, {http(silent.port()), Duration{12'000}});
    exchanges.insert(exchanges.end(), 50, {http(good->port()), Duration{30'000}});
    const auto all = talk_at_once(exchanges);
    for (std::size_t at = 0; at < all.size(); ++at) {
      CHECK(all[at].answer.ending == (at < 100 ? Ending::timed_out : Ending::completed));
      CHECK(all[at].elapsed < Duration{at < 100 ? 14'000 : 12'000});  // before the silent ones are given up
    }
  }

  TEST_CASE("details that would smuggle something in are refused before anything is opened") {
    const auto trouble = [](Value details) {
      const auto talked = talk(http(9, std::move(details)));
      CHECK(talked.opened.empty());
      CHECK(talked.answer.ending == Ending::failed);
      return talked.answer.message;
    };
    CHECK(trouble({{"headers", {{"X", "a\r\nEvil: b"}}}}) == "the value of header 'X' holds a control character");
    CHECK(trouble({{"headers", {{"X: y", "a"}}}}) == "'X: y' is no header name");
    CHECK(trouble({{"method", "GET / HTTP/1.1"}}) == "'GET / HTTP/1.1' is no HTTP method");
    CHECK(trouble({{"scheme", "file"}}) == "scheme 'file' is neither http nor https");
  }
}
