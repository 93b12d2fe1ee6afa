#include "report/junit.hpp"

#include <fmt/format.h>

#include "report/layout.hpp"
#include "report/parts.hpp"
#include "report/xml.hpp"

namespace labcheck::report {

namespace {

std::string seconds(Duration duration) {
  const auto count = std::max<std::int64_t>(duration.count(), 0);
  return fmt::format("{}.{:03}", count / 1000, count % 1000);
}

struct Counts {
  int tests{0};
  int failures{0};
  int errors{0};
  int skipped{0};
  Duration elapsed{0};

  void add(const CheckResult& check) {
    ++tests;
    elapsed += check.elapsed;
    switch (check.outcome) {
      case Outcome::pass:
        break;
      case Outcome::fail:
        ++failures;
        break;
      case Outcome::error:
        ++errors;
        break;
      case Outcome::blocked:
      case Outcome::manual:
      case Outcome::waived:
      case Outcome::not_applicable:
        ++skipped;
        break;
    }
  }
  void add(const Counts& other) {
    tests += other.tests;
    failures += other.failures;
    errors += other.errors;
    skipped += other.skipped;
    elapsed += other.elapsed;
  }
  std::string attributes() const {
    return fmt::format(R"(tests="{}" failures="{}" errors="{}" skipped="{}" time="{}")", tests, failures, errors,
                       skipped, seconds(elapsed));
  }
};

std::string details(const CheckResult& check) {
  std::string lines = xml(check.why);
  if (!check.expected.empty()) {
    lines += "\nexpected: " + xml(check.expected);
  }
  if (!check.actual.empty()) {
    lines += "\nactual: " + xml(check.actual);
  }
  return lines + "\nvantage: " + std::string{to_string(check.vantage)};
}

std::string verdict_of(const CheckResult& check) {
  switch (check.outcome) {
    case Outcome::pass:
      return "";
    case Outcome::fail:
      return fmt::format("<failure type=\"fail\" message=\"{}\">{}</failure>", xml(check.why), details(check));
    case Outcome::error:
      return fmt::format("<error type=\"error\" message=\"{}\">{}</error>", xml(check.why), details(check));
    case Outcome::blocked:
    case Outcome::manual:
    case Outcome::waived:
    case Outcome::not_applicable:
      break;
  }
  return fmt::format("<skipped message=\"{}{}{}\"/>", to_string(check.outcome), check.why.empty() ? "" : ": ",
                     xml(check.why));
}

std::string test_case(const SkillResult& skill, const CheckResult& check, Language language) {
  const auto title = folded(check.title.in(language));
  const auto name = title.empty() ? check.id : check.id + ": " + title;
  const auto verdict = verdict_of(check);
  const auto head = fmt::format(R"(    <testcase classname="{}.{}" name="{}" time="{}")", xml(skill.scenario),
                                xml(skill.code), xml(name), seconds(check.elapsed));
  return verdict.empty() ? head + "/>\n" : fmt::format("{}>\n      {}\n    </testcase>\n", head, verdict);
}

std::string property(std::string_view name, std::string_view value) {
  return value.empty() ? "" : fmt::format("      <property name=\"{}\" value=\"{}\"/>\n", name, xml(value));
}

std::string properties(const RunInfo& run, const CandidateResult& candidate, std::string_view scenario) {
  std::string lines = property("candidate", candidate.id) + property("name", candidate.name) +
                      property("seat", candidate.seat) + property("scenario", scenario);
  for (const auto& note : run_notes(run, Language::en)) {
    lines += property("run", note);
  }
  for (const auto& flag : candidate.flags) {
    lines += property("flag", flag_words(flag, Language::en));
  }
  for (const auto& skill : candidate.skills) {
    for (const auto& check : skill.checks) {
      for (const auto& ruling : check.rulings) {
        if (skill.scenario == scenario) {
          lines += property("ruling", check.id + " " + ruling_words(ruling, Language::en));
        }
      }
    }
  }
  return "    <properties>\n" + lines + "    </properties>\n";
}

std::vector<std::string> scenarios_of(const CandidateResult& candidate) {
  std::vector<std::string> scenarios;
  for (const auto& skill : candidate.skills) {
    if (std::find(scenarios.begin(), scenarios.end(), skill.scenario) == scenarios.end()) {
      scenarios.push_back(skill.scenario);
    }
  }
  return scenarios;
}

std::string suite(const RunResult& result, const CandidateResult& candidate, const std::string& scenario,
                  Language language, Counts& all) {
  Counts counts;
  std::string cases;
  for (const auto& skill : candidate.skills) {
    for (const auto& check : skill.checks) {
      if (skill.scenario == scenario) {
        counts.add(check);
        cases += test_case(skill, check, language);
      }
    }
  }
  all.add(counts);
  return fmt::format("  <testsuite name=\"{} {}\" {} timestamp=\"{}\">\n{}{}  </testsuite>\n", xml(candidate.id),
                     xml(scenario), counts.attributes(), to_iso(result.run.started).substr(0, 19),
                     properties(result.run, candidate, scenario), cases);
}

}  // namespace

std::string render_junit(const RunResult& result, const Options& options) {
  Counts all;
  std::string suites;
  for (const auto& candidate : result.candidates) {
    for (const auto& scenario : scenarios_of(candidate)) {
      suites += suite(result, candidate, scenario, options.language, all);
    }
  }
  return fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"labcheck\" {}>\n{}</testsuites>\n",
                     all.attributes(), suites);
}

}  // namespace labcheck::report
