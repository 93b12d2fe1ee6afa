#include "report/report.hpp"

#include "report/csv.hpp"
#include "report/html.hpp"
#include "report/json.hpp"
#include "report/junit.hpp"
#include "report/markdown.hpp"
#include "report/tap.hpp"
#include "report/text.hpp"

namespace labcheck::report {

const std::vector<Format>& formats() {
  static const std::vector<Format> all{
      {.name = "text", .about = "for people: what failed and why, then a table of skill codes", .render = render_text},
      {.name = "json", .about = "for programs: the contract labcheck.result/1", .render = render_json},
      {.name = "junit", .about = "for CI: JUnit XML", .render = render_junit},
      {.name = "tap", .about = "for CI: TAP version 14", .render = render_tap},
      {.name = "csv", .about = "for spreadsheets: a row for each candidate and skill code", .render = render_csv},
      {.name = "html", .about = "for people: one file to keep and to print", .render = render_html},
      {.name = "markdown", .about = "for wikis and merge requests", .render = render_markdown},
  };
  return all;
}

const Format* find_format(std::string_view name) {
  for (const auto& format : formats()) {
    if (format.name == name) {
      return &format;
    }
  }
  return nullptr;
}

int exit_code(const RunResult& result, bool allow_manual) {
  bool open = result.candidates.empty();
  for (const auto& candidate : result.candidates) {
    // A candidate of whom nothing was judged has passed nothing.
    open = open || candidate.codes.empty();
    for (const auto& code : candidate.codes) {
      if (code.verdict == Verdict::fail) {
        return 1;
      }
      const bool forgiven = allow_manual && code.only_manual_open;
      open = open || (code.verdict == Verdict::undetermined && !forgiven);
    }
  }
  return open ? 3 : 0;
}

}  // namespace labcheck::report
