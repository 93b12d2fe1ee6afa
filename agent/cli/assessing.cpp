#include "cli/assessing.hpp"

#include <algorithm>
#include <iostream>

#include <fmt/format.h>

#include "cli/inputs.hpp"
#include "judge/ruling.hpp"
#include "judge/run.hpp"
#include "report/report.hpp"

namespace labcheck::cli {

namespace {

struct Prompts {
  std::string_view who{};
  std::string_view role{};
  std::string_view answer{};
  std::string_view again{};
  std::string_view comment{};
  std::string_view none{};
};
constexpr Prompts english{.who = "your name: ",
                          .role = "your role (may be empty): ",
                          .answer = "p = pass, f = fail, s = skip, q = quit: ",
                          .again = "there is no default: answer p, f, s or q",
                          .comment = "comment (may be empty): ",
                          .none = "nothing is open"};
constexpr Prompts chinese{.who = "您的姓名：",
                          .role = "您的职务（可不填）：",
                          .answer = "p = 通过，f = 未通过，s = 跳过，q = 结束：",
                          .again = "没有默认答案：请回答 p、f、s 或 q",
                          .comment = "说明（可不填）：",
                          .none = "没有待评定的检测点"};

/// A line of the terminal; nothing at its end.
std::optional<std::string> read_line(std::string_view prompt) {
  std::cout << prompt << std::flush;
  std::string line;
  return std::getline(std::cin, line) ? std::optional{line} : std::nullopt;
}

/// p, f, s or q; the end of the terminal is q.
char read_answer(const Prompts& prompts) {
  while (true) {
    const auto line = read_line(prompts.answer);
    if (!line) {
      return 'q';
    }
    if (line->size() == 1 && std::string_view{"pfsq"}.find(line->front()) != std::string_view::npos) {
      return line->front();
    }
    std::cout << prompts.again << '\n';
  }
}

std::string line_of(const Question& question, Language language) {
  const auto& candidate = *question.plan->candidate;
  return report::printable(fmt::format("{} {}  {}:{}  {}", candidate.id, candidate.name, question.plan->scenario->id,
                                       question.check->id, question.check->title.in(language)));
}

bool has_answered(const Question& question, const std::string& name, const Record& record) {
  const auto counting = judge::standing(judge::rulings_on(record.rulings, *question.plan, *question.check),
                                        std::max(record.run.started, record.run.ended));
  return std::any_of(counting.begin(), counting.end(),
                     [&](const Ruling& ruling) { return judge::person_of(ruling.by) == judge::person_of(name); });
}

Ruling ruling_of(const Question& question, const Assessor& assessor, char answer, std::string comment) {
  return {.kind = answer == 'p' ? RulingKind::passed : RulingKind::failed,
          .candidate = question.plan->candidate->id,
          .scenario = question.plan->scenario->id,
          .check = question.check->id,
          .by = assessor.name,
          .role = assessor.role,
          .comment = std::move(comment),
          .at = present()};
}

}  // namespace

std::vector<Question> open_questions(const Record& record, const Plan& plan, const std::string& candidate) {
  const auto result = judge::judge_run(plan, record);
  std::vector<Question> questions;
  for (const auto& person : result.candidates) {
    for (const auto& skill : person.skills) {
      for (const auto& check : skill.checks) {
        if (check.outcome != Outcome::manual || (!candidate.empty() && person.id != candidate)) {
          continue;
        }
        for (const auto& each : plan.candidates) {
          const bool same = each.candidate->id == person.id && each.scenario->id == skill.scenario;
          const auto planned = std::find_if(each.checks.begin(), each.checks.end(), [&](const PlannedCheck& other) {
            return same && other.check->id == check.id;
          });
          if (planned != each.checks.end()) {
            questions.push_back({.plan = &each, .check = planned->check, .why = check.why});
          }
        }
      }
    }
  }
  return questions;
}

void list(const std::vector<Question>& questions, Language language) {
  for (const auto& question : questions) {
    complain(fmt::format("open: {}: {}", line_of(question, language), question.why));
  }
  if (questions.empty()) {
    complain("nothing is open");
  }
}

std::optional<Rulings> ask(const std::vector<Question>& questions, Assessor assessor, const Record& record,
                           Language language) {
  const auto& prompts = language == Language::zh ? chinese : english;
  if (assessor.name.empty()) {
    assessor.name = read_line(prompts.who).value_or("");
    assessor.role = assessor.role.empty() ? read_line(prompts.role).value_or("") : assessor.role;
  }
  if (!is_said("the assessor's name", assessor.name)) {
    return std::nullopt;
  }
  Rulings rulings;
  bool asked = false;
  for (const auto& question : questions) {
    if (has_answered(question, assessor.name, record)) {
      continue;
    }
    asked = true;
    std::cout << '\n'
              << line_of(question, language) << '\n'
              << report::printable(question.check->manual->question.in(language)) << '\n';
    const char answer = read_answer(prompts);
    if (answer == 'q') {
      break;
    }
    if (answer != 's') {
      rulings.push_back(ruling_of(question, assessor, answer, read_line(prompts.comment).value_or("")));
    }
  }
  if (!asked) {
    std::cout << prompts.none << '\n';
  }
  return rulings;
}

}  // namespace labcheck::cli
