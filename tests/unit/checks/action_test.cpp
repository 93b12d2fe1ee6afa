#include <array>
#include <cstdlib>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sched.h>

#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks::test;

namespace {

std::string complaint(const Value& parameters) {
  return find_check_type("action")->complaint(parameters);
}

const Value stop = {{"service", "nginx"}, {"do", "stop"}, {"undo", "start"}, {"undo_after", 90'000}};

/// A process of a name that nothing else on this machine has.
class Victim {
 public:
  explicit Victim(const std::string& name) {
    const auto program = folder_.path() + "/" + name;
    run_here({.text = fmt::format("cp /bin/sleep {0}; {0} 60 </dev/null >/dev/null 2>&1 & echo $! >{0}.pid", program)});
    pid_file_ = program + ".pid";
  }
  ~Victim() { run_here({.text = "kill -s KILL \"$(cat \"$1\")\"", .arguments = {pid_file_}}); }
  Victim(const Victim&) = delete;
  Victim& operator=(const Victim&) = delete;
  const std::string& pid_file() const { return pid_file_; }

 private:
  TemporaryDirectory folder_{};
  std::string pid_file_{};
};

Value gone() {
  return {{"done", true}, {"state", "gone"}};
}

/// The answer of a script in a network of its own, where this very process holds a connection over `lo`.
std::string connected_over_lo(const Script& script) {
  std::array<int, 2> way{};
  REQUIRE(pipe(way.data()) == 0);
  const auto child = fork();
  if (child == 0) {
    const bool apart = unshare(CLONE_NEWNET) == 0 && std::system("ip link set lo up") == 0;
    const int listening = socket(AF_INET, SOCK_STREAM, 0);
    const int calling = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in place{};
    place.sin_family = AF_INET;
    place.sin_port = htons(4422);
    place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* address = reinterpret_cast<sockaddr*>(&place);
    const bool connected = apart && bind(listening, address, sizeof place) == 0 && listen(listening, 1) == 0 &&
                           connect(calling, address, sizeof place) == 0;
    const auto out = connected ? run_here(script).out + run_here({.text = "ip -o link show dev lo"}).out : "no network";
    const auto written = write(way[1], out.data(), out.size());
    _exit(written == static_cast<ssize_t>(out.size()) ? 0 : 1);
  }
  close(way[1]);
  std::string out;
  std::array<char, 4096> piece{};
  for (ssize_t got = 0; (got = read(way[0], piece.data(), piece.size())) > 0;) {
    out.append(piece.data(), static_cast<std::size_t>(got));
  }
  close(way[0]);
  waitpid(child, nullptr, 0);
  return out;
}

}  // namespace

TEST_SUITE("checks/action") {
  TEST_CASE("an action disrupts and is undone only when it says so") {
    const auto* type = find_check_type("action");
    CHECK(type->phase(stop) == Phase::disrupt);
    CHECK(type->undoes(stop));
    CHECK_FALSE(type->undoes({{"service", "nginx"}, {"do", "start"}}));
  }

  TEST_CASE("the host gets the service, the way back, whole seconds and a tag of its own, in a shell of its own") {
    const auto script =
        script_of("action", {{"service", "php8.2-fpm@a"}, {"do", "stop"}, {"undo", "start"}, {"undo_after", 1500}});
    CHECK(script.arguments == std::vector<std::string>{"php8.2-fpm@a", "stop", "start", "2", "php8_2e2_2dfpm_40a", ""});
    CHECK(script.alone);
  }

  TEST_CASE("the undo is the way back, taken only where this agent armed it, and arms nothing itself") {
    const auto* type = find_check_type("action");
    const auto undo = type->undo({{"service", "nginx"}, {"do", "stop"}, {"undo", "start"}, {"undo_after", 90'000}});
    REQUIRE(undo);
    const auto& script = std::get<Script>(*undo);
    CHECK(script.arguments == std::vector<std::string>{"nginx", "start", "", "90", "nginx", "if-armed"});
    CHECK(script.text.find("[ \"$only\" != if-armed ] || armed || { property ActiveState; result yes; }") <
          script.text.find("systemctl \"$what\""));
  }

  // An undo of a service that was never installed once said that it had not worked: the host was held to be left
  // changed, and nothing more was asked on it.
  TEST_CASE("where nothing was armed it is not asked whether there is such a service") {
    const auto text = script_of("action", stop).text;
    CHECK(text.find("!= if-armed ] || armed ||") < text.find("!= not-found ]"));
  }

  // The script once called a disarm that a slip had renamed: each way back was still taken when its time had come.
  TEST_CASE("every function that the script calls is there, once") {
    const auto text = script_of("action", stop).text;
    for (const char* function : {"\narmed() {", "\narm() {", "\ndisarm() {", "\nproperty() {", "\nresult() {"}) {
      const auto found = text.find(function);
      REQUIRE(found != std::string::npos);
      CHECK(text.find(function, found + 1) == std::string::npos);
    }
  }

  TEST_CASE("what was done is read with the state afterwards") {
    CHECK(facts_of("action", stop, answered("done=yes\nstate=inactive\nend=\n")) ==
          Value{{"done", true}, {"state", "inactive"}});
    CHECK(facts_of("action", stop, answered("done=no\nstate=not-found\nend=\n")) ==
          Value{{"done", false}, {"state", "not-found"}});
  }

  TEST_CASE("a way back that could not be armed is an error") {
    CHECK(
        message_of("action", stop, answered("trouble=the way back could not be armed, so nothing was done\nend=\n")) ==
        "the way back could not be armed, so nothing was done");
    CHECK(message_of("action", stop, answered("done=yes\nend=\n")) == "the host's answer has no 'state'");
  }

  TEST_CASE("the way back is armed before anything is touched") {
    const auto text = script_of("action", stop).text;
    const auto armed = text.find("[ -z \"$undo\" ] || { disarm; arm; }");
    REQUIRE(armed != std::string::npos);
    CHECK(armed < text.find("systemctl \"$what\" \"$service\""));
  }

  TEST_CASE("a way back must lead back") {
    CHECK(complaint(stop) == "");
    CHECK(complaint({{"service", "a"}, {"do", "stop"}, {"undo", "stop"}}) == "'undo: stop' does not undo 'do: stop'");
    CHECK(complaint({{"service", "a"}, {"do", "restart"}, {"undo", "start"}}) ==
          "'undo: start' does not undo 'do: restart'");
    CHECK(complaint({{"service", "-a"}, {"do", "stop"}}) == "'-a' is no name of a systemd unit");
    CHECK(complaint({{"service", "a"}, {"do", "stop"}, {"undo_after", 0}}) == "undo_after must be above 0");
  }

  TEST_CASE("exactly one thing is acted on, by what can be done to it") {
    CHECK(complaint({{"do", "stop"}}) == "one of service, container, interface, process and pid_file is needed");
    CHECK(complaint({{"service", "a"}, {"process", "b"}, {"do", "stop"}}) ==
          "one of service, container, interface, process and pid_file is needed");
    CHECK(complaint({{"interface", "eth1"}, {"do", "stop"}}) ==
          "'do: stop' is nothing to do to an interface, but down and up");
    CHECK(complaint({{"process", "a"}, {"do", "kill"}, {"undo", "unpause"}}) ==
          "'undo: unpause' does not undo 'do: kill'");
    CHECK(complaint({{"process", "a"}, {"do", "pause"}, {"undo", "unpause"}}) == "");
    CHECK(complaint({{"container", "a"}, {"do", "kill"}, {"undo", "start"}, {"engine", "podman"}}) == "");
    CHECK(complaint({{"process", "a"}, {"do", "kill"}, {"engine", "podman"}}) == "'engine' belongs to a container");
    CHECK(complaint({{"container", "a"}, {"do", "stop"}, {"signal", "TERM"}}) == "'signal' belongs to 'do: kill'");
  }

  TEST_CASE("names that could mean something else are refused") {
    CHECK(complaint({{"interface", "-all"}, {"do", "down"}}) == "'-all' is no name of a network interface");
    CHECK(complaint({{"interface", "an-interface-too-long"}, {"do", "down"}}) ==
          "'an-interface-too-long' is no name of a network interface");
    CHECK(complaint({{"container", "a b"}, {"do", "stop"}}) == "'a b' is no name of a container");
    CHECK(complaint({{"pid_file", "a.pid"}, {"do", "kill"}}) == "'a.pid' is no path from the root");
    CHECK(complaint({{"process", ""}, {"do", "kill"}}) == "'' is no name of a process");
    CHECK(complaint({{"interface", "${card}"}, {"do", "down"}}) == "");
  }

  TEST_CASE("each kind gets its own, and no two things share a way back") {
    const auto arguments = [](const Value& parameters) { return script_of("action", parameters).arguments; };
    CHECK(arguments({{"container", "a-b"}, {"do", "kill"}, {"undo", "start"}}) ==
          std::vector<std::string>{"a-b", "kill", "start", "90", "container-a_2db", "", "docker", "", "KILL"});
    CHECK(arguments({{"interface", "eth1"}, {"do", "down"}, {"undo", "up"}}) ==
          std::vector<std::string>{"eth1", "down", "up", "90", "interface-eth1", ""});
    CHECK(arguments({{"process", "a-name-of-many-letters"}, {"do", "kill"}, {"signal", "TERM"}})[6] ==
          "a-name-of-many-");
    CHECK(arguments({{"pid_file", "/run/a.pid"}, {"do", "pause"}})[4] == "pid_file-_2frun_2fa_2epid");
  }

  TEST_CASE("a process is killed by its name or its file") {
    const Victim named{"lb-victim-a"};
    CHECK(facts_here("action", {{"process", "lb-victim-a"}, {"do", "kill"}}) == gone());
    CHECK(facts_here("action", {{"process", "lb-victim-a"}, {"do", "kill"}}) ==
          Value{{"done", false}, {"state", "gone"}});
    const Victim filed{"lb-victim-b"};
    CHECK(facts_here("action", {{"pid_file", filed.pid_file()}, {"do", "kill"}, {"signal", "TERM"}}) == gone());
    CHECK(facts_here("action", {{"pid_file", "/run/none.pid"}, {"do", "kill"}}) ==
          Value{{"done", false}, {"state", "gone"}});
  }

  TEST_CASE("a paused process goes on when the agent takes it back, and only then") {
    const Victim victim{"lb-victim-a-name-longer-than-15"};
    const Value pause = {{"process", "lb-victim-a-name-longer-than-15"}, {"do", "pause"}, {"undo", "unpause"}};
    const auto undo = [&] {
      return facts_of("action", pause, run_here(std::get<Script>(*find_check_type("action")->undo(pause))));
    };
    CHECK(facts_here("action", pause) == Value{{"done", true}, {"state", "paused"}});
    CHECK(facts_here("action", pause) == Value{{"done", false}, {"state", "paused"}});
    CHECK(undo() == Value{{"done", true}, {"state", "running"}});
    CHECK(facts_here("action", {{"process", "lb-victim-a-name-longer-than-15"}, {"do", "pause"}})["done"] == true);
    CHECK(undo() == Value{{"done", true}, {"state", "paused"}});
  }

  TEST_CASE("a process of no unit has no way back, so it is left alone") {
    const Victim victim{"lb-victim-c"};
    const Value kill = {{"process", "lb-victim-c"}, {"do", "kill"}, {"undo", "start"}};
    CHECK(message_of("action", kill, run_here(script_of("action", kill))) ==
          "what the way back needs could not be kept, so nothing was done");
    CHECK(facts_here("process", {{"name", "lb-victim-c"}})["running"] == true);
  }

  TEST_CASE("what carries the session is left alone") {
    const Value kill = {{"process", "unit_checks"}, {"do", "kill"}};
    CHECK(message_of("action", kill, run_here(script_of("action", kill))).find("carries labcheck's own session") !=
          std::string::npos);
    const auto out = connected_over_lo(script_of("action", {{"interface", "lo"}, {"do", "down"}, {"undo", "up"}}));
    CHECK(out.find("trouble=lo carries labcheck's own session to this host, so it was left up\nend=\n") !=
          std::string::npos);
    CHECK(out.find("LOOPBACK,UP") != std::string::npos);
  }

  TEST_CASE("what isn't there is a fact") {
    CHECK(facts_here("action", {{"interface", "lb-none0"}, {"do", "down"}}) ==
          Value{{"done", false}, {"state", "not-found"}});
    const auto bare =
        run_here(script_of("action", {{"container", "web"}, {"engine", "podman"}, {"do", "stop"}}), "/lb/none");
    CHECK(message_of("action", {{"container", "web"}, {"do", "stop"}}, bare) ==
          "the host has no 'od', which labcheck needs for this");
  }
}
