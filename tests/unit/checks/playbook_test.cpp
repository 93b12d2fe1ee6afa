#include <doctest/doctest.h>

#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks::test;

namespace {

const Value once = {{"path", "/srv/site/site.yml"}};
const Value twice = {{"path", "/srv/site/site.yml"}, {"twice", true}};

std::string run(std::string_view name, std::string_view recap, int status = 0, std::string_view timed_out = "no") {
  return fmt::format(
      "{0}_status={1}\n{0}_timed_out={2}\n{0}_elapsed=7\n{0}_left=0\n{0}_out=2e\n{0}_err=2e\n{0}_recap={3}\n", name,
      status, timed_out, in_hex(recap));
}

std::string answer_of(const std::string& runs) {
  return "installed=yes\nexists=yes\n"
         "syntax_status=0\nsyntax_timed_out=no\nsyntax_elapsed=9\nsyntax_left=0\nsyntax_out=2e\nsyntax_err=2e\n"
         "ran=yes\n" +
         runs + "end=\n";
}

}  // namespace

TEST_SUITE("checks/playbook") {
  TEST_CASE("a playbook that does its work once") {
    const auto facts = facts_of("playbook", twice, recorded("debian-12/playbook-idempotent"));
    CHECK(facts["installed"] == true);
    CHECK(facts["exists"] == true);
    CHECK(facts["valid"] == true);
    CHECK(facts["ran"] == true);
    CHECK(facts["ok"] == true);
    CHECK(facts["status"] == 0);
    CHECK(facts["hosts"]["one"] == Value{{"ok", 2},
                                         {"changed", 1},
                                         {"failed", 0},
                                         {"unreachable", 0},
                                         {"skipped", 0},
                                         {"rescued", 0},
                                         {"ignored", 0}});
    CHECK(facts["changed"] == 2);
    CHECK(facts["failures"].empty());
    CHECK(facts["second"]["hosts"]["two"]["changed"] == 0);
    CHECK(facts["unchanged"] == true);
  }

  TEST_CASE("one that changes something every time") {
    const auto facts = facts_of("playbook", twice, recorded("debian-12/playbook-always"));
    CHECK(facts["ok"] == true);
    CHECK(facts["second"]["changed"] == 2);
    CHECK(facts["unchanged"] == false);
  }

  TEST_CASE("failed and unreachable hosts are told with the task") {
    const auto failing = facts_of("playbook", once, recorded("debian-12/playbook-failing"));
    CHECK(failing["ok"] == false);
    CHECK(failing["status"] == 2);
    CHECK(failing["hosts"]["two"]["failed"] == 1);
    CHECK(failing["hosts"]["one"]["failed"] == 0);
    CHECK(failing["failures"] == Value{{{"host", "two"}, {"task", "command"}, {"message", "non-zero return code"}}});
    const auto far = facts_of("playbook", once, recorded("debian-12/playbook-unreachable"));
    CHECK(far["ok"] == false);
    CHECK(far["hosts"]["far"]["unreachable"] == 1);
    CHECK(far["failures"][0]["host"] == "far");
  }

  TEST_CASE("no hosts is no success, though Ansible says status 0") {
    const auto facts = facts_of("playbook", once, recorded("debian-12/playbook-nobody"));
    CHECK(facts["status"] == 0);
    CHECK(facts["hosts"].empty());
    CHECK(facts["ok"] == false);
  }

  TEST_CASE("syntax: refused, and checked without running") {
    const auto broken = facts_of("playbook", twice, recorded("debian-12/playbook-broken"));
    CHECK(broken["valid"] == false);
    CHECK(broken["ran"] == false);
    CHECK(broken["problem"].get<std::string>().find("yntax") != std::string::npos);
    CHECK_FALSE(broken.contains("ok"));
    const Value reading{{"path", "/srv/site/site.yml"}, {"run", false}};
    CHECK(facts_of("playbook", reading, recorded("debian-12/playbook-syntax")) ==
          Value{{"installed", true}, {"exists", true}, {"valid", true}, {"ran", false}});
    CHECK((find_check_type("playbook")->phase(reading) == Phase::read));
    CHECK((find_check_type("playbook")->phase(once) == Phase::write));
  }

  TEST_CASE("an absent playbook and an absent Ansible are facts") {
    CHECK(facts_of("playbook", once, recorded("debian-12/playbook-missing")) ==
          Value{{"installed", true}, {"exists", false}, {"ran", false}});
    CHECK(facts_of("playbook", once, answered("installed=no\nend=\n")) == Value{{"installed", false}, {"ran", false}});
  }

  TEST_CASE("a run that ended without a recap is not ok, a recap that is cut is an error") {
    CHECK(facts_of("playbook", once, answered(answer_of(run("first", ".", 1))))["ok"] == false);
    CHECK(facts_of("playbook", once, answered(answer_of(run("first", ".", 137, "yes"))))["timed_out"] == true);
    CHECK(message_of("playbook", once, answered(answer_of(run("first", "{\"hosts\"")))) ==
          "the recap of the playbook is cut off");
    CHECK(message_of("playbook", once, answered(answer_of(run("first", "{\"hosts\".")))) ==
          "the recap of the playbook is no JSON");
    CHECK(message_of("playbook", once,
                     answered(answer_of(run("first", R"({"hosts": {"a": {"ok": "1"}}, "failures": []}.)")))) ==
          "the recap of the playbook tells no number of 'ok'");
    const auto whole = recorded("debian-12/playbook-idempotent").out;
    for (std::size_t size = 0; size < whole.size(); size += 7) {
      CHECK_FALSE(find_check_type("playbook")->read(twice, answered(whole.substr(0, size))));
    }
  }

  TEST_CASE("the command, with secrets of variables on no command line") {
    const auto script = script_of("playbook", {{"path", "/p.yml"},
                                               {"inventory", "/h"},
                                               {"tags", "web"},
                                               {"variables", {{"port", 8080}, {"password", "s3cret"}}}});
    CHECK(script.alone);
    CHECK(script.arguments[6] == "{\"password\":\"s3cret\",\"port\":8080}");
    CHECK(std::vector<std::string>{script.arguments.begin() + 9, script.arguments.end()} ==
          std::vector<std::string>{"ansible-playbook", "/p.yml", "-i", "/h", "-t", "web"});
  }

  TEST_CASE("wrong parameters are told") {
    const auto complaint = find_check_type("playbook")->complaint;
    CHECK(complaint({{"path", "/p"}, {"inventory", "--version"}}) == "inventory is '--version'");
    CHECK(complaint({{"path", "/p"}, {"run", false}, {"twice", true}}) == "twice belongs to a playbook that is run");
    CHECK(complaint({{"path", "/p"}, {"seconds", 4000}}) == "seconds is 4000, neither at least 1 nor at most 3600");
  }
}
