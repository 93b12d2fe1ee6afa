#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "ssh/seat.hpp"
#include "support/scripted_service.hpp"

using namespace labcheck;
using namespace labcheck::test;

namespace {

/// A port that takes connections and never says a word.
class SilentPort {
 public:
  SilentPort() : socket_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)} {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    ::bind(socket_, reinterpret_cast<const sockaddr*>(&address), size);
    ::listen(socket_, 8);
    ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
  }
  ~SilentPort() { ::close(socket_); }
  SilentPort(const SilentPort&) = delete;
  SilentPort& operator=(const SilentPort&) = delete;
  std::uint16_t port() const { return port_; }

 private:
  int socket_;
  std::uint16_t port_{0};
};

}  // namespace

TEST_SUITE("ssh/trouble") {
  TEST_CASE("a refused connection is unreachable") {
    Sshd sshd;
    Seat seat{sshd};
    const auto port = free_port();
    seat.box().connect_port = port;
    const auto answer = seat.ask("echo in");
    CHECK(answer.ending == Ending::unreachable);
    CHECK(answer.message == fmt::format("connect: 127.0.0.1:{} refused the connection", port));
  }

  TEST_CASE("an unknown name is unreachable") {
    Sshd sshd;
    Seat seat{sshd};
    seat.box().connect_host = "no-such-host.invalid";
    const auto answer = seat.ask("echo in");
    CHECK(answer.ending == Ending::unreachable);
    CHECK(answer.message.starts_with("connect: "));
    CHECK(answer.message.find("no-such-host.invalid") != std::string::npos);
  }

  TEST_CASE("a host that accepts and says nothing is told from one that isn't there") {
    Sshd sshd;
    SilentPort silent;
    Seat seat{sshd};
    seat.options.connect_timeout = Duration{1'000};
    seat.box().connect_port = silent.port();
    const auto answer = seat.ask("echo in");
    CHECK(answer.ending == Ending::unreachable);
    CHECK(answer.message == fmt::format("banner: 127.0.0.1:{} accepts the connection but says nothing", silent.port()));
  }

  TEST_CASE("a host that floods instead of saying who it is holds up nobody else") {
    Sshd sshd;
    ScriptedService chatty{[](const Peer& peer) {
      std::string lines;
      for (int line = 0; line < 8'192; ++line) {
        lines += "welcome\r\n";
      }
      while (peer.send(lines)) {
      }
    }};
    Seat seat{sshd};
    seat.add_host("chatty", chatty.port());
    auto asked = seat.script("echo in");
    asked.host = "chatty";
    const auto answers = seat.ask_all({asked, seat.script("echo in")});
    CHECK(answers[0].ending == Ending::unreachable);
    CHECK(answers[0].message == fmt::format("banner: 127.0.0.1:{} talks on and on, but not SSH", chatty.port()));
    CHECK(shown(answers[1]) == "completed 0 out='in\n' err='' message=''");
  }

  TEST_CASE("rc files that print are noise and flagged") {
    Sshd sshd;
    TemporaryUser user;
    user.write_home(".bashrc", "echo Welcome to my host\necho and more >&2\n");
    Seat seat{sshd};
    seat.box().login.user = user.name();
    for (int count = 0; count < 2; ++count) {
      CHECK(shown(seat.ask("echo in")) == "completed 0 out='in\n' err='' message=''");
    }
    REQUIRE(seat.flags.size() == 1);
    CHECK(seat.flags[0].code == "rc-noise");
    CHECK(seat.flags[0].message == "start-up files of " + user.name() + " write: Welcome to my host");
  }

  TEST_CASE("rc files that shadow a command change nothing") {
    Sshd sshd;
    TemporaryUser user;
    user.write_home(".bashrc",
                    "ss() { echo forged; }\nexport -f ss\nuname() { echo forged; }\nexport -f uname\n"
                    "export PATH=/tmp/evil:$PATH LD_PRELOAD= ENV=/tmp/evil BASH_ENV=/tmp/evil\n");
    Seat seat{sshd};
    seat.box().login.user = user.name();
    const auto answer = seat.ask("uname -s; echo $PATH; env | sort | cut -d= -f1 | tr '\\n' ' '");
    CHECK(answer.ending == Ending::completed);
    CHECK(answer.out == "Linux\n/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/sbin:/usr/local/bin\nHOME LC_ALL PATH PWD ");
  }

  TEST_CASE("rc files that forge an answer and exit are never believed") {
    Sshd sshd;
    TemporaryUser user;
    user.write_home(".bashrc", "printf '\\036deadbeef\\nin\\n\\036deadbeef 0\\n'; exit 0\n");
    Seat seat{sshd};
    seat.box().login.user = user.name();
    const auto answer = seat.ask("echo in");
    CHECK(answer.ending == Ending::no_frame);
    CHECK(answer.message.starts_with("the script was not run: "));
    CHECK(answer.out.empty());
  }

  TEST_CASE("a rc file that takes the place of exec is seen") {
    Sshd sshd;
    TemporaryUser user;
    user.write_home(".bashrc", "exec() { echo forged; }\n");
    Seat seat{sshd};
    seat.box().login.user = user.name();
    const auto answer = seat.ask("echo in");
    CHECK(answer.ending == Ending::no_frame);
    CHECK(answer.message == "the script was not run: forged");
  }

  TEST_CASE("a user whose shell lets nobody in has no frame") {
    Sshd sshd;
    TemporaryUser user;
    run_program({"usermod", "-s", "/usr/sbin/nologin", user.name()}, sshd.folder() / "log");
    Seat seat{sshd};
    seat.box().login.user = user.name();
    const auto answer = seat.ask("echo in");
    CHECK(answer.ending == Ending::no_frame);
    CHECK(answer.message == "the script was not run: This account is currently not available.");
  }

  TEST_CASE("an sshd that lets one channel in at a time is asked again") {
    Sshd sshd{"MaxSessions 1"};
    Seat seat{sshd};
    std::vector<Asked> all;
    for (int at = 0; at < 3; ++at) {
      auto asked = seat.script("");
      asked.request = Script{.text = fmt::format("echo {}", at), .arguments = {}, .alone = at != 1};
      all.push_back(asked);
    }
    const auto answers = seat.ask_all(all);
    for (int at = 0; at < 3; ++at) {
      CHECK(shown(answers[static_cast<std::size_t>(at)]) ==
            fmt::format("completed 0 out='{}\n' err='' message=''", at));
    }
  }

  TEST_CASE("an sshd that lets no channel in is told") {
    Sshd sshd{"MaxSessions 0"};
    Seat seat{sshd};
    const auto answer = seat.ask("echo in");
    CHECK(answer.ending == Ending::failed);
    CHECK(answer.message.ends_with("12 times (see sshd's MaxSessions)"));
  }

  TEST_CASE("a connection that breaks in the middle is lost, and the next question connects again") {
    Sshd sshd;
    Seat seat{sshd};
    const auto answers = seat.ask_all(
        {seat.script("p=$PPID; while [ \"$(cat /proc/$p/comm)\" != sshd ]; do p=$(cut -d' ' -f4 /proc/$p/stat); done; "
                     "kill -9 $p; sleep 1"),
         seat.script("echo behind")});
    CHECK(answers[0].ending == Ending::lost);
    CHECK(shown(answers[1]) == "completed 0 out='behind\n' err='' message=''");
    CHECK(shown(seat.ask("echo again")) == "completed 0 out='again\n' err='' message=''");
  }

  TEST_CASE("a program that no package owns and that listens is flagged, though the login isn't root") {
    Sshd sshd;
    TemporaryUser user;
    const auto seat_of = [&](Seat& seat) -> Seat& {
      seat.box().login.user = user.name();
      seat.box().login.password = Secret{user.password()};
      return seat;
    };
    Seat before{sshd};
    CHECK(seat_of(before).ask("id -u").out != "0\n");
    CHECK(before.listeners.empty());
    const auto pid = before
                         .ask(
                             "mkdir ~/own; cp /usr/bin/busybox ~/own; ~/own/busybox nc -l -p 17358 >/dev/null 2>&1 & "
                             "echo $!; sleep 0.5")
                         .out;
    Seat after{sshd};
    CHECK(seat_of(after).ask("kill " + pid).status == 0);
    REQUIRE(after.listeners.size() == 1);
    CHECK(after.listeners[0].message.find("/own/busybox, which no package owns, listens on ") != std::string::npos);
  }

  TEST_CASE("two hosts that are one machine are flagged") {
    Sshd sshd;
    Seat seat{sshd};
    seat.add_host("other", sshd.port()).login.key = sshd.user_key();
    auto second = seat.script("echo two");
    second.host = "other";
    const auto answers = seat.ask_all({seat.script("echo one"), second});
    CHECK(answers[0].out == "one\n");
    CHECK(answers[1].out == "two\n");
    REQUIRE(seat.flags.size() == 2);
    CHECK(seat.flags[0].code == "twin-host");
  }

  TEST_CASE("fifty hosts behind one address all get in, a few at a time") {
    Sshd sshd{"MaxStartups 10:30:100"};
    Seat seat{sshd};
    std::vector<Asked> all;
    for (int at = 0; at < 30; ++at) {
      seat.add_host(fmt::format("h{}", at), sshd.port()).login.key = sshd.user_key();
      auto asked = seat.script("echo in");
      asked.host = fmt::format("h{}", at);
      all.push_back(asked);
    }
    for (const auto& answer : seat.ask_all(all)) {
      CHECK(shown(answer) == "completed 0 out='in\n' err='' message=''");
    }
  }

  TEST_CASE("with a bound of sessions everybody has a turn") {
    Sshd sshd;
    Seat seat{sshd};
    seat.options.sessions = 2;
    std::vector<Asked> all;
    for (int at = 0; at < 6; ++at) {
      seat.add_host(fmt::format("h{}", at), sshd.port()).login.key = sshd.user_key();
      auto asked = seat.script("echo in");
      asked.host = fmt::format("h{}", at);
      all.push_back(asked);
    }
    for (const auto& answer : seat.ask_all(all)) {
      CHECK(answer.out == "in\n");
    }
  }

  TEST_CASE("through a jump host") {
    Sshd bastion;
    Sshd sshd;
    Seat seat{sshd};
    seat.roster.jumps.push_back({.name = "bastion", .host = "127.0.0.1", .port = bastion.port(), .login = {}});
    seat.roster.jumps[0].login.key = bastion.user_key();
    seat.box().login.via = "bastion";
    CHECK(shown(seat.ask("echo in; head -c 300000 /dev/zero | wc -c")) ==
          "completed 0 out='in\n300000\n' err='' message=''");
  }

  TEST_CASE("this very machine, by local processes") {
    Sshd sshd;
    Seat seat{sshd};
    seat.box().local = true;
    auto agent = seat.script("echo agent; exit 4");
    agent.host = "agent";
    const auto answers = seat.ask_all({seat.script("echo local; echo e >&2"), agent, seat.script("kill -9 0"),
                                       seat.script("sleep 7355", Duration{1'000}), seat.script("cat; echo last")});
    CHECK(shown(answers[0]) == "completed 0 out='local\n' err='e\n' message=''");
    CHECK(shown(answers[1]) == "completed 4 out='agent\n' err='' message=''");
    CHECK(answers[2].ending == Ending::no_frame);
    CHECK(answers[3].ending == Ending::timed_out);
    CHECK(shown(answers[4]) == "completed 0 out='last\n' err='' message=''");
    CHECK(seat.ask("pgrep -f '[s]leep 7355' || echo none").out == "none\n");
  }
}
