#include <doctest/doctest.h>

#include <labcheck/expectation.hpp>

#include "cli/matcher_page.hpp"

using namespace labcheck;

TEST_SUITE("cli/explain") {
  TEST_CASE("every matcher that a scenario can write is explained") {
    const auto names = cli::matcher_names();
    for (int at = static_cast<int>(MatcherKind::equals); at < static_cast<int>(MatcherKind::members); ++at) {
      const auto name = to_string(static_cast<MatcherKind>(at));
      CAPTURE(name);
      CHECK(std::find(names.begin(), names.end(), name) != names.end());
      CHECK(cli::matcher_page(name).find("Example") != std::string::npos);
    }
    CHECK(cli::matcher_page("at_lest").empty());
  }
}
