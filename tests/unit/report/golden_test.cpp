#include <cstdlib>
#include <fstream>
#include <sstream>

#include <doctest/doctest.h>

#include "example.hpp"
#include "report/handout.hpp"
#include "report/report.hpp"
#include "report/slip.hpp"

using namespace labcheck;
using namespace labcheck::report;

namespace {

// LABCHECK_UPDATE_GOLDEN=1 writes the files anew; read the difference before committing it.
void compare(const std::string& rendered, const std::string& name) {
  const auto path = std::string{LABCHECK_SOURCE_DIR} + "/tests/golden/report/" + name;
  if (std::getenv("LABCHECK_UPDATE_GOLDEN") != nullptr) {
    std::ofstream{path, std::ios::binary} << rendered;
  }
  std::ostringstream golden;
  golden << std::ifstream{path, std::ios::binary}.rdbuf();
  CHECK(rendered == golden.str());
}

void compare(const std::string& format, Language language, const std::string& name) {
  compare(find_format(format)->render(test::example(), {.language = language}), name);
}

Seal seal() {
  return {.records = 123,
          .fingerprint = "517fae65303935b0718a3ee24526c83e2d26b7400cbdb467304c02aaa6fdec47",
          .signer = "SHA256:Vkdap1RjR0wChd9dvyvKtz2mUTWIOem3dIGy6rEHcIw"};
}

std::vector<Handout> handouts() {
  Handout first{
      .candidate = "c01", .name = "张三 <b>", .seat = "A-01", .title = {.en = "Web | service", .zh = "网站服务"}};
  first.hosts = {{.name = "web[0]", .address = "192.0.2.1"},
                 {.name = "client", .address = "192.0.2.9", .proctor = true}};
  first.parameters = {{"port", "8080"}, {"password", "k3k3k3k3k3k3"}};
  first.tasks = {
      {.code = "1.2.4",
       .title = {.en = "Network services", .zh = "网络服务"},
       .task = {.en = "Serve /srv/www_1 on 8080.\n\n- Not *bold*, no <script>.", .zh = "在 8080 端口提供服务。"},
       .points = 10}};
  auto second = first;
  second.candidate = "c02";
  second.name = second.seat = "";
  return {first, second};
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
  TEST_CASE("CSV is the golden one in either language") {
    compare("csv", Language::en, "result.en.csv");
    compare("csv", Language::zh, "result.zh.csv");
  }
  TEST_CASE("HTML is the golden one in either language") {
    compare("html", Language::en, "result.en.html");
    compare("html", Language::zh, "result.zh.html");
  }
  TEST_CASE("Markdown is the golden one in either language") {
    compare("markdown", Language::en, "result.en.md");
    compare("markdown", Language::zh, "result.zh.md");
  }
  TEST_CASE("task sheets are the golden ones in either language") {
    compare(handouts_markdown(handouts(), Language::en), "handout.en.md");
    compare(handouts_html(handouts(), Language::en), "handout.en.html");
    compare(handouts_markdown(handouts(), Language::zh), "handout.zh.md");
    compare(handouts_html(handouts(), Language::zh), "handout.zh.html");
  }
  TEST_CASE("a slip is the golden one in either language") {
    const auto result = test::example();
    compare(slip_text(result, result.candidates[0], seal(), Language::en), "slip.en.txt");
    compare(slip_text(result, result.candidates[0], seal(), Language::zh), "slip.zh.txt");
    const auto everybody = [&](Language language) {
      return slips_html(result, {&result.candidates[0], &result.candidates[1], &result.candidates[2]}, seal(),
                        language);
    };
    compare(everybody(Language::en), "slip.en.html");
    compare(everybody(Language::zh), "slip.zh.html");
  }
}
