#include <doctest/doctest.h>

#include "sql_cases.hpp"
#include "support/scripted_service.hpp"
#include "support/server_process.hpp"

using namespace labcheck;
using namespace labcheck::test;

namespace {

using namespace std::string_literals;

/// A packet of the MySQL protocol.
std::string packet(int number, const std::string& body) {
  const auto size = body.size();
  return std::string{static_cast<char>(size & 0xff), static_cast<char>(size >> 8 & 0xff),
                     static_cast<char>(size >> 16 & 0xff), static_cast<char>(number)} +
         body;
}

/// The greeting of a MySQL server that asks for mysql_native_password and offers everything.
std::string greeting() {
  return packet(0,
                "\x0a"
                "5.7.0-fake\0"s +
                    "\1\0\0\0"s + "12345678\0"s + "\xff\xf7\x2d\2\0\xff\x81\x15"s + std::string(10, '\0') +
                    "123456789012\0"s + "mysql_native_password\0"s);
}

const std::string ok = packet(2, "\0\0\0\2\0\0\0"s);

Exchange login(const char* engine, const ScriptedService& service) {
  return sql(engine, service.port(),
             {{"user", "app"}, {"password", "hush"}, {"database", "shop"}, {"statements", {"SELECT 1"}}});
}

}  // namespace

TEST_SUITE("clients/sql with hostile servers") {
  TEST_CASE("nobody listens") {
    for (const auto* engine : {"mariadb", "postgresql"}) {
      const auto port = free_port();
      CHECK(reply_of(sql(engine, port, {})) ==
            Value{{"connected", false}, {"reason", "127.0.0.1:" + std::to_string(port) + " refused the connection"}});
    }
  }

  TEST_CASE("a greeting that never comes is a time-out, and soon") {
    const ScriptedService service{[](const Peer& peer) { peer.wait_for_end(); }};
    for (const auto* engine : {"mariadb", "postgresql"}) {
      const auto talked = talk(login(engine, service), Duration{600});
      CHECK(talked.answer.ending == Ending::timed_out);
      CHECK(talked.elapsed < Duration{1'700});
    }
  }

  TEST_CASE("a reset, an early end and garbage are the server's failure, never a refusal") {
    const ScriptedService resets{[](const Peer& peer) {
      std::this_thread::sleep_for(std::chrono::milliseconds{50});
      peer.reset();
    }};
    const ScriptedService ends{[](const Peer&) {}};
    const ScriptedService babbles{[](const Peer& peer) {
      peer.send("HTTP/1.1 400 Bad Request\r\n\r\n" + std::string(5'000, '\xfe'));
      peer.wait_for_end();
    }};
    for (const auto* engine : {"mariadb", "postgresql"}) {
      for (const auto* service : {&resets, &ends, &babbles}) {
        const auto talked = talk(login(engine, *service), Duration{2'000});
        INFO(engine, " ", dump(talked.answer.reply), " ", talked.answer.message);
        // A length that promises more than ever comes keeps a client waiting: that may also be a time-out.
        if (talked.answer.ending != Ending::timed_out || service != &babbles) {
          CHECK(talked.answer.ending == Ending::completed);
          CHECK(talked.answer.reply.at("connected") == true);
          CHECK(talked.answer.reply.at("failure").get<std::string>() != "");
          CHECK_FALSE(talked.answer.reply.contains("refused"));
        }
      }
    }
  }

  TEST_CASE("an endless flood is bounded") {
    const ScriptedService service{[](const Peer& peer) {
      peer.send(greeting());
      peer.receive("");
      while (peer.send(packet(2, std::string(60'000, 'R')))) {
      }
    }};
    for (const auto* engine : {"mariadb", "postgresql"}) {
      const auto talked = talk(login(engine, service), Duration{5'000});
      CHECK_FALSE(talked.answer.reply.contains("rows"));
    }
  }

  TEST_CASE("a MySQL server that asks for a file of the agent's gets none") {
    std::string got;
    const ScriptedService service{[&got](const Peer& peer) {
      peer.send(greeting());
      peer.receive("");
      peer.send(ok);
      peer.receive("");
      peer.send(packet(1, "\xfb/etc/passwd"));
      got = peer.receive("");
      peer.send(packet(got.empty() ? 2 : got[3] + 1, ok.substr(4)));
      got += peer.receive("root:");
    }};
    const auto reply = reply_of(login("mariadb", service), Duration{3'000});
    CHECK(reply.contains("failure"));
    CHECK(got.find("root:") == std::string::npos);
  }

  TEST_CASE("a MySQL server that asks for the password in clear text, or for a person, gets neither") {
    for (const auto* plugin : {"mysql_clear_password", "dialog", "sha256_password", "mysql_old_password"}) {
      std::string got;
      const ScriptedService service{[&](const Peer& peer) {
        peer.send(greeting());
        peer.receive("");
        peer.send(packet(2, "\xfe" + std::string{plugin} + "\0Password: \0"s));
        got = peer.receive("hush");
      }};
      const auto answer = talk(login("mariadb", service), Duration{3'000}).answer;
      CHECK(answer.ending == Ending::failed);  // a method that isn't known here is no fault of the candidate's
      CHECK(answer.message ==
            "the server asks for a login that would show it the password or is not known here (known are "
            "mysql_native_password,caching_sha2_password,client_ed25519)");
      CHECK(got.find("hush") == std::string::npos);
    }
  }

  TEST_CASE("a MySQL server that greets with an error refuses") {
    const ScriptedService service{[](const Peer& peer) { peer.send(packet(0, "\xff\x10\x04Too many connections"s)); }};
    CHECK(reply_of(login("mariadb", service)).at("refused").at("code") == 1040);
  }

  TEST_CASE("what a PostgreSQL server tells while logging in reaches no terminal and is no refusal") {
    const ScriptedService service{[](const Peer& peer) {
      peer.receive("");
      peer.send("N\0\0\0\x1eSNOTICE\0C00000\0Mevil \x1b[2J\0\0"s);
    }};
    CHECK(reply_of(login("postgresql", service)).contains("failure"));
  }

  TEST_CASE("a PostgreSQL server that wants a Kerberos ticket gets a failure") {
    for (const char method : {'\x07', '\x02', '\x0c'}) {
      const ScriptedService service{[method](const Peer& peer) {
        peer.receive("");
        peer.send("R\0\0\0\x08\0\0\0"s + method);
        peer.wait_for_end();
      }};
      CHECK(reply_of(login("postgresql", service), Duration{3'000}).contains("failure"));
    }
  }

  TEST_CASE("an unknown engine is trouble of ours") {
    const auto talked = talk(sql("postgres", 9, {}));
    CHECK(talked.answer.ending == Ending::failed);
    CHECK(talked.answer.message == "unknown database engine 'postgres' (did you mean 'postgresql'?)");
    CHECK(talked.opened.empty());
  }
}
