#include <doctest/doctest.h>

#include "checks/system/selinux_texts.hpp"
#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks;
using namespace labcheck::checks::test;

namespace {

const Value page = {{"path", "/var/www/html/index.html"}};
const Value boolean = {{"boolean", "httpd_can_network_connect"}};
const Value worker = {{"process", "worker"}};

std::string said(std::string_view enforce, std::string_view rest = "") {
  return std::string{"enforce="}.append(enforce) + "\ncommand_line=" + in_hex("quiet") + "\n" + std::string{rest} +
         "end=\n";
}

std::string in_store(std::string_view policy, std::string_view lines) {
  return "store=" + in_hex(std::string{"/var/lib/selinux/"}.append(policy)) + "\nlocal=" + in_hex(lines) + "\n";
}

}  // namespace

TEST_SUITE("checks/selinux") {
  TEST_CASE("SELinux on: its mode now, and as the file has it") {
    const auto facts = facts_of("selinux", Value::object(), recorded("debian-12/selinux-all"));
    CHECK(facts["enabled"] == true);
    CHECK(facts["mode"] == "permissive");
    CHECK(facts["persistent_mode"] == "enforcing");
    CHECK(facts["policy"] == "default");
    CHECK_FALSE(facts.contains("forced_mode"));
    CHECK(facts_of("selinux", Value::object(), recorded("debian-12/selinux-path"))["mode"] == "enforcing");
  }

  TEST_CASE("a host without SELinux: facts, no error") {
    const auto facts = facts_of("selinux", page, answered("command_line=\nexists=yes\nend=\n"));
    CHECK(facts["enabled"] == false);
    CHECK(facts["mode"] == "disabled");
    CHECK_FALSE(facts.contains("persistent_mode"));
    CHECK(facts["exists"] == true);
    CHECK_FALSE(facts.contains("context"));
    const auto others = answered("command_line=\nend=\n");
    CHECK(facts_of("selinux", boolean, others)["defined"] == false);
    CHECK_FALSE(facts_of("selinux", worker, others).contains("running"));
  }

  TEST_CASE("a path's label, right and wrong, and a path that isn't there") {
    const auto right = facts_of("selinux", page, recorded("debian-12/selinux-path"));
    CHECK(right["context"] == "system_u:object_r:httpd_sys_content_t:s0");
    CHECK(right["type"] == "httpd_sys_content_t");
    CHECK(right["expected_context"] == "system_u:object_r:httpd_sys_content_t:s0");
    CHECK(right["labelled"] == true);
    const auto wrong = facts_of("selinux", page, recorded("debian-12/selinux-path-wrong"));
    CHECK(wrong["type"] == "user_home_t");
    CHECK(wrong["labelled"] == false);
    const auto none = facts_of("selinux", page, recorded("debian-12/selinux-path-absent"));
    CHECK(none["exists"] == false);
    CHECK(none["labelled"] == false);
  }

  TEST_CASE("users don't matter to a label, levels do; what the policy doesn't want is no fact") {
    const auto labelled = [](std::string_view found, std::string_view wanted) {
      return facts_of(
          "selinux", page,
          answered(said("1", "exists=yes\ncontext=" + in_hex(found) + "\nexpected=" + in_hex(wanted) + "\n")));
    };
    CHECK(labelled("unconfined_u:object_r:etc_t:s0", "system_u:object_r:etc_t:s0")["labelled"] == true);
    CHECK(labelled("system_u:object_r:etc_t:s0:c1", "system_u:object_r:etc_t:s0")["labelled"] == false);
    CHECK(labelled("system_u:object_r:etc_t", "system_u:object_r:etc_t")["labelled"] == true);
    const auto none = labelled("system_u:object_r:proc_t:s0", "<<none>>");
    CHECK(none["type"] == "proc_t");
    CHECK_FALSE(none.contains("labelled"));
  }

  TEST_CASE("a boolean now and for good; one that no policy has") {
    const auto good = facts_of("selinux", boolean, recorded("debian-12/selinux-boolean"));
    CHECK(good["defined"] == true);
    CHECK(good["value"] == true);
    CHECK(good["pending"] == true);
    CHECK(good["persistent_value"] == true);
    const auto now = facts_of("selinux", boolean, recorded("debian-12/selinux-boolean-now"));
    CHECK(now["value"] == true);
    CHECK(now["persistent_value"] == false);
    const auto unknown = facts_of("selinux", {{"boolean", "nosuch"}}, recorded("debian-12/selinux-boolean-unknown"));
    CHECK(unknown["defined"] == false);
    CHECK_FALSE(unknown.contains("value"));
  }

  TEST_CASE("a boolean in another policy's store, or of a longer name, is not this one") {
    const auto rest = "config=" + in_hex("SELINUXTYPE=targeted\n") + "\n" +
                      in_store("mls", "httpd_can_network_connect=1\n") +
                      in_store("targeted", "# made by libsemanage\nhttpd_can_network_connect_db=1\n");
    CHECK_FALSE(facts_of("selinux", boolean, answered(said("1", rest))).contains("persistent_value"));
    const auto off =
        "config=" + in_hex("SELINUXTYPE=targeted\n") + "\n" + in_store("targeted", "httpd_can_network_connect=0\n");
    CHECK(facts_of("selinux", boolean, answered(said("1", off)))["persistent_value"] == false);
    const auto odd = "config=" + in_hex("SELINUXTYPE=x\n") + "\n" + in_store("x", "httpd_can_network_connect=maybe\n");
    CHECK(message_of("selinux", boolean, answered(said("1", odd))) ==
          "a boolean is set for good as 'httpd_can_network_connect=maybe'");
    const auto both = "config=" + in_hex("SELINUXTYPE=x\n") + "\n" + in_store("x", "httpd_can_network_connect=1\n") +
                      in_store("x", "httpd_can_network_connect=0\n");
    CHECK(message_of("selinux", boolean, answered(said("1", both))) ==
          "a boolean is set for good both on and off, in two stores of the policy");
  }

  TEST_CASE("processes' domains; none of that name") {
    const auto facts = facts_of("selinux", worker, recorded("debian-12/selinux-process"));
    CHECK(facts["running"] == true);
    CHECK(facts["domains"] == Value{"httpd_t"});
    CHECK(facts["contexts"] == Value{"system_u:system_r:httpd_t:s0"});
    CHECK(facts_of("selinux", worker, answered(said("0")))["running"] == false);
  }

  TEST_CASE("the file of the mode, read as libselinux does") {
    const auto config = read_selinux_config(
        "# SELINUX=disabled\n SELINUX=disabled\nSELINUX=Enforcing # as told\n"
        "SELINUX=permissive\nSELINUXTYPE=mls\n  SELINUXTYPE=targeted \r\n");
    CHECK(config.mode == "enforcing");
    CHECK(config.policy == "targeted");
    CHECK(read_selinux_config("SELINUX= permissive\nSelinuxType= mls\n").mode == "permissive");
    CHECK(read_selinux_config("SELINUX= permissive\nSelinuxType= mls\n").policy == "mls");
    CHECK(read_selinux_config("SELINUX=on\nSELINUXTYPE=\n").mode.empty());
    CHECK(read_selinux_config("SELINUX=on\nSELINUXTYPE=\n").policy.empty());
    CHECK(mode_on_command_line("quiet selinux=1 enforcing=0") == "permissive");
    CHECK(mode_on_command_line("selinux=0 enforcing=1") == "disabled");
    CHECK(mode_on_command_line("xenforcing=1 quiet").empty());
  }

  TEST_CASE("what is cut, absurd or hidden is an error") {
    CHECK(message_of("selinux", Value::object(), answered(said("2"))) == "the kernel's mode is '2', neither 0 nor 1");
    CHECK(message_of("selinux", boolean, answered(said("1", "boolean=" + in_hex("1") + "\n"))) ==
          "the kernel has '1' for the boolean");
    CHECK(message_of("selinux", boolean, answered(said("1", "hidden=yes\n"))) ==
          "which booleans are set for good is seen only by root: log in as root, or use sudo");
    CHECK(message_of("selinux", boolean, answered(said("1", "store=2f\n"))) ==
          "the host's answer has stores of policies without their booleans");
    for (const std::string_view bytes : {"a:b", "a::c:s0", "a:b:c\n:s0", "a:b:\xff", ""}) {
      CHECK_FALSE(read_security_context(bytes));
    }
    CHECK(message_of("selinux", page, answered(said("1", "exists=yes\ncontext=" + in_hex("system_u:ob") + "\n"))) ==
          "the path has 'system_u:ob' for a context");
    CHECK(message_of("selinux", worker, answered(said("1", "process=" + in_hex("u:r") + "\n"))) ==
          "a process has 'u:r' for a context");
    auto cut = recorded("debian-12/selinux-path");
    cut.out.resize(cut.out.size() - 3);
    CHECK_FALSE(message_of("selinux", page, cut).empty());
  }

  TEST_CASE("parameters that can't be") {
    const auto* type = find_check_type("selinux");
    CHECK(type->complaint({{"boolean", "../enforce"}}) == "'../enforce' is no boolean's name");
    CHECK(type->complaint({{"boolean", ""}}) == "'' is no boolean's name");
    CHECK(type->complaint({{"process", "a\nb"}}) == "'a' matches no process");
    CHECK(type->complaint(page).empty());
    CHECK(type->complaint(Value::object()).empty());
  }
}
