#include <algorithm>

#include <fmt/format.h>
#include <libxml/parser.h>

#include "input.hpp"
#include "load/csv.hpp"
#include "load/roster_csv.hpp"
#include "report/code_points.hpp"
#include "report/layout.hpp"
#include "report/report.hpp"
#include "support.hpp"
#include "targets.hpp"

namespace labcheck::fuzz {
namespace {

/// A result whose every text comes from the input.
class Maker {
 public:
  explicit Maker(std::string_view bytes, bool harmless = false) : input_{bytes}, harmless_{harmless} {}

  RunResult run() {
    RunResult result;
    result.run = {.id = text(), .started = time(), .ended = time(), .interrupted = flag(), .version = text()};
    result.run.exam = flag();
    result.run.unqualified_because = text();
    result.run.continuations = {{.by = text(), .reason = text(), .at = time()}};
    result.scenarios = {{.id = text(),
                         .title = title(),
                         .level = text(),
                         .standard = text(),
                         .digest = text(),
                         .qualification = text()}};
    for (auto count = input_.below(3); count > 0; --count) {
      result.candidates.push_back(candidate());
    }
    result.summary = totals();
    return result;
  }

 private:
  /// A line, or letters in its place.
  std::string text() {
    std::string line{input_.line()};
    if (harmless_) {
      std::replace_if(
          line.begin(), line.end(), [](char it) { return it != ' ' && it != '\t' && it != '\r'; }, 'x');
    }
    return line;
  }
  Text title() {
    auto english = text();
    return {.en = std::move(english), .zh = text()};
  }
  bool flag() { return (input_.byte() & 1) != 0; }
  int number() { return input_.byte() - 100; }
  Time time() { return Time{Duration{std::int64_t{number()} << input_.below(56)}}; }
  Points points() { return {(std::int64_t{number()} << input_.below(48))}; }
  template <class Enum>
  Enum word(Enum last) {
    return static_cast<Enum>(input_.below(static_cast<std::size_t>(last) + 1));
  }
  Totals totals() {
    return {.pass = number(), .fail = number(), .undetermined = number(), .points = points(), .max_points = points()};
  }

  CandidateResult candidate() {
    CandidateResult made{.id = text(), .name = text(), .seat = text()};
    made.flags = {{.candidate = made.id, .host = text(), .code = text(), .message = text()}};
    for (auto count = input_.below(3); count > 0; --count) {
      made.skills.push_back(skill());
    }
    made.codes = {{.level = text(),
                   .code = text(),
                   .title = title(),
                   .verdict = word(Verdict::undetermined),
                   .cause = text(),
                   .only_manual_open = flag()}};
    made.groups = {{.kind = flag() ? "level" : "task", .id = text(), .title = title(), .totals = totals()}};
    made.totals = totals();
    return made;
  }

  SkillResult skill() {
    SkillResult made{.scenario = text(), .level = text(), .code = text(), .title = title()};
    made.verdict = word(Verdict::undetermined);
    made.cause = text();
    made.points = points();
    made.max_points = points();
    made.vantages = {word(Vantage::agent)};
    for (auto count = input_.below(3); count > 0; --count) {
      made.checks.push_back(check());
    }
    return made;
  }

  CheckResult check() {
    CheckResult made{.id = text(), .title = title(), .hint = title(), .outcome = word(Outcome::not_applicable)};
    made.points = points();
    made.max_points = points();
    made.optional = flag();
    made.vantage = word(Vantage::agent);
    made.why = text();
    made.expected = text();
    made.actual = text();
    made.attempts = number();
    made.elapsed = Duration{std::int64_t{number()} << input_.below(40)};
    made.observations = {number()};
    made.rulings = {{.kind = word(RulingKind::waived),
                     .candidate = text(),
                     .by = text(),
                     .role = text(),
                     .comment = text(),
                     .at = time()}};
    return made;
  }

  Input input_;
  bool harmless_;
};

void check_table(const std::string& rendered) {
  const auto text = load::csv_text(rendered);
  LABCHECK_HOLDS(text.has_value(), "the CSV report is no text");
  Diagnostics diagnostics;
  const auto rows = load::parse_csv("report.csv", *text, diagnostics);
  LABCHECK_HOLDS(diagnostics.empty() && !rows.empty(), "the CSV report is no table");
  for (const auto& row : rows) {
    LABCHECK_HOLDS(row.size() == rows.front().size(), "a row of the CSV report has another number of cells");
    for (const auto& cell : row) {
      LABCHECK_HOLDS(cell.text.empty() || std::string_view{"=+-@\t\r"}.find(cell.text[0]) == std::string_view::npos,
                     "a cell of the CSV report is a formula: " + cell.text);
    }
  }
}

/// What marks up a page stands in it as often as with harmless texts.
void check_markup(std::string_view format, const std::string& rendered, const std::string& harmless) {
  for (const char mark : {'<', '>', '"'}) {
    const auto count = std::count(rendered.begin(), rendered.end(), mark);
    LABCHECK_HOLDS(count == std::count(harmless.begin(), harmless.end(), mark),
                   fmt::format("a text marks up the {} report with {}", format, mark));
  }
}

}  // namespace

void check_report(std::string_view format, const std::string& rendered) {
  LABCHECK_HOLDS(valid_utf8(rendered) == rendered, fmt::format("{} is no UTF-8", format));
  LABCHECK_HOLDS(rendered.find('\x1b') == std::string::npos, fmt::format("{} holds an escape", format));
  if (format == "json") {
    LABCHECK_HOLDS(Value::accept(rendered), "the JSON report is no JSON");
  } else if (format == "junit") {
    auto* document = xmlReadMemory(rendered.data(), static_cast<int>(rendered.size()), "junit.xml", nullptr,
                                   XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_HUGE);
    LABCHECK_HOLDS(document != nullptr, "the JUnit report is no XML:\n" + rendered);
    xmlFreeDoc(document);
  } else if (format == "csv") {
    check_table(rendered);
  }
}

void reports(std::string_view bytes) {
  const auto result = Maker{bytes}.run();
  const auto harmless = Maker{bytes, true}.run();
  for (const auto& format : report::formats()) {
    for (const auto language : {Language::en, Language::zh}) {
      const auto rendered = format.render(result, {.language = language, .colour = false});
      check_report(format.name, rendered);
      if (format.name == "html") {
        check_markup(format.name, rendered, format.render(harmless, {.language = language, .colour = false}));
      }
    }
  }
  (void)report::exit_code(result, true);
}

void printable(std::string_view bytes) {
  Input input{bytes};
  const std::size_t columns = input.byte();
  const auto shown = report::printable(input.rest());
  LABCHECK_HOLDS(valid_utf8(shown) == shown, "what is shown is no UTF-8");
  for (std::string_view rest{shown}; !rest.empty();) {
    LABCHECK_HOLDS(!report::is_deceptive(report::take(rest).value), "something deceptive is shown");
  }
  const auto clipped = report::clip(shown, columns);
  LABCHECK_HOLDS(report::display_width(clipped) <= std::max<std::size_t>(columns, 1), "clipped, it is too wide");
  LABCHECK_HOLDS(report::display_width(report::pad(clipped, columns)) >= columns, "padded, it is too narrow");
  const auto words = report::paragraph("- ", 2, shown);
  for (Input lines{words}; !lines.empty();) {
    LABCHECK_HOLDS(report::display_width(lines.line()) <= report::page_width, "a line is wider than the page");
  }
  (void)report::folded(input.rest());
}

}  // namespace labcheck::fuzz
