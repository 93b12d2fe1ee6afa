#include <algorithm>
#include <fstream>

#include "ssh/filtered_port.hpp"
#include "ssh/seat.hpp"

using namespace labcheck;
using namespace labcheck::test;

namespace {

constexpr auto in = "completed 0 out='in\n' err='' message=''";

Jump jump_of(const Sshd& sshd, const std::string& name) {
  Jump jump{.name = name, .host = "127.0.0.1", .port = sshd.port(), .login = {}};
  jump.login.key = sshd.user_key();
  jump.login.agent = false;
  return jump;
}

std::size_t count_of(const std::string& text, const std::string& what) {
  std::size_t count = 0;
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) {
    ++count;
  }
  return count;
}

}  // namespace

TEST_SUITE("ssh/jump") {
  TEST_CASE("a jump host behind a jump host, with a tunnel to a service behind both") {
    Sshd outer;
    Sshd inner;
    Sshd sshd;
    Seat seat{sshd};
    seat.roster.jumps = {jump_of(outer, "outer"), jump_of(inner, "inner")};
    seat.roster.jumps[1].login.via = "outer";
    seat.box().login.via = "inner";
    CHECK(shown(seat.ask("echo in")) == in);
    // Each hop was entered from the one before it.
    CHECK(count_of(file_text(outer.folder() / "log"), "Accepted publickey") == 1);
    CHECK(count_of(file_text(inner.folder() / "log"), "Accepted publickey") == 1);
  }

  TEST_CASE("a dead target behind a jump host delays none of the twenty beside it") {
    Sshd bastion;
    Sshd sshd;
    FilteredPort dead;
    Seat seat{sshd};
    seat.roster.jumps = {jump_of(bastion, "bastion")};
    seat.box().connect_port = dead.port();
    seat.box().login.via = "bastion";
    std::vector<Asked> all{seat.script("echo in")};
    for (int at = 0; at < 20; ++at) {
      auto& login = seat.add_host(fmt::format("h{}", at), sshd.port()).login;
      login.key = sshd.user_key();
      login.via = "bastion";
      all.push_back(seat.script("echo in"));
      all.back().host = fmt::format("h{}", at);
    }
    seat.options.connect_timeout = Duration{20'000};
    const auto begun = std::chrono::steady_clock::now();
    // The dead one first: all of the others stand in the queue behind it.
    std::vector<Asked> live{all.begin() + 1, all.end()};
    auto answers = seat.ask_all(all);
    const auto whole = std::chrono::steady_clock::now() - begun;
    CHECK(answers[0].ending == Ending::unreachable);
    CHECK(answers[0].message == fmt::format("connect through jump host bastion to 127.0.0.1:{}: the tunnel to "
                                            "127.0.0.1:{} did not open in time",
                                            dead.port(), dead.port()));
    const auto first = answers[0].started;
    for (std::size_t at = 1; at < answers.size(); ++at) {
      CHECK(shown(answers[at]) == in);
      // Answered while the dead one was still being waited for.
      CHECK(answers[at].started < first);
    }
    MESSAGE("1 dead and 20 live targets: ", std::chrono::duration_cast<Duration>(whole).count(), " ms");
  }

  TEST_CASE("a jump host that refuses the login is asked once for all of its targets, and is named") {
    Sshd bastion;
    Sshd sshd;
    TemporaryUser user;
    Seat seat{sshd};
    seat.roster.jumps = {jump_of(bastion, "bastion")};
    seat.roster.jumps[0].login.key.clear();
    seat.roster.jumps[0].login.user = user.name();
    seat.roster.jumps[0].login.password = Secret{"not the one"};
    seat.box().login.via = "bastion";
    std::vector<Asked> all{seat.script("echo in")};
    for (int at = 0; at < 5; ++at) {
      seat.add_host(fmt::format("h{}", at), sshd.port()).login.via = "bastion";
      all.push_back(seat.script("echo in"));
      all.back().host = fmt::format("h{}", at);
    }
    for (const auto& answer : seat.ask_all(all)) {
      CHECK(answer.ending == Ending::login_refused);
      CHECK(answer.message == "jump host bastion: login as " + user.name() +
                                  " refused: tried the password; the host offers publickey,password");
    }
    CHECK(count_of(file_text(bastion.folder() / "log"), "Failed password") == 1);
  }

  TEST_CASE("a jump host's own key is judged, and what it can't reach is told from what it is") {
    Sshd bastion;
    Sshd sshd;
    Sshd other;
    Seat seat{sshd};
    seat.roster.jumps = {jump_of(bastion, "bastion")};
    seat.box().login.via = "bastion";
    SUBCASE("pinned rightly") {
      seat.roster.jumps[0].login.host_key = bastion.host_key_text();
      CHECK(shown(seat.ask("echo in")) == in);
    }
    SUBCASE("pinned to another key") {
      seat.roster.jumps[0].login.host_key = other.host_key_text();
      const auto answer = seat.ask("echo in");
      CHECK(answer.ending == Ending::host_key_changed);
      CHECK(
          answer.message.starts_with(fmt::format("jump host bastion: the host key of [127.0.0.1]:{} is ssh-ed25519 "
                                                 "SHA256:",
                                                 bastion.port())));
    }
    SUBCASE("the jump host is down") {
      const auto port = free_port();
      seat.roster.jumps[0].port = port;
      const auto answer = seat.ask("echo in");
      CHECK(answer.ending == Ending::unreachable);
      CHECK(answer.message == fmt::format("jump host bastion: connect: 127.0.0.1:{} refused the connection", port));
    }
    SUBCASE("the target is down") {
      const auto port = free_port();
      seat.box().connect_port = port;
      const auto answer = seat.ask("echo in");
      CHECK(answer.ending == Ending::unreachable);
      CHECK(answer.message == fmt::format("connect through jump host bastion to 127.0.0.1:{}: connect failed: refused "
                                          "or unknown name",
                                          port));
    }
  }
}
