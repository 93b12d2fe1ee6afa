#include <doctest/doctest.h>

#include "checks/system/apparmor_profiles.hpp"
#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks;
using namespace labcheck::checks::test;

namespace {

const Value probe = {{"profile", "/usr/local/bin/probe"}};

}  // namespace

TEST_SUITE("checks/apparmor") {
  TEST_CASE("a profile that complains, now and at boot, and whom it confines") {
    const auto facts = facts_of("apparmor", probe, recorded("debian-12/apparmor-probe"));
    CHECK(facts["enabled"] == true);
    CHECK(facts["loaded"] == true);
    CHECK(facts["mode"] == "complain");
    CHECK(facts["confined"] == Value{"/usr/local/bin/probe"});
    CHECK(facts["persistent"] == true);
    CHECK(facts["persistent_mode"] == "complain");
    CHECK(facts["persistent_by"] == "/etc/apparmor.d/usr.local.bin.probe");
  }

  TEST_CASE("all profiles; a profile that isn't there") {
    const auto all = facts_of("apparmor", Value::object(), recorded("debian-12/apparmor-all"));
    CHECK(all["profiles"]["other"] == "enforce");
    CHECK(all["profiles"]["nvidia_modprobe//kmod"] == "enforce");
    CHECK(all["complaining"] == 1);
    CHECK_FALSE(all.contains("loaded"));
    const auto none = facts_of("apparmor", {{"profile", "probe"}}, recorded("debian-12/apparmor-probe"));
    CHECK(none["loaded"] == false);
    CHECK(none["persistent"] == false);
  }

  TEST_CASE("a kernel without AppArmor") {
    const auto facts = facts_of("apparmor", probe, answered("enabled=N\nend=\n"));
    CHECK(facts["enabled"] == false);
    CHECK(facts["loaded"] == false);
    CHECK(facts["enforcing"] == 0);
  }

  TEST_CASE("a profile's flags in its file") {
    const std::string text =
        "#include <tunables/global>\n@{exec} = /usr/bin/a\n# /b flags=(complain) {\n"
        "/b {\n  #include <abstractions/base>\n  include <abstractions/x>\n  /etc/{a,b} r,\n"
        "  profile child flags=(kill) {\n    /c r,\n  }\n}\n"
        "profile \"a b\" /usr/{bin,sbin}/x flags = (attach_disconnected, complain) {\n}\n";
    CHECK(mode_in(text, "/b") == "enforce");
    CHECK(mode_in(text, "/b//child") == "kill");
    CHECK(mode_in(text, "a b") == "complain");
    CHECK(mode_in("include <tunables/global>\nprofile x /x flags=(unconfined) {\n}\n", "x") == "unconfined");
    CHECK(mode_in("profile x /x {\n  ^hat flags=(complain) {\n  }\n  /y flags,\n}\n", "x//hat") == "complain");
  }

  TEST_CASE("a profile that the text doesn't have has no mode: not another's, and not enforce") {
    CHECK_FALSE(mode_in("include <local/x>\n@{x} = /x\n@{x} flags=(complain) {\n}\n", "/x"));
    CHECK_FALSE(mode_in("profile y /x {\n}\n", "/x"));
    CHECK(mode_in("profile y /x {\n}\n/x flags=(complain) {\n}\n", "/x") == "complain");
    const auto included = std::string{"enabled=N\nfile="} + in_hex("/etc/apparmor.d/x") + "\nnames=" + in_hex("/x") +
                          "\ntext=" + in_hex("include <local/x>") + "\ndisabled=no\nforced=no\nend=\n";
    const auto facts = facts_of("apparmor", {{"profile", "/x"}}, answered(included));
    CHECK(facts["persistent"] == true);
    CHECK_FALSE(facts.contains("persistent_mode"));
    auto disabled = included;
    disabled.replace(disabled.find("disabled=no"), 11, "disabled=yes");
    CHECK(facts_of("apparmor", {{"profile", "/x"}}, answered(disabled))["persistent"] == false);
  }

  TEST_CASE("labels with brackets and blanks; what is cut or absurd is no fact") {
    CHECK(read_label("a (b) (enforce)")->name == "a (b)");
    CHECK_FALSE(read_label("unconfined"));
    CHECK_FALSE(read_label("a (enforce"));
    CHECK(
        message_of("apparmor", probe, answered("enabled=Y\nprofiles=" + in_hex("nvidia_modprobe (enf") + "\nend=\n")) ==
        "the kernel's list of profiles has the line 'nvidia_modprobe (enf'");
    CHECK(message_of("apparmor", probe, answered("enabled=N\nlabel=" + in_hex("a (enforce)") + "\nend=\n")) ==
          "the host's answer has confined processes without their programs");
    CHECK(message_of("apparmor", probe, answered("enabled=N\nfile=2f\nend=\n")) ==
          "the host's answer has files of profiles without what stands in them");
    CHECK(find_check_type("apparmor")->complaint({{"profile", "a\nb"}}) == "a profile's name is one line");
  }
}
