#include <cstdlib>
#include <fstream>

#include "ssh/seat.hpp"

using namespace labcheck;
using namespace labcheck::test;

TEST_SUITE("ssh/login") {
  TEST_CASE("a key file lets in, and the answer has its status and both streams") {
    Sshd sshd;
    Seat seat{sshd};
    const auto answer = seat.ask("echo out; echo err >&2; id -u; exit 42");
    CHECK(shown(answer) == "completed 42 out='out\n0\n' err='err\n' message=''");
    REQUIRE(seat.facts.size() == 1);
    CHECK(seat.facts[0].host_key.starts_with("ssh-ed25519 SHA256:"));
    CHECK(seat.facts[0].boot_id == file_text("/proc/sys/kernel/random/boot_id").substr(0, 36));
    CHECK(std::abs(seat.facts[0].clock_skew.count()) < 2'000);
    CHECK(seat.flags.empty());
  }

  TEST_CASE("keys of every type, with and without a passphrase") {
    Sshd sshd;
    for (const auto* type : {"ed25519", "ecdsa", "rsa"}) {
      for (const auto* passphrase : {"", "open sesame"}) {
        Seat seat{sshd};
        seat.box().login.key = sshd.add_key(fmt::format("{}-{}", type, *passphrase != '\0'), type, passphrase);
        if (*passphrase != '\0') {
          seat.box().login.passphrase = Secret{passphrase};
        }
        CHECK(shown(seat.ask("echo in")) == "completed 0 out='in\n' err='' message=''");
      }
    }
  }

  TEST_CASE("an encrypted key without its passphrase says so") {
    Sshd sshd;
    Seat seat{sshd};
    const auto key = sshd.add_key("locked", "ed25519", "open sesame");
    seat.box().login.key = key;
    const auto answer = seat.ask("echo in");
    CHECK(answer.ending == Ending::login_refused);
    CHECK(answer.message ==
          "login as root refused: tried the key " + key + " needs a passphrase; the host offers publickey,password");
  }

  TEST_CASE("a password lets in, by the password method and by keyboard-interactive") {
    for (const auto* more :
         {"KbdInteractiveAuthentication no", "PasswordAuthentication no\nKbdInteractiveAuthentication yes"}) {
      Sshd sshd{more};
      TemporaryUser user;
      Seat seat{sshd};
      auto& login = seat.box().login;
      login.key.clear();
      login.user = user.name();
      login.password = Secret{user.password()};
      CHECK(shown(seat.ask("id -un")) == "completed 0 out='" + user.name() + "\n' err='' message=''");
    }
  }

  TEST_CASE("a wrong password is tried once and for all requests") {
    Sshd sshd;
    TemporaryUser user;
    Seat seat{sshd};
    auto& login = seat.box().login;
    login.key.clear();
    login.user = user.name();
    login.password = Secret{"not the one"};
    for (int count = 0; count < 3; ++count) {
      const auto answer = seat.ask("echo in");
      CHECK(answer.ending == Ending::login_refused);
      CHECK(answer.message ==
            "login as " + user.name() + " refused: tried the password; the host offers publickey,password");
    }
    const auto log = file_text(sshd.folder() / "log");
    std::size_t failures = 0;
    for (auto at = log.find("Failed password"); at != std::string::npos; at = log.find("Failed password", at + 1)) {
      ++failures;
    }
    CHECK(failures == 1);
  }
}

TEST_SUITE("ssh/host keys") {
  TEST_CASE("a key learnt on first use is kept, and a changed one stops the host") {
    TempFolder folder;
    const auto learnt = folder / "learnt";
    const auto port = free_port();
    std::string old_key;
    {
      Sshd sshd{"", port};
      Seat seat{sshd};
      seat.options.learnt_hosts = learnt;
      CHECK(seat.ask("echo in").ending == Ending::completed);
      CHECK(seat.ask("echo in").ending == Ending::completed);
      old_key = sshd.host_key_text().substr(0, 80);
      CHECK(file_text(learnt) == fmt::format("[127.0.0.1]:{} {}\n", port, old_key));
    }
    Sshd sshd{"", port};
    Seat seat{sshd};
    seat.options.learnt_hosts = learnt;
    const auto answer = seat.ask("echo in");
    CHECK(answer.ending == Ending::host_key_changed);
    CHECK(answer.message.starts_with(
        fmt::format("the host key of [127.0.0.1]:{} has changed to ssh-ed25519 SHA256:", port)));
    CHECK(answer.message.ends_with("; " + learnt + " knows another one"));
  }

  TEST_CASE("strict takes known hosts only, hashed ones too") {
    Sshd sshd;
    const auto known = sshd.folder() / "known_hosts";
    SUBCASE("unknown") {
      Seat seat{sshd};
      seat.options.host_keys = observe::HostKeys::strict;
      const auto answer = seat.ask("echo in");
      CHECK(answer.ending == Ending::host_key_changed);
      CHECK(answer.message.ends_with("is not known (host keys are strict)"));
    }
    SUBCASE("hashed by ssh-keygen") {
      std::ofstream{known} << fmt::format("[127.0.0.1]:{} {}", sshd.port(), sshd.host_key_text());
      run_program({"ssh-keygen", "-q", "-H", "-f", known}, sshd.folder() / "log");
      CHECK(file_text(known).starts_with("|1|"));
      Seat seat{sshd};
      seat.options.host_keys = observe::HostKeys::strict;
      seat.options.known_hosts = known;
      CHECK(seat.ask("echo in").ending == Ending::completed);
    }
    SUBCASE("a pin of the roster wins over everything") {
      Seat seat{sshd};
      seat.options.host_keys = observe::HostKeys::strict;
      seat.box().login.host_key = sshd.host_key_text();
      CHECK(seat.ask("echo in").ending == Ending::completed);
    }
    SUBCASE("a pin of another key") {
      Sshd other;
      Seat seat{sshd};
      seat.box().login.host_key = other.host_key_text();
      CHECK(seat.ask("echo in").ending == Ending::host_key_changed);
    }
  }
}
