#include <doctest/doctest.h>

#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks::test;

namespace {

const Value named = {{"name", "x"}};

}  // namespace

TEST_SUITE("checks/package") {
  TEST_CASE("an installed package of Debian 12 has a version") {
    CHECK(facts_of("package", named, recorded("debian-12/package-installed")) ==
          Value{{"installed", true}, {"version", "1:9.2p1-2+deb12u10"}, {"manager", "dpkg"}});
  }

  TEST_CASE("a package on hold is installed, one removed down to its configuration is not") {
    CHECK(facts_of("package", named, recorded("debian-12/package-held"))["installed"] == true);
    const auto removed = facts_of("package", named, recorded("debian-12/package-removed"));
    CHECK(removed == Value{{"installed", false}, {"manager", "dpkg"}});
  }

  TEST_CASE("a package that was never there is a fact") {
    CHECK(facts_of("package", named, recorded("debian-12/package-missing")) ==
          Value{{"installed", false}, {"manager", "dpkg"}});
  }

  TEST_CASE("half an installation is none, waiting triggers are one, and one architecture of two is enough") {
    const auto installed = [](std::string_view lines) {
      return facts_of("package", named, answered("manager=dpkg\n" + std::string{lines} + "end=\n"))["installed"];
    };
    CHECK(installed("package=install ok half-configured 1\n") == false);
    CHECK(installed("package=install ok unpacked 1\n") == false);
    CHECK(installed("package=unknown ok not-installed \n") == false);
    CHECK(installed("package=install ok triggers-pending 1\n") == true);
    CHECK(installed("package=deinstall ok config-files 1\npackage=install ok installed 2\n") == true);
  }

  TEST_CASE("a line of another form is no fact") {
    CHECK(message_of("package", named, answered("manager=dpkg\npackage=install ok\nend=\n")) ==
          "dpkg describes a package as 'install ok'");
    CHECK(message_of("package", named, answered("package=install ok installed 1\nend=\n")) ==
          "the host's answer has no 'manager'");
  }

  TEST_CASE("without a package manager there is no answer") {
    const auto answer = run_here(script_of("package", named), "/nonexistent");
    CHECK(message_of("package", named, answer) == "the host has no 'od', which labcheck needs for this");
    CHECK(message_of("package", named, answered("missing=dpkg-query or rpm\nend=\n")) ==
          "the host has no 'dpkg-query or rpm', which labcheck needs for this");
  }

  TEST_CASE("a pattern, an option or a command is no package name") {
    const auto* type = find_check_type("package");
    for (const auto* name : {"", "-r", "ng*", "a b", "$(id)", "a\nb"}) {
      CAPTURE(name);
      CHECK(type->complaint({{"name", name}}) == fmt::format("'{}' is no package name", name));
      CHECK_FALSE(type->request({{"name", name}}));
    }
    CHECK(type->complaint({{"name", "libstdc++6:amd64"}}) == "");
    CHECK(type->complaint({{"name", "${package}"}}) == "");
  }

  TEST_CASE("answers of rpm 4.18, recorded on a Debian host with a package of our own, are read") {
    CHECK(facts_of("package", named, recorded("rpm-4.18/package-installed")) ==
          Value{{"installed", true}, {"version", "1.20.1-14.el9"}, {"manager", "rpm"}});
    CHECK(facts_of("package", named, recorded("rpm-4.18/package-missing")) ==
          Value{{"installed", false}, {"manager", "rpm"}});
  }
}
