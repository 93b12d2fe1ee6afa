#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <doctest/doctest.h>

#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks::test;

namespace {

struct Question {
  std::string_view file{};
  std::string_view type{};
  Value parameters = Value::object();
};

std::vector<Question> questions() {
  return {
      {"service-running", "service", {{"name", {"nginx", "ssh"}}}},
      {"service-missing", "service", {{"name", "no-such"}}},
      {"package-installed", "package", {{"name", "coreutils"}}},
      {"package-missing", "package", {{"name", "no-such-package"}}},
      {"file-passwd", "file", {{"path", "/etc/passwd"}}},
      {"file-missing", "file", {{"path", "/no/such"}}},
      {"file-link", "file", {{"path", "/proc/self/fd/0"}}},
      {"user-root", "user", {{"name", "root"}}},
      {"user-daemon", "user", {{"name", "daemon"}}},
      {"user-missing", "user", {{"name", "no-such"}}},
      {"process-init", "process", {{"pattern", "init"}}},
      {"port-22", "port", {{"port", 22}}},
      {"port-80", "port", {{"port", 80}}},
      {"interface-lo", "interface", {{"name", "lo"}}},
      {"interface-eth0", "interface", {{"name", "eth0"}}},
      {"interface-missing", "interface", {{"name", "no-such"}}},
  };
}

}  // namespace

TEST_SUITE("checks/record") {
  // `LABCHECK_RECORD_AS=debian-12 unit_checks -ts=checks/record --no-skip` records what this machine answers.
  TEST_CASE("answers of this machine are recorded" * doctest::skip()) {
    const char* distribution = std::getenv("LABCHECK_RECORD_AS");
    REQUIRE(distribution != nullptr);
    const auto folder = std::filesystem::path{LABCHECK_SOURCE_DIR} / "tests/fixtures/answers" / distribution;
    std::filesystem::create_directories(folder);
    for (const auto& question : questions()) {
      const auto answer = run_here(script_of(question.type, question.parameters));
      REQUIRE(answer.status == 0);
      std::ofstream{folder / question.file, std::ios::binary} << answer.out;
    }
  }
}
