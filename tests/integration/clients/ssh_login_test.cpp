#include <doctest/doctest.h>

#include "support/scripted_service.hpp"
#include "support/sshd.hpp"
#include "talk.hpp"

using namespace labcheck;
using namespace labcheck::test;

namespace {

Exchange ssh(std::uint16_t port, const std::string& user, const std::string& password = {}) {
  Value details{{"user", user}};
  if (!password.empty()) {
    details["password"] = password;
  }
  return {.protocol = "ssh_login", .host = "127.0.0.1", .port = port, .details = std::move(details)};
}

Value reply_of(const Exchange& exchange) {
  const auto talked = talk(exchange);
  REQUIRE_MESSAGE(talked.answer.ending == Ending::completed, talked.answer.message);
  return talked.answer.reply;
}

}  // namespace

TEST_SUITE("clients/ssh_login with sshd") {
  TEST_CASE("the methods that are offered come with the server's name and key, and nobody is logged in") {
    Sshd sshd;
    TemporaryUser user;
    const auto reply = reply_of(ssh(sshd.port(), user.name()));
    CHECK(reply.at("connected") == true);
    CHECK(reply.at("methods") == Value{"publickey", "password"});
    CHECK(reply.at("banner").get<std::string>().starts_with("SSH-2.0-OpenSSH"));
    CHECK(reply.at("host_key").get<std::string>().starts_with("ssh-ed25519 SHA256:"));
    CHECK_FALSE(reply.contains("accepted"));
  }

  TEST_CASE("the right password lets in, by keyboard-interactive too; a wrong one and an unknown user don't") {
    TemporaryUser user;
    for (const auto* more :
         {"PasswordAuthentication yes", "PasswordAuthentication no\nKbdInteractiveAuthentication yes\nUsePAM yes"}) {
      CAPTURE(more);
      Sshd sshd{more};
      CHECK(reply_of(ssh(sshd.port(), user.name(), user.password())).at("accepted") == true);
      CHECK(reply_of(ssh(sshd.port(), user.name(), "not the one")).at("accepted") == false);
      CHECK(reply_of(ssh(sshd.port(), "no-such-user", user.password())).at("accepted") == false);
    }
  }

  TEST_CASE("a server that takes keys only accepts no password, be it the right one") {
    Sshd sshd{"PasswordAuthentication no\nKbdInteractiveAuthentication no"};
    TemporaryUser user;
    const auto reply = reply_of(ssh(sshd.port(), user.name(), user.password()));
    CHECK(reply.at("methods") == Value{"publickey"});
    CHECK(reply.at("accepted") == false);
  }

  TEST_CASE("a server that hangs up after a wrong password has refused it") {
    Sshd sshd{"MaxAuthTries 1"};
    TemporaryUser user;
    CHECK(reply_of(ssh(sshd.port(), user.name(), "not the one")).at("accepted") == false);
  }

  TEST_CASE("nobody listening is a fact; another service and one that hangs up are failures of that service") {
    CHECK(reply_of(ssh(1, "root")).at("connected") == false);
    const ScriptedService greets{[](const Peer& peer) { peer.send("220 mail ready\r\n"); }};
    const auto other = reply_of(ssh(greets.port(), "root"));
    CHECK(other.at("connected") == true);
    CHECK(other.contains("failure"));
    const ScriptedService only_says{[](const Peer& peer) { peer.send("SSH-2.0-OpenSSH_9.2\r\n"); }};
    CHECK(reply_of(ssh(only_says.port(), "root")).contains("failure"));
  }

  TEST_CASE("silence is no fact") {
    const ScriptedService mute{[](const Peer& peer) { peer.wait_for_end(); }};
    const auto talked = talk(ssh(mute.port(), "root"), Duration{1'500});
    CHECK(talked.answer.ending == Ending::timed_out);
    CHECK(talked.elapsed < Duration{3'000});
  }
}
