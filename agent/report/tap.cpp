#include "report/tap.hpp"

#include <fmt/format.h>

#include "report/json.hpp"
#include "report/layout.hpp"
#include "report/parts.hpp"

namespace labcheck::report {

namespace {

// One line, and no `#` that could be read as a directive.
std::string description(std::string_view text) {
  std::string escaped;
  for (const char character : printable(text)) {
    if (character == '#' || character == '\\') {
      escaped += '\\';
    }
    escaped += character;
  }
  return escaped;
}

// A JSON string is a YAML double-quoted one.
std::string yaml_line(std::string_view key, std::string_view text) {
  return text.empty() ? "" : fmt::format("  {}: {}\n", key, with_escapes(dump(std::string{text}), true));
}

std::string diagnostics(const CheckResult& check) {
  const bool ours = check.outcome == Outcome::error;
  return "  ---\n" + yaml_line("message", fmt::format("{}{}", ours ? "error: " : "", check.why)) +
         yaml_line("severity", ours ? "error" : "fail") + yaml_line("expected", check.expected) +
         yaml_line("actual", check.actual) + yaml_line("vantage", to_string(check.vantage)) + "  ...\n";
}

std::string test_point(int number, const CandidateResult& candidate, const SkillResult& skill, const CheckResult& check,
                       Language language) {
  const auto title = folded(check.title.in(language));
  const auto line = fmt::format("ok {} - {}", number,
                                description(fmt::format("{} {} {} {} {}{}{}", candidate.id, skill.scenario, skill.level,
                                                        skill.code, check.id, title.empty() ? "" : ": ", title)));
  switch (check.outcome) {
    case Outcome::pass:
      return line + "\n";
    case Outcome::fail:
    case Outcome::error:
      return "not " + line + "\n" + diagnostics(check);
    case Outcome::blocked:
    case Outcome::manual:
    case Outcome::waived:
    case Outcome::not_applicable:
      break;
  }
  return fmt::format("{} # SKIP {}{}{}\n", line, to_string(check.outcome), check.why.empty() ? "" : ": ",
                     description(check.why));
}

std::string flags(const CandidateResult& candidate) {
  std::string lines;
  for (const auto& flag : candidate.flags) {
    lines += printable(fmt::format("# flag {} {}", candidate.id, flag_words(flag, Language::en))) + "\n";
  }
  return lines;
}

std::string rulings(const CandidateResult& candidate, const CheckResult& check) {
  std::string lines;
  for (const auto& ruling : check.rulings) {
    lines +=
        printable(fmt::format("# ruling {} {} {}", candidate.id, check.id, ruling_words(ruling, Language::en))) + "\n";
  }
  return lines;
}

}  // namespace

std::string render_tap(const RunResult& result, const Options& options) {
  std::string points;
  int number = 0;
  for (const auto& candidate : result.candidates) {
    points += flags(candidate);
    for (const auto& skill : candidate.skills) {
      for (const auto& check : skill.checks) {
        points += rulings(candidate, check);
        points += test_point(++number, candidate, skill, check, options.language);
      }
    }
  }
  return fmt::format("TAP version 14\n1..{}{}\n{}", number, number == 0 ? " # SKIP no check was selected" : "", points);
}

}  // namespace labcheck::report
