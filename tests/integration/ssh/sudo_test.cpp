#include "ssh/seat.hpp"

using namespace labcheck;
using namespace labcheck::test;

namespace {

void use_sudo(Seat& seat, const TemporaryUser& user) {
  auto& login = seat.box().login;
  login.user = user.name();
  login.sudo = true;
  login.password = Secret{user.password()};
}

}  // namespace

TEST_SUITE("ssh/sudo") {
  TEST_CASE("sudo with a password gives root, and the password goes nowhere else") {
    Sshd sshd;
    TemporaryUser user{"ALL=(ALL) ALL"};
    Seat seat{sshd};
    use_sudo(seat, user);
    const auto answers = seat.ask_all({seat.script("id -u; ps -ef"), seat.script("cat; set; echo end")});
    CHECK(answers[0].ending == Ending::completed);
    CHECK(answers[0].out.starts_with("0\n"));
    CHECK(answers[0].out.find(user.password()) == std::string::npos);
    CHECK(answers[1].out.ends_with("end\n"));
    CHECK(answers[1].out.find(user.password()) == std::string::npos);
  }

  TEST_CASE("sudo that wants no password is not given one") {
    Sshd sshd;
    TemporaryUser user{"ALL=(ALL) NOPASSWD: ALL"};
    Seat seat{sshd};
    use_sudo(seat, user);
    const auto answer = seat.ask("id -u; cat; set");
    CHECK(answer.ending == Ending::completed);
    CHECK(answer.out.starts_with("0\n"));
    CHECK((answer.out + answer.err).find(user.password()) == std::string::npos);
  }

  TEST_CASE("a wrong sudo password is refused and tried once") {
    Sshd sshd;
    TemporaryUser user{"ALL=(ALL) ALL"};
    Seat seat{sshd};
    use_sudo(seat, user);
    seat.box().login.sudo_password = Secret{"wrong one"};
    const auto answer = seat.ask("id -u");
    CHECK(answer.ending == Ending::sudo_refused);
    CHECK(answer.message == "sudo as " + user.name() + ": the password was not accepted: Sorry, try again.");
    CHECK(seat.ask("id -u").message == answer.message);
  }

  TEST_CASE("a user without the right is refused") {
    Sshd sshd;
    TemporaryUser user;
    Seat seat{sshd};
    use_sudo(seat, user);
    const auto answer = seat.ask("id -u");
    CHECK(answer.ending == Ending::sudo_refused);
    CHECK(answer.message == fmt::format("sudo as {0}: refused: {0} is not in the sudoers file.", user.name()));
  }

  TEST_CASE("a roster without the password that sudo wants says so") {
    Sshd sshd;
    TemporaryUser user{"ALL=(ALL) ALL"};
    Seat seat{sshd};
    use_sudo(seat, user);
    seat.box().login.password.reset();
    const auto answer = seat.ask("id -u");
    CHECK(answer.ending == Ending::sudo_refused);
    CHECK(answer.message.starts_with("sudo as " + user.name() + ": it wants a password and the roster has none"));
  }

  TEST_CASE("a probe of root that overruns its time leaves nothing behind") {
    Sshd sshd;
    TemporaryUser user{"ALL=(ALL) ALL"};
    Seat seat{sshd};
    use_sudo(seat, user);
    CHECK(seat.ask("sleep 7351", Duration{1'000}).ending == Ending::timed_out);
    CHECK(seat.ask("pgrep -f '[s]leep 7351' || echo none").out == "none\n");
  }
}
