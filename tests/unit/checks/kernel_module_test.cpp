#include <doctest/doctest.h>

#include "checks/system/module_files.hpp"
#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks;
using namespace labcheck::checks::test;

namespace {

const Value dummy = {{"name", "dummy"}};

std::string file(const std::string& key, const std::string& path, const std::string& text) {
  return key + "_file=" + in_hex(path) + "\n" + key + "=" + in_hex(text) + "\n";
}

}  // namespace

TEST_SUITE("checks/kernel_module") {
  TEST_CASE("a module that is loaded and will be") {
    const auto facts = facts_of("kernel_module", dummy, recorded("debian-12/kernel_module-dummy"));
    CHECK(facts["loaded"] == true);
    CHECK(facts["references"] == 0);
    CHECK(facts["used_by"] == Value::array());
    CHECK(facts["available"] == true);
    CHECK(facts["builtin"] == false);
    CHECK(facts["persistent"] == true);
    CHECK(facts["persistent_by"] == "/etc/modules-load.d/dummy.conf");
    CHECK(facts["persistent_options"] == "numdummies=2 numdummies=0");  // systemd's own file comes later
    CHECK(facts["blacklisted"] == false);
  }

  TEST_CASE("one that is kept out, by either spelling; a part of the kernel") {
    const auto usb = facts_of("kernel_module", {{"name", "usb-storage"}}, recorded("debian-12/kernel_module-usb"));
    CHECK(usb["loaded"] == false);
    CHECK(usb["disabled"] == true);
    CHECK(usb["persistent"] == false);
    const auto ext4 = facts_of("kernel_module", {{"name", "ext4"}}, recorded("debian-12/kernel_module-ext4"));
    CHECK(ext4["available"] == true);
    CHECK(ext4["persistent"] == false);
  }

  TEST_CASE("users of a module, and one on its way out") {
    const std::string end = "words=" + in_hex("quiet") + "\nend=\n";
    const auto used =
        facts_of("kernel_module", {{"name", "sunrpc"}},
                 answered("line=sunrpc 692224 17 nfsd,auth_rpcgss,lockd, Live 0xffffffffc0602000\n" + end));
    CHECK(used["used_by"] == Value{"nfsd", "auth_rpcgss", "lockd"});
    CHECK(used["references"] == 17);
    CHECK(facts_of("kernel_module", dummy, answered("line=dummy 16384 0 - Unloading 0x0\n" + end))["loaded"] == false);
  }

  TEST_CASE("files at boot, and the kernel's command line") {
    CHECK(boot_module({{"/a", "#dummy\n; dummy\n dummy numdummies=1\n"}}, "", "dummy") == "/a");
    CHECK_FALSE(boot_module({{"/a", "dummy2\nnot dummy\n"}}, "dummy=1 modules_load=dummy2", "dummy"));
    CHECK(boot_module({}, "quiet modules-load=x,br-netfilter", "br_netfilter") == "/proc/cmdline");
  }

  TEST_CASE("rules of modprobe.d: lines that go on, comments, other commands") {
    const auto rules = probe_rules({{"/a", "# blacklist dummy\ninstall dummy \\\n  /bin/false\noptions dummy a=1\n"},
                                    {"/b", "options dummy b=2 c\noptions dumm d=3\nsoftdep dummy pre: x\n"}},
                                   "", "dummy");
    CHECK_FALSE(rules.blacklisted);
    CHECK(rules.disabled);
    CHECK(rules.options == "a=1 b=2 c");
    CHECK_FALSE(probe_rules({{"/a", "install dummy /sbin/modprobe --ignore-install dummy\n"}}, "", "dummy").disabled);
    CHECK(probe_rules({}, "module_blacklist=floppy,dummy", "dummy").blacklisted);
  }

  TEST_CASE("this machine is asked; what is cut or absurd is no fact; names are names") {
    CHECK(facts_here("kernel_module", {{"name", "no_such_module"}})["available"] == false);
    CHECK(message_of("kernel_module", dummy, answered("line=dummy 16384\nwords=\nend=\n")) ==
          "the kernel's list of modules has the line 'dummy 16384'");
    CHECK(message_of("kernel_module", dummy, answered("load=2f\nwords=\nend=\n")) ==
          "the host's answer has files without their text");
    CHECK(message_of("kernel_module", dummy, answered(file("load", "/a", "dummy\n") + "end=\n")) ==
          "the host's answer has no 'words'");
    CHECK(find_check_type("kernel_module")->complaint({{"name", "../x"}}) == "'../x' is no name of a module");
  }
}
