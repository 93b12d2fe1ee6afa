#include <cstdlib>
#include <fstream>

#include <libssh2.h>

#include "ssh/seat.hpp"

using namespace labcheck;
using namespace labcheck::test;

namespace {

/// A real ssh-agent that holds some keys, named by SSH_AUTH_SOCK while this lives.
class Agent {
 public:
  Agent(const Sshd& sshd, const std::vector<std::string>& keys) : socket_{sshd.folder() / "agent"} {
    const auto log = sshd.folder() / "agent.log";
    process_ =
        std::make_unique<ServerProcess>(std::vector<std::string>{"ssh-agent", "-D", "-a", socket_}, log, SIGTERM);
    for (const auto& key : keys) {
      run_program({"sh", "-c",
                   "for t in 1 2 3 4 5 6 7 8 9; do [ -S \"$1\" ] && break; sleep 0.1; done; "
                   "SSH_AUTH_SOCK=\"$1\" ssh-add -q \"$2\"",
                   "sh", socket_, key},
                  log);
    }
    ::setenv("SSH_AUTH_SOCK", socket_.c_str(), 1);
  }
  ~Agent() { ::unsetenv("SSH_AUTH_SOCK"); }
  Agent(const Agent&) = delete;
  Agent& operator=(const Agent&) = delete;
  const std::string& socket() const { return socket_; }

 private:
  std::string socket_;
  std::unique_ptr<ServerProcess> process_{};
};

std::size_t count_of(const std::string& text, const std::string& what) {
  std::size_t count = 0;
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) {
    ++count;
  }
  return count;
}

constexpr auto in = "completed 0 out='in\n' err='' message=''";

}  // namespace

TEST_SUITE("ssh/keys") {
  TEST_CASE("an RSA key lets in, and sshd saw it signed with SHA-2") {
    Sshd sshd;
    for (const auto* options : {"OPENSSH", "PEM"}) {
      Seat seat{sshd};
      const auto key = sshd.add_key(fmt::format("rsa-{}", options), "rsa", "");
      if (options == std::string{"PEM"}) {
        run_program({"ssh-keygen", "-q", "-p", "-m", "PEM", "-N", "", "-f", key}, sshd.folder() / "log");
      }
      seat.box().login.key = key;
      CHECK(shown(seat.ask("echo in")) == in);
    }
    CHECK(count_of(file_text(sshd.folder() / "log"), "Accepted publickey for root") == 2);
  }

  TEST_CASE("an RSA key that isn't authorized is refused with a way out") {
    Sshd sshd;
    Sshd other;
    Seat seat{sshd};
    const auto key = other.add_key("rsa", "rsa", "");
    seat.box().login.key = key;
    const auto answer = seat.ask("echo in");
    CHECK(answer.ending == Ending::login_refused);
    CHECK(answer.message.starts_with("login as root refused: tried the key " + key +
                                     "; the host offers publickey,password"));
    if (libssh2_version(0x010b00) == nullptr) {
      CHECK(answer.message.ends_with("the key " + key +
                                     " is RSA, which libssh2 1.10.0 can offer to OpenSSH 7.2 and later only: if it is "
                                     "authorized there, use an ed25519 key, or build labcheck with libssh2 1.11 "
                                     "(scripts/build-libssh2)"));
    }
  }

  TEST_CASE("one passphrase for thirty hosts is worked out once") {
    Sshd sshd;
    Seat seat{sshd};
    const auto key = sshd.add_key("slow", "ed25519", "open sesame");
    run_program({"ssh-keygen", "-q", "-p", "-a", "100", "-P", "open sesame", "-N", "open sesame", "-f", key},
                sshd.folder() / "log");
    seat.box().login.key = key;
    seat.box().login.passphrase = Secret{"open sesame"};
    std::vector<Asked> all{seat.script("echo in")};
    for (int at = 0; at < 30; ++at) {
      auto& login = seat.add_host(fmt::format("h{}", at), sshd.port()).login;
      login.key = key;
      login.passphrase = Secret{"open sesame"};
      all.push_back(seat.script("echo in"));
      all.back().host = fmt::format("h{}", at);
    }
    // A hundred rounds take a second of CPU: thirty-one times would be more than the login's eight seconds on two
    // cores.
    for (const auto& answer : seat.ask_all(all)) {
      CHECK(shown(answer) == in);
    }
  }

  TEST_CASE("the user's ssh-agent lets in where the roster has no key") {
    Sshd sshd;
    const auto rsa = sshd.add_key("rsa", "rsa", "");
    const auto ecdsa = sshd.add_key("ecdsa", "ecdsa", "");
    for (const auto& key : {sshd.user_key(), rsa, ecdsa}) {
      const Agent agent{sshd, {key}};
      Seat seat{sshd};
      seat.box().login.key.clear();
      seat.box().login.agent = true;
      CHECK(shown(seat.ask("echo in")) == in);
    }
  }

  TEST_CASE("the agent opens the key file whose passphrase nobody gave, and no other key of it is offered") {
    Sshd sshd;
    Sshd other;
    const auto locked = sshd.add_key("locked", "ed25519", "");
    const Agent agent{sshd, {other.user_key(), locked, other.add_key("more", "ed25519", "")}};
    run_program({"ssh-keygen", "-q", "-p", "-P", "", "-N", "open sesame", "-f", locked}, sshd.folder() / "log");
    Seat seat{sshd};
    seat.box().login.key = locked;
    seat.box().login.agent = true;
    CHECK(shown(seat.ask("echo in")) == in);
    const auto log = file_text(sshd.folder() / "log");
    CHECK(count_of(log, "Accepted publickey") == 1);
    CHECK(count_of(log, "Failed publickey") == 0);
  }

  TEST_CASE("an agent that says nothing holds up nobody") {
    Sshd sshd;
    const auto socket = sshd.folder() / "mute";
    ServerProcess mute{{"python3", "-c",
                        "import socket, sys, time\ns = socket.socket(socket.AF_UNIX)\ns.bind(sys.argv[1])\n"
                        "s.listen(8)\ntime.sleep(600)",
                        socket},
                       sshd.folder() / "mute.log",
                       SIGTERM};
    run_program({"sh", "-c", "until [ -S \"$1\" ]; do sleep 0.05; done", "sh", socket}, sshd.folder() / "log");
    Seat seat{sshd};
    auto& by_agent = seat.add_host("other", sshd.port()).login;
    by_agent.agent = true;
    by_agent.ssh.agent_socket = socket;
    auto asked = seat.script("echo in");
    asked.host = "other";
    // The honest host is asked ten times while the agent is silent for three seconds.
    std::vector<Asked> all{asked};
    for (int count = 0; count < 10; ++count) {
      all.push_back(seat.script("echo in"));
    }
    const auto begun = std::chrono::steady_clock::now();
    const auto answers = seat.ask_all(all);
    CHECK(answers[0].ending == Ending::login_refused);
    CHECK(answers[0].message ==
          "login as root refused: tried the ssh-agent does not answer; the host offers publickey,password");
    for (std::size_t at = 1; at < answers.size(); ++at) {
      CHECK(shown(answers[at]) == in);
      CHECK(answers[at].elapsed < Duration{2'000});
    }
    CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds{10});
  }

  TEST_CASE("an agent that talks nonsense, or is none, is told") {
    Sshd sshd;
    Seat seat{sshd};
    seat.box().login.key.clear();
    seat.box().login.agent = true;
    seat.box().login.ssh.agent_socket = sshd.folder() / "none";
    CHECK(seat.ask("echo in").message ==
          "login as root refused: tried the ssh-agent does not answer; the host offers publickey,password");
  }

  TEST_CASE("several key files are tried in order, missing ones of ssh's own silently") {
    Sshd sshd;
    Sshd other;
    Seat seat{sshd};
    auto& login = seat.box().login;
    login.key.clear();
    login.ssh.keys = {sshd.folder() / "none", other.user_key(), sshd.user_key()};
    CHECK(shown(seat.ask("echo in")) == in);
    Seat guessed{sshd};
    guessed.box().login.key.clear();
    guessed.box().login.ssh.keys = {sshd.folder() / "none"};
    guessed.box().login.ssh.guessed_keys = true;
    CHECK(guessed.ask("echo in").message ==
          "login as root refused: there is nothing to log in with; the host offers publickey,password");
  }

  TEST_CASE("a host that wants a key and then the password gets both") {
    Sshd sshd{"AuthenticationMethods publickey,password\nKbdInteractiveAuthentication no"};
    TemporaryUser user;
    Seat seat{sshd};
    auto& login = seat.box().login;
    login.user = user.name();
    login.password = Secret{user.password()};
    CHECK(shown(seat.ask("echo in")) == in);
  }

  TEST_CASE("a host that asks for a code besides the password is told so, and gets the password once") {
    Sshd sshd{"PasswordAuthentication no\nKbdInteractiveAuthentication yes"};
    Seat seat{sshd};
    auto& login = seat.box().login;
    login.key.clear();
    // An expired password is what a real PAM asks a second question for.
    TemporaryUser user;
    run_program({"passwd", "-q", "-e", user.name()}, sshd.folder() / "log");
    login.user = user.name();
    login.password = Secret{user.password()};
    const auto answer = seat.ask("echo in");
    CHECK(answer.ending == Ending::login_refused);
    CHECK(answer.message.find("it asks '") != std::string::npos);
    CHECK(answer.message.ends_with("', which labcheck does not answer"));
    CHECK(answer.message.find(user.password()) == std::string::npos);
  }
}
