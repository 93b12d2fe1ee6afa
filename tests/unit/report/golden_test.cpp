#include <cstdlib>
#include <fstream>
#include <sstream>

#include <doctest/doctest.h>

#include "example.hpp"
#include "report/report.hpp"

using namespace labcheck;
using namespace labcheck::report;

namespace {

// LABCHECK_UPDATE_GOLDEN=1 writes the files anew; read the difference before committing it.
void compare(const std::string& format, Language language, const std::string& name) {
  const auto path = std::string{LABCHECK_SOURCE_DIR} + "/tests/golden/report/" + name;
  const auto rendered = find_format(format)->render(test::example(), {.language = language});
  if (std::getenv("LABCHECK_UPDATE_GOLDEN") != nullptr) {
    std::ofstream{path, std::ios::binary} << rendered;
  }
  std::ostringstream golden;
  golden << std::ifstream{path, std::ios::binary}.rdbuf();
  CHECK(rendered == golden.str());
}

}  // namespace

TEST_SUITE("report/golden") {
  TEST_CASE("text in English is the golden one") {
    compare("text", Language::en, "result.en.txt");
  }
  TEST_CASE("text in Chinese is the golden one") {
    compare("text", Language::zh, "result.zh.txt");
  }
  TEST_CASE("JSON is the golden one") {
    compare("json", Language::en, "result.json");
  }
  TEST_CASE("JSON is the same in every language") {
    compare("json", Language::zh, "result.json");
  }
  TEST_CASE("JUnit is the golden one") {
    compare("junit", Language::en, "result.junit.xml");
  }
  TEST_CASE("TAP is the golden one") {
    compare("tap", Language::en, "result.tap");
  }
}
