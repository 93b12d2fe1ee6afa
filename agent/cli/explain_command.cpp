#include <algorithm>
#include <iostream>

#include <fmt/format.h>

#include <labcheck/check_type.hpp>
#include <labcheck/spelling.hpp>

#include "cli/commands.hpp"
#include "cli/inputs.hpp"
#include "cli/matcher_page.hpp"
#include "cli/type_page.hpp"
#include "report/report.hpp"

namespace labcheck::cli {
namespace {

struct ExplainOptions {
  std::string topic{};
  std::string format{"text"};
  std::string standard{"cloud-ops-dev"};
  std::string language{"en"};
};

void describe(CLI::App& command, ExplainOptions& options) {
  command.add_option("topic", options.topic, "A check type, a matcher or a skill code")->required();
  command.add_option("--format", options.format, "Of a check type: text or markdown")
      ->check(CLI::IsMember({"text", "markdown"}));
  command.add_option("--standard", options.standard, "Id or file of the standard that has the skill")
      ->capture_default_str();
  add_language(command, options.language);
}

bool is_code(const std::string& topic) {
  return !topic.empty() && topic.find_first_not_of("0123456789.") == std::string::npos;
}

std::string heading_of(const std::vector<Heading>& headings, const std::string& id, Language language) {
  const auto at =
      std::find_if(headings.begin(), headings.end(), [&](const Heading& heading) { return heading.id == id; });
  return fmt::format("{} {}", id, at == headings.end() ? "" : at->title.in(language));
}

/// A code in every level that has it, with the task and the domain that it belongs to.
int explain_skill(const ExplainOptions& options) {
  const auto standard = load_standard_of(options.standard);
  if (!standard) {
    return exit_invalid;
  }
  const auto language = language_of(options.language);
  std::vector<std::string> codes;
  std::string page;
  for (const auto& skill : (*standard)->skills) {
    codes.push_back(skill.code);
    if (skill.code == options.topic) {
      for (const auto& line : {fmt::format("{} {} {}", skill.level, skill.code, skill.title.in(language)),
                               "  " + heading_of((*standard)->tasks, skill.task, language),
                               "  " + heading_of((*standard)->domains, skill.domain, language)}) {
        page += report::printable(line) + '\n';
      }
    }
  }
  if (page.empty()) {
    complain(fmt::format("unknown skill code '{}'{}", options.topic, did_you_mean(options.topic, codes)));
    return exit_invalid;
  }
  std::cout << page;
  return exit_ok;
}

int explain(const ExplainOptions& options) {
  if (const auto* type = find_check_type(options.topic)) {
    std::cout << (options.format == "markdown" ? markdown_page(*type) : text_page(*type));
    return exit_ok;
  }
  if (is_code(options.topic)) {
    return explain_skill(options);
  }
  if (const auto page = matcher_page(options.topic); !page.empty()) {
    std::cout << page;
    return exit_ok;
  }
  auto names = matcher_names();
  std::string types;
  for (const auto& known : check_types()) {
    names.push_back(known.name);
    types += (types.empty() ? "" : ", ") + std::string{known.name};
  }
  complain(fmt::format("unknown check type, matcher or skill code '{}'{}; the check types are {}", options.topic,
                       did_you_mean(options.topic, names), types));
  return exit_invalid;
}

}  // namespace

void add_explain(CLI::App& program, Action& chosen) {
  add_command<ExplainOptions>(program, chosen, "explain",
                              "Explain a check type (its parameters, its facts, an example), a matcher or a skill",
                              describe, explain);
}

}  // namespace labcheck::cli
