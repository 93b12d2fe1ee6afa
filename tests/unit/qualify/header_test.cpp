#include "qualify/script_header.hpp"

#include <doctest/doctest.h>

using namespace labcheck::qualify;

TEST_SUITE("qualify/script_header") {
  TEST_CASE("a header ends with the first line that is no comment") {
    const auto header = read_header("#!/bin/bash\n# One web server is stopped.\n# on: web[0] web[1]\n# breaks: 1.2.4\n"
                                    "# checks: a b\n# flags: twin-host\nsystemctl stop nginx\n# breaks: 2.2.3\n");
    CHECK(header.about == "One web server is stopped.");
    CHECK(header.on == std::vector<std::string>{"web[0]", "web[1]"});
    CHECK(header.breaks == std::vector<std::string>{"1.2.4"});
    CHECK(header.checks == std::vector<std::string>{"a", "b"});
    CHECK(header.flags == std::vector<std::string>{"twin-host"});
  }
}
