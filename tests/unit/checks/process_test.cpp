#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <doctest/doctest.h>

#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks::test;

namespace {

// A process under a name of the test's choice, gone at the end.
class Sleeper {
 public:
  explicit Sleeper(const char* name) {
    int ready[2];
    REQUIRE(pipe(ready) == 0);
    pid_ = fork();
    if (pid_ == 0) {
      prctl(PR_SET_NAME, name);
      (void)!write(ready[1], "x", 1);
      pause();
      _exit(0);
    }
    char byte = 0;
    REQUIRE(read(ready[0], &byte, 1) == 1);
    close(ready[0]);
    close(ready[1]);
  }
  ~Sleeper() {
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
  }
  Sleeper(const Sleeper&) = delete;
  Sleeper& operator=(const Sleeper&) = delete;
  pid_t pid() const { return pid_; }

 private:
  pid_t pid_{0};
};

const Value nginx = {{"name", "nginx"}};

}  // namespace

TEST_SUITE("checks/process") {
  TEST_CASE("processes are counted with their users and programs") {
    CHECK(facts_of("process", nginx, recorded("debian-12/process-nginx")) ==
          Value{{"running", true}, {"count", 3}, {"users", {"root", "www-data"}}, {"programs", {"/usr/sbin/nginx"}}});
  }

  TEST_CASE("none is a fact") {
    CHECK(facts_here("process", {{"name", "no such process"}}) ==
          Value{{"running", false}, {"count", 0}, {"users", Value::array()}, {"programs", Value::array()}});
    CHECK(facts_here("process", {{"pattern", "no such process at all"}})["count"] == 0);
  }

  TEST_CASE("a name is the whole name, whatever it holds") {
    const Sleeper sleeper{"lc $(id) *'"};
    CHECK(facts_here("process", {{"name", "lc $(id) *'"}})["count"] == 1);
    CHECK(facts_here("process", {{"name", "lc"}})["count"] == 0);
    CHECK(facts_here("process", {{"name", "lc*"}})["count"] == 0);
  }

  TEST_CASE("a long name that was cut by the kernel is not taken for another long name") {
    const Sleeper sleeper{"labcheck-sleeper"};
    CHECK(facts_here("process", {{"name", "labcheck-sleepe"}})["count"] == 1);
    CHECK(facts_here("process", {{"name", "labcheck-sleeping"}})["count"] == 0);
  }

  TEST_CASE("a zombie does not run") {
    const auto dead = fork();
    if (dead == 0) {
      prctl(PR_SET_NAME, "lc-zombie");
      _exit(0);
    }
    siginfo_t info{};
    REQUIRE(waitid(P_PID, static_cast<id_t>(dead), &info, WEXITED | WNOWAIT) == 0);
    CHECK(facts_here("process", {{"name", "lc-zombie"}})["running"] == false);
    waitpid(dead, nullptr, 0);
  }

  TEST_CASE("a piece of the command line finds a process, but not the shell that looks for it") {
    const auto facts = facts_here("process", {{"pattern", "unit_checks"}});
    CHECK(facts["count"].get<int>() >= 1);
    CHECK(facts_here("process", {{"pattern", "a pattern that only the question holds"}})["count"] == 0);
  }

  TEST_CASE("a program's path cannot forge a process, and a user without a name is a number") {
    const auto facts = facts_of("process", nginx, answered("process=" + in_hex("77 /x\nprocess=0 /y") + "\nend=\n"));
    CHECK(facts == Value{{"running", true}, {"count", 1}, {"users", {"77"}}, {"programs", {"/x\nprocess=0 /y"}}});
  }

  TEST_CASE("absurd lines and what only root sees are no facts") {
    CHECK(message_of("process", nginx, answered("process=" + in_hex("1e999 /x") + "\nend=\n")) ==
          "the host describes a process as '1e999 /x'");
    CHECK(message_of("process", nginx, answered("process=zz\nend=\n")) == "the host describes a process as 'zz'");
    CHECK(message_of("process", nginx, answered("hidden=yes\nprocess=" + in_hex("0 ") + "\nend=\n")) ==
          "the programs of processes are seen only by root: log in as root, use sudo, or set 'programs: false'");
  }

  TEST_CASE("a process is looked for by one of name and pattern") {
    const auto* type = find_check_type("process");
    CHECK(type->complaint(Value::object()) == "one of name and pattern is needed");
    CHECK(type->complaint({{"name", "a"}, {"pattern", "b"}}) == "one of name and pattern is needed");
    CHECK(type->complaint({{"pattern", ""}}) == "'' matches no process");
  }
}
