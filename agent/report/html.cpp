#include "report/html.hpp"

#include <fmt/format.h>

#include "report/html_page.hpp"
#include "report/layout.hpp"
#include "report/parts.hpp"
#include "report/words.hpp"

namespace labcheck::report {

namespace {

constexpr std::size_t longest_sentence = 2000;

class HtmlReport {
 public:
  HtmlReport(const RunResult& result, const Options& options)
      : result_{result}, language_{options.language}, phrase_{phrases(options.language)} {}

  std::string render() {
    const auto title = fmt::format("labcheck {} {}", phrase_.run, result_.run.id);
    out_ += element("h1", title) + "\n";
    heading();
    code_table();
    for (const auto& candidate : result_.candidates) {
      block(candidate);
    }
    return html_page(title, language_, out_);
  }

 private:
  std::string title(const Text& text) const { return folded(text.in(language_)); }
  static std::string words(std::string_view text) { return report::sentence(text, longest_sentence); }
  std::string points(Points earned, Points most) const {
    return most.hundredths == 0 ? "" : fmt::format("{} {}", points_of(earned, most), phrase_.points);
  }
  std::string verdict_cell(Verdict verdict) const {
    return element("td", word(verdict, language_), to_string(verdict));
  }

  void heading() {
    const auto& run = result_.run;
    const auto took = run.ended == Time{} ? std::string{phrase_.never_ended}
                                          : fmt::format("{} {}", phrase_.took, to_words(run.ended - run.started));
    out_ += element("p", fmt::format("labcheck {}, {}, {}", run.version, to_clock(run.started), took)) + "\n";
    for (const auto& scenario : result_.scenarios) {
      out_ += element("p", fmt::format("{}  {}", scenario.id, title(scenario.title))) + "\n";
    }
    for (const auto& note : run_notes(run, language_)) {
      out_ += element("p", words(note), "note") + "\n";
    }
  }

  void code_table() {
    out_ += element("h2", phrase_.codes) + "\n";
    std::string rows;
    for (const auto& candidate : result_.candidates) {
      for (const auto& line : code_lines(candidate)) {
        rows += "<tr>" + element("td", candidate.id + "  " + candidate.name) +
                element("td", line.code->level + " " + line.code->code) + verdict_cell(line.code->verdict) +
                element("td", points_of(line.points, line.max_points)) + element("td", words(line.code->cause)) +
                "</tr>\n";
      }
    }
    out_ += rows.empty()
                ? element("p", phrase_.no_codes) + "\n"
                : table({phrase_.candidate, phrase_.skill, phrase_.verdict, phrase_.points, phrase_.why}, rows);
  }

  static std::string table(const std::vector<std::string_view>& heads, const std::string& rows) {
    std::string head;
    for (const auto& each : heads) {
      head += element("th", each);
    }
    return fmt::format("<table>\n<tr>{}</tr>\n{}</table>\n", head, rows);
  }

  void block(const CandidateResult& candidate) {
    out_ += element("h2", candidate.id + "  " + candidate.name) + "\n";
    const auto seat = candidate.seat.empty() ? "" : fmt::format("{} {}  ", phrase_.seat, candidate.seat);
    out_ += element("p", seat + points(candidate.totals.points, candidate.totals.max_points)) + "\n";
    for (const auto& flag : candidate.flags) {
      out_ += fmt::format("<p>{} {}</p>\n", element("span", phrase_.flag, "note"),
                          element("span", words(flag_words(flag, language_))));
    }
    for (const auto& each : candidate.skills) {
      skill(each);
    }
  }

  void skill(const SkillResult& skill) {
    auto name = fmt::format("{} {}  {}  {}", skill.level, skill.code, title(skill.title),
                            points(skill.points, skill.max_points));
    if (result_.scenarios.size() > 1) {
      name += fmt::format("  [{}]", skill.scenario);
    }
    if (is_host_only(skill.vantages)) {
      name += fmt::format("  {}", phrase_.host_only);
    }
    out_ += fmt::format("<h3>{} {}</h3>\n", element("span", word(skill.verdict, language_), to_string(skill.verdict)),
                        element("span", name));
    std::string rows;
    for (const auto& check : skill.checks) {
      rows += row(check);
    }
    if (!rows.empty()) {
      out_ += table({phrase_.outcome, phrase_.check, phrase_.points, phrase_.why}, rows);
    }
  }

  std::string row(const CheckResult& check) const {
    const auto style = check.outcome == Outcome::pass   ? "pass"
                       : check.outcome == Outcome::fail ? "fail"
                                                        : "undetermined";
    std::string why = check.why.empty() ? "" : element("div", words(check.why));
    if (check.outcome == Outcome::fail && !check.hint.empty()) {
      why += element("div", fmt::format("{}{}{}", phrase_.hint, phrase_.colon, words(title(check.hint))), "quiet");
    }
    for (const auto& ruling : check.rulings) {
      const auto said = words(ruling_words(ruling, language_));
      why += element("div", fmt::format("{}{}{}", phrase_.ruling, phrase_.colon, said), "note");
    }
    const auto name = fmt::format("{}  {}{}", check.id, title(check.title),
                                  check.optional ? fmt::format("  {}", phrase_.optional) : "");
    return "<tr>" + element("td", word(check.outcome, language_), style) + element("td", name) +
           element("td", check.max_points.hundredths == 0 ? "" : points_of(check.points, check.max_points)) + "<td>" +
           why + "</td></tr>\n";
  }

  const RunResult& result_;
  const Language language_;
  const Phrases& phrase_;
  std::string out_{};
};

}  // namespace

std::string render_html(const RunResult& result, const Options& options) {
  return HtmlReport{result, options}.render();
}

}  // namespace labcheck::report
