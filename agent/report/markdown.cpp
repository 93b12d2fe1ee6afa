#include "report/markdown.hpp"

#include <fmt/format.h>

#include "report/layout.hpp"
#include "report/markdown_text.hpp"
#include "report/parts.hpp"
#include "report/words.hpp"

namespace labcheck::report {

namespace {

constexpr std::size_t longest_sentence = 2000;

class MarkdownReport {
 public:
  MarkdownReport(const RunResult& result, const Options& options)
      : result_{result}, language_{options.language}, phrase_{phrases(options.language)} {}

  std::string render() {
    heading();
    code_table();
    for (const auto& candidate : result_.candidates) {
      block(candidate);
    }
    return std::move(out_);
  }

 private:
  std::string title(const Text& text) const { return md(folded(text.in(language_))); }
  static std::string words(std::string_view text) { return md(report::sentence(text, longest_sentence)); }

  void heading() {
    const auto& run = result_.run;
    out_ += fmt::format("# labcheck {} {}\n\n", phrase_.run, md(run.id));
    out_ += fmt::format("- {} {}\n", md(to_clock(run.started)),
                        run.ended == Time{} ? md(phrase_.never_ended)
                                            : fmt::format("{} {}", phrase_.took, to_words(run.ended - run.started)));
    for (const auto& scenario : result_.scenarios) {
      out_ += fmt::format("- {} {}\n", md(scenario.id), title(scenario.title));
    }
    for (const auto& note : run_notes(run, language_)) {
      out_ += fmt::format("- **{}**\n", words(note));
    }
  }

  void code_table() {
    out_ += fmt::format("\n## {}\n\n", phrase_.codes);
    std::string rows;
    for (const auto& candidate : result_.candidates) {
      for (const auto& line : code_lines(candidate)) {
        rows += fmt::format("| {} {} | {} {} | {} | {} | {} |\n", md(candidate.id), md(candidate.name),
                            md(line.code->level), md(line.code->code), word(line.code->verdict, language_),
                            points_of(line.points, line.max_points), words(line.code->cause));
      }
    }
    out_ += rows.empty() ? fmt::format("{}\n", phrase_.no_codes)
                         : fmt::format("| {} | {} | {} | {} | {} |\n|---|---|---|---|---|\n{}", phrase_.candidate,
                                       phrase_.skill, phrase_.verdict, phrase_.points, phrase_.why, rows);
  }

  void block(const CandidateResult& candidate) {
    out_ += fmt::format("\n## {} {}\n", md(candidate.id), md(candidate.name));
    std::string lines;
    if (!candidate.seat.empty()) {
      lines += fmt::format("- {} {}\n", phrase_.seat, md(candidate.seat));
    }
    lines += fmt::format("- {} {}\n", points_of(candidate.totals.points, candidate.totals.max_points), phrase_.points);
    for (const auto& flag : candidate.flags) {
      lines += fmt::format("- **{}** {}\n", phrase_.flag, words(flag_words(flag, language_)));
    }
    out_ += "\n" + lines;
    for (const auto& skill : candidate.skills) {
      table(skill);
    }
  }

  void table(const SkillResult& skill) {
    out_ += fmt::format("\n### {} {} {}: {}\n\n{} {}{}{}\n", md(skill.level), md(skill.code), title(skill.title),
                        word(skill.verdict, language_), points_of(skill.points, skill.max_points), phrase_.points,
                        result_.scenarios.size() > 1 ? fmt::format(", {}", md(skill.scenario)) : "",
                        is_host_only(skill.vantages) ? fmt::format(" {}", phrase_.host_only) : "");
    if (skill.checks.empty()) {
      return;
    }
    out_ += fmt::format("\n| {} | {} | {} | {} |\n|---|---|---|---|\n", phrase_.outcome, phrase_.check, phrase_.points,
                        phrase_.why);
    for (const auto& check : skill.checks) {
      out_ += fmt::format("| {} | {} {}{} | {} | {} |\n", word(check.outcome, language_), md(check.id),
                          title(check.title), check.optional ? fmt::format(" {}", phrase_.optional) : "",
                          points_of(check.points, check.max_points), why(check));
    }
  }

  std::string why(const CheckResult& check) const {
    auto cell = words(check.why);
    for (const auto& ruling : check.rulings) {
      cell += fmt::format("{}{}{}{}", cell.empty() ? "" : "<br>", phrase_.ruling, phrase_.colon,
                          words(ruling_words(ruling, language_)));
    }
    return cell;
  }

  const RunResult& result_;
  const Language language_;
  const Phrases& phrase_;
  std::string out_{};
};

}  // namespace

std::string render_markdown(const RunResult& result, const Options& options) {
  return MarkdownReport{result, options}.render();
}

}  // namespace labcheck::report
