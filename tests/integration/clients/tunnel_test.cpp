#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <doctest/doctest.h>

#include "observe/engine.hpp"
#include "servers.hpp"
#include "sql_cases.hpp"
#include "support/scripted_service.hpp"
#include "support/sshd.hpp"
#include "support/vsftpd.hpp"
#include "talk.hpp"

using namespace labcheck;
using namespace labcheck::test;

namespace {

namespace asio = boost::asio;

const Sshd& gateway() {
  static const Sshd sshd;
  return sshd;
}

Roster roster_of(const Sshd& sshd) {
  RosterHost host{.role = "lb", .connect_host = "127.0.0.1", .connect_port = sshd.port(), .address = "127.0.0.1"};
  host.login.key = sshd.user_key();
  host.login.agent = false;
  Roster roster;
  roster.candidates.push_back({.id = "c01", .hosts = {host}});
  return roster;
}

/// Puts exchanges to the host behind an sshd, one after another on one engine.
std::vector<Answer> through(const Sshd& sshd, std::vector<Exchange> exchanges, Duration timeout = Duration{10'000}) {
  const auto roster = roster_of(sshd);
  const observe::Masker masker;
  asio::io_context io;
  const auto engine = observe::Engine::create(io, roster, masker, {}, {});
  std::vector<Answer> answers;
  auto work = [&]() -> asio::awaitable<void> {
    for (const auto& exchange : exchanges) {
      observe::Asked asked{.candidate = "c01", .host = "lb", .request = exchange, .timeout = timeout};
      answers.push_back(co_await engine->ask(std::move(asked)));
    }
    co_await engine->close();
  };
  bool thrown = false;
  asio::co_spawn(io, work(), [&thrown](const std::exception_ptr& problem) { thrown = problem != nullptr; });
  io.run();
  CHECK_FALSE(thrown);
  return answers;
}

Value one_reply(const Exchange& exchange) {
  const auto answer = through(gateway(), {exchange}).at(0);
  REQUIRE_MESSAGE(answer.ending == Ending::completed, answer.message);
  return answer.reply;
}

}  // namespace

TEST_SUITE("clients/through a tunnel") {
  TEST_CASE("http and https answer as they do straight, each request on a channel of its own") {
    const auto reply = one_reply(http(nginx().port(), {{"target", "/echo"}, {"times", 5}}));
    CHECK(reply.at("responses").size() == 5);
    for (const auto& response : reply.at("responses")) {
      CHECK(response.at("status") == 200);
    }
    const auto secure =
        one_reply(http(nginx().tls_port(), {{"scheme", "https"}, {"target", "/echo"}, {"verify", false}}));
    CHECK(secure.at("responses").at(0).at("status") == 200);
  }

  TEST_CASE("databases answer, and refuse with their exact codes") {
    Value app{{"user", "app"}, {"password", "apple"}, {"statements", {"SELECT 1"}}};
    const auto one = Value::array({Value::array({"1"})});
    CHECK(one_reply(sql("mariadb", mariadb().port(), app)).at("rows") == one);
    app["tls"] = true;
    app["database"] = "postgres";
    CHECK(one_reply(sql("postgresql", postgresql().port(), app)).at("rows") == one);
    app["password"] = "wrong";
    CHECK(one_reply(sql("mariadb", mariadb().port(), app)).at("refused").at("code") == 1045);
    CHECK(one_reply(sql("postgresql", postgresql().port(), app)).at("refused").at("code") == "28P01");
  }

  TEST_CASE("ftp answers with its data through the tunnel too") {
    const Vsftpd files;
    const Value anonymous{{"user", "anonymous"}, {"password", "open@lab"}, {"action", "get"}, {"path", "notes.txt"}};
    const Exchange get{.protocol = "ftp", .host = "127.0.0.1", .port = files.port(), .details = anonymous};
    CHECK(one_reply(get).at("body") == "first\nsecond\n");
  }

  TEST_CASE("a port that nobody listens on is a fact") {
    const Value nobody{{"connected", false}, {"reason", "connect failed: refused or unknown name"}};
    CHECK(one_reply(tcp(free_port())) == nobody);
    CHECK(one_reply(sql("mariadb", free_port(), {})) == nobody);
    CHECK(one_reply(http(free_port())).at("connected") == false);
  }

  TEST_CASE("a silent service is a time-out, and what comes after it on the same host is answered") {
    const ScriptedService silent{[](const Peer& peer) { peer.wait_for_end(); }};
    const auto good = http(nginx().port(), {{"target", "/echo"}});
    const auto answers = through(
        gateway(), {sql("mariadb", silent.port(), {}), http(silent.port()), tcp(silent.port(), {{"receive", 5}}), good},
        Duration{1'500});
    for (int at = 0; at < 3; ++at) {
      CHECK(answers.at(at).ending == Ending::timed_out);
      CHECK(answers.at(at).elapsed < Duration{2'600});
    }
    CHECK(answers.at(3).ending == Ending::completed);
  }

  TEST_CASE("a service that ends early or babbles has answered wrongly") {
    const ScriptedService ends{[](const Peer&) {}};
    const ScriptedService resets{[](const Peer& peer) {
      peer.receive("");
      peer.reset();
    }};
    const ScriptedService babbles{[](const Peer& peer) { peer.send("\xff\xfe no protocol at all\r\n\r\n"); }};
    for (const auto* service : {&ends, &resets, &babbles}) {
      CHECK(one_reply(http(service->port())).at("responses").at(0).contains("failure"));
      CHECK(one_reply(sql("postgresql", service->port(), {{"user", "app"}})).contains("failure"));
    }
    CHECK(one_reply(sql("mariadb", ends.port(), {{"user", "app"}})).contains("failure"));
    CHECK(one_reply(tcp(babbles.port(), {{"receive", 100}})).at("received").get<std::string>().find("at all") !=
          std::string::npos);
  }

  TEST_CASE("an endless body is truncated, and the session serves on") {
    const ScriptedService endless{[](const Peer& peer) {
      peer.receive("\r\n\r\n");
      peer.send("HTTP/1.1 200 OK\r\n\r\n");
      while (peer.send(std::string(65'536, 'x'))) {
      }
    }};
    const auto good = http(nginx().port(), {{"target", "/echo"}});
    const auto answers = through(gateway(), {http(endless.port()), good});
    CHECK(answers.at(0).ending == Ending::truncated);
    CHECK(answers.at(1).ending == Ending::completed);
  }

  TEST_CASE("where sshd forbids forwarding and the service is its host's own, that is said") {
    const Sshd closed{"AllowTcpForwarding no"};
    for (const auto& answer : through(closed, {http(nginx().port()), sql("mariadb", mariadb().port(), {}), tcp(1)})) {
      CHECK(answer.ending == Ending::forwarding_refused);
      CHECK(answer.message == "sshd forbids forwarding");
    }
  }

  TEST_CASE("a host that refuses the login is no service that refuses") {
    const Sshd locked{"DenyUsers root"};
    for (const auto& answer : through(locked, {http(nginx().port()), tcp(nginx().port())})) {
      CHECK(answer.ending == Ending::login_refused);
      CHECK(answer.reply.is_null());
    }
  }
}
