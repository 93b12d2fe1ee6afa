#include <algorithm>

#include <doctest/doctest.h>

#include "load/ssh_config.hpp"

using namespace labcheck;
using namespace labcheck::load;

TEST_SUITE("load/ssh_config_include") {
  TEST_CASE("files that include one another many times over come to an end") {
    // Found by fuzzing: four names on the line of a file that includes itself made 4 to the 15th readings of it.
    auto sources = std::make_shared<SshConfigSources>();
    int read = 0;
    sources->read = [&](const std::string&) -> Result<std::optional<std::string>> {
      ++read;
      return "Port 2222\nInclude a b c d\n";
    };
    sources->matching = [](const std::string& pattern) { return std::vector<std::string>{pattern}; };
    const auto found = SshConfig{"config", sources}.look_up({.name = "lb"});
    CHECK(found.port == 2222);
    CHECK(read <= 1'001);
    const auto& told = found.diagnostics;
    CHECK(std::count_if(told.begin(), told.end(), [](const Diagnostic& each) {
            return each.message == "Include brings in more than 1000 files";
          }) == 1);
  }
}
