#include <iostream>
#include <optional>

#include <fmt/format.h>

#include <labcheck/check_type.hpp>
#include <labcheck/spelling.hpp>

#include "cli/commands.hpp"
#include "cli/coverage_list.hpp"
#include "cli/inputs.hpp"
#include "cli/scenario_paths.hpp"
#include "report/report.hpp"

namespace labcheck::cli {
namespace {

struct ListOptions {
  std::string topic{};
  std::string level{};
  std::string standard{"cloud-ops-dev"};
  std::string format{"text"};
  std::string language{"en"};
  bool coverage{false};
};

void describe(CLI::App& command, ListOptions& options) {
  command.add_option("what", options.topic, "skills, types or scenarios")
      ->required()
      ->check(CLI::IsMember({"skills", "types", "scenarios"}));
  command.add_option("--level", options.level, "Only the skills of this level");
  command.add_option("--standard", options.standard, "Id or file of the standard")->capture_default_str();
  command.add_flag("--coverage", options.coverage, "Of skills: which scenarios grade them, and how far that is proven");
  command.add_option("--format", options.format, "text or json; with --coverage also markdown")
      ->check(CLI::IsMember({"text", "json", "markdown"}));
  add_language(command, options.language);
}

Value as_json(const Text& text) {
  return {{"en", text.en}, {"zh", text.zh}};
}

/// A list of items, each as the cells of a line or as a JSON object.
int print_list(const ListOptions& options, const Value& items, const std::vector<std::string>& columns) {
  if (options.format == "json") {
    std::cout << items.dump(2) << '\n';
    return exit_ok;
  }
  for (const auto& item : items) {
    std::string line;
    for (const auto& column : columns) {
      const auto& cell = item.at(column);
      const auto text = cell.is_object() ? cell.at(cell.at(options.language).get<std::string>().empty()
                                                       ? (options.language == "zh" ? "en" : "zh")
                                                       : options.language)
                                         : cell;
      line += (line.empty() ? "" : " ") + text.get<std::string>();
    }
    std::cout << report::printable(line) << '\n';
  }
  return exit_ok;
}

int list_skills(const ListOptions& options) {
  const auto standard = load_standard_of(options.standard);
  if (!standard) {
    return exit_invalid;
  }
  std::vector<std::string> levels;
  for (const auto& level : (*standard)->levels) {
    levels.push_back(level.id);
  }
  if (!options.level.empty() && std::find(levels.begin(), levels.end(), options.level) == levels.end()) {
    complain(fmt::format("unknown level '{}'{}; there are {}", options.level, did_you_mean(options.level, levels),
                         fmt::join(levels, ", ")));
    return exit_invalid;
  }
  if (options.coverage) {
    return list_coverage(**standard, options.level, options.format, language_of(options.language));
  }
  Value items = Value::array();
  for (const auto& skill : (*standard)->skills) {
    if (options.level.empty() || skill.level == options.level) {
      items.push_back({{"level", skill.level},
                       {"code", skill.code},
                       {"domain", skill.domain},
                       {"task", skill.task},
                       {"title", as_json(skill.title)}});
    }
  }
  return print_list(options, items, {"level", "code", "title"});
}

int list_types(const ListOptions& options) {
  Value items = Value::array();
  for (const auto& type : check_types()) {
    items.push_back({{"name", type.name}, {"subject", type.subject}, {"about", type.about}});
  }
  return print_list(options, items, {"name", "about"});
}

int list_scenarios(const ListOptions& options) {
  const auto paths = shipped_scenarios();
  const auto scenarios = load_scenarios(paths);
  if (!scenarios) {
    return exit_invalid;
  }
  Value items = Value::array();
  for (std::size_t at = 0; at < scenarios->size(); ++at) {
    const auto& scenario = *(*scenarios)[at];
    items.push_back(
        {{"id", scenario.id}, {"level", scenario.level}, {"title", as_json(scenario.title)}, {"path", paths[at]}});
  }
  return print_list(options, items, {"id", "title", "path"});
}

int list(const ListOptions& options) {
  if (options.coverage ? options.topic != "skills" : options.format == "markdown") {
    complain(options.coverage ? "--coverage is for skills" : "markdown is for skills --coverage");
    return exit_invalid;
  }
  return options.topic == "skills"  ? list_skills(options)
         : options.topic == "types" ? list_types(options)
                                    : list_scenarios(options);
}

}  // namespace

void add_list(CLI::App& program, Action& chosen) {
  add_command<ListOptions>(program, chosen, "list", "List skills, check types or scenarios", describe, list);
}

}  // namespace labcheck::cli
