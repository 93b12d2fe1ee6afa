#include "report/text.hpp"

#include <fmt/format.h>

#include "report/code_points.hpp"
#include "report/layout.hpp"
#include "report/parts.hpp"
#include "report/points.hpp"
#include "report/words.hpp"

namespace labcheck::report {

namespace {

constexpr std::size_t longest_sentence = 500;

class TextReport {
 public:
  TextReport(const RunResult& result, const Options& options)
      : result_{result}, options_{options}, phrase_{phrases(options.language)} {
    for (const auto verdict : {Verdict::pass, Verdict::fail, Verdict::undetermined}) {
      verdict_columns_ = std::max(verdict_columns_, display_width(word(verdict, options_.language)));
    }
  }

  std::string render() {
    heading();
    for (const auto& candidate : result_.candidates) {
      block(candidate);
    }
    ending();
    return std::move(out_);
  }

 private:
  std::string text(const Text& text) const { return printable(folded(text.in(options_.language))); }

  static std::string sentence(std::string_view text) { return report::sentence(text, longest_sentence); }

  std::string bracketed_points(Points points, Points most) const {
    return most.hundredths == 0 ? "" : fmt::format("  {} {}", points_of(points, most), phrase_.points);
  }

  void heading() {
    const auto& run = result_.run;
    const bool ended = run.ended != Time{};
    out_ += fmt::format("labcheck {}  {} {}  {}  {}\n", printable(run.version), phrase_.run, printable(run.id),
                        to_clock(run.started),
                        ended ? fmt::format("{} {}", phrase_.took, to_words(run.ended - run.started))
                              : std::string{phrase_.never_ended});
    for (const auto& scenario : result_.scenarios) {
      out_ += fmt::format("{}  {}\n", printable(scenario.id), text(scenario.title));
    }
    for (const auto& note : run_notes(run, options_.language)) {
      out_ += paragraph("", 0, sentence(note));
    }
  }

  void block(const CandidateResult& candidate) {
    auto line = printable(candidate.id);
    if (!candidate.name.empty()) {
      line += "  " + printable(candidate.name);
    }
    if (!candidate.seat.empty()) {
      line += fmt::format("  {} {}", phrase_.seat, printable(candidate.seat));
    }
    line += fmt::format("  {}{}", counts(candidate.totals, options_),
                        bracketed_points(candidate.totals.points, candidate.totals.max_points));
    out_ += fmt::format("\n{}\n", options_.colour ? fmt::format("\x1b[1m{}\x1b[0m", line) : line);
    for (const auto& flag : candidate.flags) {
      const auto lead = fmt::format("  {}  ", phrase_.flag);
      out_ += paragraph(lead, display_width(lead), sentence(flag_words(flag, options_.language)));
    }
    for (const auto& each : candidate.skills) {
      skill(each);
    }
    for (const auto& group : candidate.groups) {
      const auto lead = fmt::format("  {} {}  ", group_word(group.kind, options_.language), printable(group.id));
      out_ += paragraph(lead, display_width(lead),
                        fmt::format("{}{}{}{}", text(group.title), phrase_.colon, counts(group.totals, options_),
                                    bracketed_points(group.totals.points, group.totals.max_points)));
    }
  }

  void skill(const SkillResult& skill) {
    auto line = fmt::format("{} {}  {}{}", printable(skill.level), printable(skill.code), text(skill.title),
                            bracketed_points(skill.points, skill.max_points));
    if (result_.scenarios.size() > 1) {
      line += fmt::format("  [{}]", printable(skill.scenario));
    }
    if (is_host_only(skill.vantages)) {
      line += fmt::format("  {}", phrase_.host_only);
    }
    const auto lead = fmt::format("  {}  ", verdict_word(skill.verdict, options_, verdict_columns_));
    out_ += paragraph(lead, verdict_columns_ + 4, line);
    bool explained = false;
    for (const auto& each : skill.checks) {
      explained = each.outcome != Outcome::pass || explained;
      check(each);
    }
    if (!explained && skill.verdict != Verdict::pass && !skill.cause.empty()) {
      under(sentence(skill.cause), 6);
    }
  }

  void check(const CheckResult& check) {
    if (check.outcome == Outcome::pass && check.rulings.empty()) {
      return;
    }
    const auto lead = fmt::format("      {}  ", outcome_word(check.outcome, options_, 0));
    const auto columns = display_width(word(check.outcome, options_.language)) + 8;
    out_ += paragraph(lead, columns,
                      fmt::format("{}  {}{}{}", printable(check.id), text(check.title),
                                  bracketed_points(check.points, check.max_points),
                                  check.optional ? fmt::format("  {}", phrase_.optional) : ""));
    if (!check.why.empty() && check.outcome != Outcome::pass) {
      under(sentence(check.why), 10);
    }
    for (const auto& ruling : check.rulings) {
      under(fmt::format("{}{}{}", phrase_.ruling, phrase_.colon, sentence(ruling_words(ruling, options_.language))),
            10);
    }
    if (check.outcome == Outcome::fail && !check.hint.empty()) {
      under(fmt::format("{}{}{}", phrase_.hint, phrase_.colon, sentence(folded(check.hint.in(options_.language)))), 10);
    }
  }

  void under(const std::string& line, std::size_t columns) {
    out_ += paragraph(std::string(columns, ' '), columns, line);
  }

  void ending() {
    std::size_t codes = 0;
    for (const auto& candidate : result_.candidates) {
      codes += candidate.codes.size();
    }
    out_ += codes == 0 ? fmt::format("\n{}\n", phrase_.no_codes)
                       : fmt::format("\n{}\n{}", phrase_.codes, code_table(result_, options_));
    const auto plural = [&](std::size_t number) { return number == 1 || options_.language == Language::zh ? "" : "s"; };
    const auto people = result_.candidates.size();
    const auto size = fmt::format(fmt::runtime(phrase_.summary), people, plural(people), codes, plural(codes));
    out_ += fmt::format("\n{}{}{}\n", size, phrase_.colon, counts(result_.summary, options_));
    if (result_.run.interrupted) {
      out_ += fmt::format("{}\n", phrase_.interrupted);
    }
  }

  const RunResult& result_;
  const Options& options_;
  const Phrases& phrase_;
  std::size_t verdict_columns_{0};
  std::string out_{};
};

}  // namespace

std::string render_text(const RunResult& result, const Options& options) {
  return TextReport{result, options}.render();
}

}  // namespace labcheck::report
