#include "report/report.hpp"

#include <doctest/doctest.h>

#include "example.hpp"
#include "report/code_points.hpp"

using namespace labcheck;
using namespace labcheck::report;
using namespace labcheck::report::test;

namespace {

RunResult with_codes(std::vector<CodeResult> codes) {
  RunResult result;
  result.candidates = {{.id = "c01", .codes = std::move(codes)}};
  return result;
}

CodeResult code(Verdict verdict, bool only_manual_open = false) {
  return {.level = "junior", .code = "1.1.1", .verdict = verdict, .only_manual_open = only_manual_open};
}

std::string render(std::string_view format, const RunResult& result, Language language = Language::en) {
  return find_format(format)->render(result, {.language = language});
}

int count(const std::string& text, const std::string& part) {
  int found = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) {
    ++found;
  }
  return found;
}

}  // namespace

TEST_SUITE("report/report") {
  TEST_CASE("the exit code is 1 with a fail, 3 with something open, 0 only when all passed") {
    CHECK(exit_code(with_codes({code(Verdict::pass)}), false) == 0);
    CHECK(exit_code(with_codes({code(Verdict::pass), code(Verdict::fail), code(Verdict::undetermined)}), true) == 1);
    CHECK(exit_code(with_codes({code(Verdict::undetermined), code(Verdict::pass)}), false) == 3);
    CHECK(exit_code(example(), false) == 1);
  }

  TEST_CASE("allow_manual forgives only what is open for a person") {
    CHECK(exit_code(with_codes({code(Verdict::undetermined, true)}), false) == 3);
    CHECK(exit_code(with_codes({code(Verdict::undetermined, true)}), true) == 0);
    CHECK(exit_code(with_codes({code(Verdict::undetermined, true), code(Verdict::undetermined)}), true) == 3);
    CHECK(exit_code(with_codes({code(Verdict::fail, true)}), true) == 1);
  }

  TEST_CASE("nothing judged is not passed") {
    CHECK(exit_code(RunResult{}, true) == 3);
    CHECK(exit_code(with_codes({}), true) == 3);
    auto half = with_codes({code(Verdict::pass)});
    half.candidates.push_back({.id = "c02"});
    CHECK(exit_code(half, true) == 3);
  }

  TEST_CASE("formats are found by name only") {
    CHECK(formats().size() == 7);
    CHECK(find_format("json") != nullptr);
    CHECK(find_format("JSON") == nullptr);
    CHECK(find_format("") == nullptr);
  }

  TEST_CASE("no byte of a host reaches any format raw") {
    for (const auto& format : formats()) {
      for (const auto language : {Language::en, Language::zh}) {
        const auto rendered = render(format.name, example(), language);
        std::string_view rest = rendered;
        const bool csv = format.name == "csv";  // begins with a byte order mark, and its lines end in CR LF
        rest.remove_prefix(csv ? 3 : 0);
        while (!rest.empty()) {
          if (csv && rest.starts_with("\r\n")) {
            rest.remove_prefix(2);
            continue;
          }
          const auto point = take(rest);
          CHECK_MESSAGE(point.valid, format.name);
          CHECK_MESSAGE((point.value == '\n' || !is_deceptive(point.value)), format.name);
        }
      }
    }
  }

  TEST_CASE("an empty run renders in every format") {
    CHECK(render("tap", RunResult{}) == "TAP version 14\n1..0 # SKIP no check was selected\n");
    CHECK(render("junit", RunResult{}) ==
          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"labcheck\" tests=\"0\" failures=\"0\" "
          "errors=\"0\" skipped=\"0\" time=\"0.000\">\n</testsuites>\n");
    CHECK(render("text", RunResult{}).find("No skill code was judged.") != std::string::npos);
    CHECK(nlohmann::json::parse(render("json", RunResult{}))["candidates"].empty());
  }

  TEST_CASE("JUnit's counts are those of its cases") {
    const auto xml = render("junit", example());
    CHECK(xml.find(R"(<testsuites name="labcheck" tests="9" failures="2" errors="1" skipped="4" time="1.080">)") !=
          std::string::npos);
    CHECK(count(xml, "<testcase ") == 9);
    CHECK(count(xml, "<failure ") == 2);
    CHECK(count(xml, "<error ") == 1);
    CHECK(count(xml, "<skipped ") == 4);
    CHECK(count(xml, "<testsuite ") == 3);
    CHECK(xml.find(R"(<testsuite name="c01 senior/database" tests="2" failures="0" errors="1" skipped="1")") !=
          std::string::npos);
  }

  TEST_CASE("TAP plans what it lists, and a host can't forge a line of it") {
    const auto tap = render("tap", example());
    CHECK(tap.find("TAP version 14\n1..9\n") == 0);
    CHECK(count(tap, "\nok ") == 6);
    CHECK(count(tap, "\nnot ok ") == 3);
    CHECK(count(tap, " # SKIP ") == 4 + 3 + 2);  // four real ones; in comments and in strings it is harmless
    CHECK(count(tap, "\"error: no answer from db within 30s\"") == 1);
    auto forged = example();
    forged.candidates.resize(1);
    forged.candidates[0].flags.clear();
    forged.candidates[0].skills.resize(1);
    forged.candidates[0].skills[0].checks.resize(1);
    forged.candidates[0].skills[0].checks[0].title = {.en = "x # SKIP\nok 9"};
    CHECK(render("tap", forged).find("lb-listens: x \\# SKIP ok 9\n  ---\n") != std::string::npos);
  }

  TEST_CASE("a spreadsheet finds no formula in any cell, at its beginning or behind a semicolon") {
    auto result = example();
    result.candidates.erase(result.candidates.begin(), result.candidates.begin() + 2);
    for (const auto* text :
         {"=1", "+1", "-1", "@a", "\t=1", "\r=1", "  =1", "\u3000x;=1", "＝1", "＋1", "－1", "＠a"}) {
      result.candidates[0].seat = text;
      const auto csv = render("csv", result);
      const auto cell = csv.substr(csv.find("pass\"\")\",\"") + 10, 40);
      INFO(text, " became ", cell);
      CHECK((cell[0] == '\'' || cell.find(";'=") != std::string::npos));
    }
    result.candidates[0].seat = "A-01; B-02";
    CHECK(render("csv", result).find("\"A-01; B-02\"") != std::string::npos);
  }

  TEST_CASE("what people ruled is in every format and language") {
    for (const auto& format : formats()) {
      for (const auto language : {Language::en, Language::zh}) {
        const auto rendered = render(format.name, example(), language);
        CHECK_MESSAGE(rendered.find("王五") != std::string::npos, format.name);
        CHECK_MESSAGE(rendered.find("接线正确") != std::string::npos, format.name);
        CHECK_MESSAGE(rendered.find("2027-01-01") + rendered.find("2027\\-01\\-01") != 2 * std::string::npos,
                      format.name);
      }
    }
  }

  TEST_CASE("HTML has no script and nothing from elsewhere, whatever the texts hold") {
    const auto html = render("html", example());
    for (const auto* text : {"<script", "<a ", "<img", "src=", "href=", "url(", "onload", "<b>"}) {
      CHECK_MESSAGE(html.find(text) == std::string::npos, text);
    }
    CHECK(html.find("&lt;script&gt;alert(1)&lt;/script&gt;") != std::string::npos);
    CHECK(html.find("content=\"default-src 'none'; style-src 'sha256-") != std::string::npos);
  }

  TEST_CASE("Markdown escapes every mark of it") {
    auto result = example();
    result.candidates.resize(1);
    result.candidates[0].name = "*a* _b_ [c](d) `e` #f | <g> &amp; @h \\ http://i";
    CHECK(render("markdown", result)
              .find("## c01 \\*a\\* \\_b\\_ \\[c\\]\\(d\\) \\`e\\` \\#f \\| &#60;g&#62; &#38;amp\\; `@`h "
                    "\\\\ http\\:\\/\\/i\n") != std::string::npos);
  }

  TEST_CASE("colour comes with words, and takes no columns") {
    const auto plain = render("text", example());
    auto coloured = find_format("text")->render(example(), {.colour = true});
    CHECK(coloured.find("\x1b[1;31mfail\x1b[0m") != std::string::npos);
    while (true) {
      const auto start = coloured.find("\x1b[");
      if (start == std::string::npos) {
        break;
      }
      coloured.erase(start, coloured.find('m', start) - start + 1);
    }
    CHECK(coloured == plain);
  }

  TEST_CASE("the vantage is told where every check was seen from the host") {
    const auto text = render("text", example());
    CHECK(count(text, "(seen from the host only)") == 2);
    CHECK(count(render("text", example(), Language::zh), "（仅从主机自身检测）") == 2);
  }

  TEST_CASE("a sentence without end is cut in the text report and whole in JSON") {
    auto result = example();
    result.candidates[0].skills[0].checks[0].why = std::string(1 << 20, 'y');
    CHECK(render("text", result).size() < 10'000);
    CHECK(render("json", result).size() > (1 << 20));
  }

  TEST_CASE("a room's table of codes stays within the page") {
    auto result = example();
    result.candidates.resize(1);
    for (int at = 0; at < 30; ++at) {
      result.candidates[0].codes.push_back({.level = "junior", .code = fmt::format("9.9.{}", at)});
    }
    const auto text = render("text", result);
    for (std::size_t from = 0; from < text.size();) {
      const auto end = text.find('\n', from);
      CHECK(display_width(text.substr(from, end - from)) <= 100);
      from = end + 1;
    }
    CHECK(text.find("junior 9.9.29") != std::string::npos);
  }

  TEST_CASE("JSON holds bytes of every kind as text") {
    const auto json = nlohmann::json::parse(render("json", example()));
    const auto& actual = json["candidates"][0]["skills"][0]["checks"][1]["actual"].get_ref<const std::string&>();
    CHECK(actual.find("\x1b[2J") == 0);
    CHECK(actual.find("\u202e") != std::string::npos);
    CHECK(actual.find("\U000e0041") != std::string::npos);
    CHECK(actual.find("\ufffd\ufffd") != std::string::npos);
    CHECK(actual.substr(actual.size() - 4) == std::string("nul\0", 4));
  }

  TEST_CASE("when a run was to begin, what ended it and of whom it is are told") {
    auto result = example();
    result.run.at = at(1'795'558'200'000);
    result.run.deadline = at(1'795'558'260'000);
    result.run.shard = "2/3";
    result.run.parts = {{.run = "beef", .shard = "1/3", .interrupted = true, .candidates = 1, .records = 9}};
    const auto text = render("text", result);
    for (const char* line :
         {"\nChecks began at the set time, 2026-11-24 22:10:00 UTC.\n",
          "\nThe run ended at its deadline, 2026-11-24 22:11:00 UTC: what was not asked by then is not "
          "judged.\n",
          "\nOnly shard 2/3 of the roster.\n", "\nMerged from run beef, shard 1/3 (1 candidate, interrupted)\n"}) {
      CHECK_MESSAGE(text.find(line) != std::string::npos, line);
    }
    CHECK(render("text", result, Language::zh).find("本次运行在截止时间 2026-11-24 22:11:00 UTC 结束") !=
          std::string::npos);
    const auto run = nlohmann::json::parse(render("json", result))["run"];
    CHECK(run["at"] == "2026-11-24T22:10:00.000Z");
    CHECK(run["deadline"] == "2026-11-24T22:11:00.000Z");
    CHECK(run["shard"] == "2/3");
    CHECK(run["parts"][0]["run"] == "beef");
    CHECK(run["parts"][0]["records"] == 9);
  }
}
