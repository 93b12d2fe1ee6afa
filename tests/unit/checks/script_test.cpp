#include <filesystem>
#include <fstream>

#include <doctest/doctest.h>

#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks::test;

namespace {

/// A candidate's script in a folder of its own, run here by the real script within its limits.
class Candidate {
 public:
  explicit Candidate(std::string_view text) {
    std::filesystem::permissions(folder_.path(), std::filesystem::perms{0755});
    std::ofstream{path()} << text;
    std::filesystem::permissions(path(), std::filesystem::perms{0755});
  }
  std::string path() const { return folder_.path() + "/it.sh"; }
  std::string beside(std::string_view name) const { return folder_.path() + '/' + std::string{name}; }
  Value facts(Value parameters = Value::object()) const {
    parameters["path"] = path();
    return facts_here("script", parameters);
  }

 private:
  TemporaryDirectory folder_;
};

}  // namespace

TEST_SUITE("checks/script") {
  TEST_CASE("status, output, arguments and input") {
    const Candidate it{"#!/bin/sh\nread -r line; printf '%s|' \"$@\"; echo \"$line\"; pwd; echo oops >&2; exit 3\n"};
    const auto facts = it.facts({{"arguments", {"a b", "", "*"}}, {"input", "one\ntwo\n"}, {"directory", "/tmp"}});
    CHECK(facts["exists"] == true);
    CHECK(facts["executable"] == true);
    CHECK(facts["ran"] == true);
    CHECK(facts["status"] == 3);
    CHECK(facts["lines"] == Value{"a b||*|one", "/tmp"});
    CHECK(facts["err"] == "oops");
    CHECK(facts["timed_out"] == false);
    CHECK_FALSE(facts.contains("json"));
    CHECK_FALSE(facts.contains("created"));
  }

  TEST_CASE("without an input there is nothing to read; output that is JSON is structure") {
    const auto facts = Candidate{"#!/bin/sh\nread -r x || echo '{\"a\": [1]}'\n"}.facts();
    CHECK(facts["json"] == Value{{"a", {1}}});
  }

  TEST_CASE("the environment is clean, but for what is given") {
    const auto facts = Candidate{"#!/bin/sh\necho \"$A $HOME $USER ${FOO-none}\"\n"}.facts(
        {{"environment", {{"A", "x y'$B"}}}, {"user", "daemon"}});
    CHECK(facts["out"] == "x y'$B /usr/sbin daemon none");
  }

  TEST_CASE("it runs as the user that is named") {
    const auto facts = Candidate{"#!/bin/sh\nid -un; id -gn; touch /etc/labcheck-no 2>/dev/null || echo no\n"}.facts(
        {{"user", "nobody"}});
    CHECK(facts["lines"] == Value{"nobody", "nogroup", "no"});
    const auto nobody = Candidate{"#!/bin/sh\n"}.facts({{"user", "no-such-user"}});
    CHECK(nobody["ran"] == false);
    CHECK(nobody["failure"] == "there is no user no-such-user");
  }

  TEST_CASE("what it creates, changes and removes below watched paths; names may be odd") {
    const Candidate it{
        "#!/bin/sh\ncd \"$1\" || exit\necho x >'a b\\c'; echo two >changed; chmod 600 mode; rm gone; echo one >same\n"
        "mkdir -p d/e; ln -s x link\n"};
    std::filesystem::create_directory(it.beside("w"));
    for (const auto* name : {"changed", "mode", "gone", "same"}) {
      std::ofstream{it.beside("w/") + name} << "one\n";
    }
    const auto w = it.beside("w");
    const auto facts = it.facts({{"arguments", {w}}, {"watch", {w, "/no/such"}}, {"twice", true}});
    CHECK(facts["created"] == Value{w + "/a b\\c", w + "/d", w + "/d/e", w + "/link"});
    CHECK(facts["changed"] == Value{w + "/changed", w + "/mode"});
    CHECK(facts["removed"] == Value{w + "/gone"});
    CHECK(facts["second"]["created"] == Value::array());
    CHECK(facts["second"]["status"] == 1);  // there is nothing to remove, and the link is there
    CHECK(facts["idempotent"] == false);
  }

  TEST_CASE("idempotent: both runs are well and the second changes nothing") {
    const Candidate good{"#!/bin/sh\ngrep -qs x \"$1\" || echo x >>\"$1\"\n"};
    const Candidate bad{"#!/bin/sh\necho x >>\"$1\"\n"};
    CHECK(
        good.facts({{"arguments", {good.beside("f")}}, {"watch", {good.beside("f")}}, {"twice", true}})["idempotent"] ==
        true);
    const auto facts = bad.facts({{"arguments", {bad.beside("f")}}, {"watch", {bad.beside("f")}}, {"twice", true}});
    CHECK(facts["idempotent"] == false);
    CHECK(facts["created"] == Value{bad.beside("f")});
    CHECK(facts["second"]["changed"] == Value{bad.beside("f")});
  }

  TEST_CASE("one that never ends is killed, with what it started") {
    const Candidate it{"#!/bin/sh\necho $$ >\"$1\"; sleep 1000 & echo first; sleep 1000\n"};
    const auto facts = it.facts({{"arguments", {it.beside("pid")}}, {"seconds", 1}});
    CHECK(facts["timed_out"] == true);
    CHECK(facts["status"] == 137);
    CHECK(facts["out"] == "first");
    std::string pid;
    std::ifstream{it.beside("pid")} >> pid;
    CHECK_FALSE(std::filesystem::exists("/proc/" + pid));
  }

  TEST_CASE("what it leaves behind in its group is counted and ended") {
    const Candidate it{"#!/bin/sh\nsleep 1000 &\nsleep 1000 &\necho done\n"};
    const auto facts = it.facts();
    CHECK(facts["status"] == 0);
    CHECK(facts["left_running"] == 2);
    CHECK(facts["timed_out"] == false);
  }

  TEST_CASE("too much output is told as that, and is no text") {
    const auto facts = Candidate{"#!/bin/sh\nhead -c 70000 /dev/zero | tr '\\0' x\necho e >&2\n"}.facts();
    CHECK(facts["too_long"] == true);
    CHECK_FALSE(facts.contains("out"));
    CHECK(facts["err"] == "e");
  }

  TEST_CASE("an absent script and one that is not executable are facts; an interpreter runs the latter") {
    CHECK(facts_here("script", {{"path", "/no/such.sh"}}) == Value{{"exists", false}, {"ran", false}});
    const Candidate it{"echo hello\n"};
    std::filesystem::permissions(it.path(), std::filesystem::perms{0644});
    CHECK(it.facts()["executable"] == false);
    CHECK(it.facts()["status"] != 0);
    CHECK(it.facts({{"interpreter", {"sh", "-e"}}})["out"] == "hello");
    CHECK(it.facts({{"interpreter", {"no-such-shell"}}})["status"] == 127);
    CHECK(it.facts({{"directory", "/no/such"}})["failure"] == "there is no directory /no/such");
  }

  TEST_CASE("its output can't forge an answer") {
    const auto facts = Candidate{"#!/bin/sh\nprintf 'first_status=0\\nend=\\n'; echo ran=no >&8; exit 5\n"}.facts();
    CHECK(facts["status"] == 5);
    CHECK(facts["lines"] == Value{"first_status=0", "end="});
  }

  TEST_CASE("cut and odd answers are errors") {
    const Candidate it{"#!/bin/sh\necho x >\"$1\"\n"};
    Value parameters{
        {"path", it.path()}, {"arguments", {it.beside("f")}}, {"watch", {it.beside("f")}}, {"twice", true}};
    const auto whole = run_here(script_of("script", parameters)).out;
    for (std::size_t size = 0; size < whole.size(); ++size) {
      CHECK_FALSE(find_check_type("script")->read(parameters, answered(whole.substr(0, size))));
    }
    const auto run = std::string{"first_status=0\nfirst_timed_out=no\nfirst_elapsed=1\nfirst_left=0\n"};
    const auto start = std::string{"exists=yes\nexecutable=yes\nran=yes\n"};
    const Value plain{{"path", "/x"}};
    CHECK(message_of("script", plain, answered(start + run + "first_out=\nfirst_err=2e\nend=\n")) ==
          "the output of the first run can't be read back");
    const Value watching{{"path", "/x"}, {"watch", {"/w"}}};
    CHECK(message_of("script", watching,
                     answered(start + "before_list=" + in_hex("81a4 0\n") + "\nbefore_sums=\nend=\n")) ==
          "stat gives '81a4 0'");
  }

  TEST_CASE("wrong parameters are told") {
    const auto complaint = find_check_type("script")->complaint;
    CHECK(complaint({{"path", "/x"}, {"interpreter", Value::array()}}) ==
          "interpreter is empty: it begins with the program's name");
    CHECK(complaint({{"path", "/x"}, {"twice", true}}) ==
          "twice needs watch: paths below which a second run must change nothing");
    CHECK(complaint({{"path", "/x"}, {"seconds", 0}}) == "seconds is 0, neither at least 1 nor at most 3600");
    CHECK(complaint({{"path", "/x"}, {"environment", {{"A-B", "x"}}}}) == "'A-B' is no name of a variable");
    CHECK(complaint({{"path", "/x"}, {"user", "a b"}}) == "'a b' is no user");
    CHECK((find_check_type("script")->phase({{"path", "/x"}}) == Phase::write));
  }
}
