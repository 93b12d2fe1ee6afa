#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/inputs.hpp"
#include "cli/outputs.hpp"
#include "cli/scenario_paths.hpp"
#include "cli/sheets.hpp"
#include "plan/handout.hpp"
#include "report/handout.hpp"

namespace labcheck::cli {
namespace {

struct HandoutOptions {
  std::vector<std::string> scenarios{};
  std::string roster{};
  std::vector<std::string> candidates{};
  std::string format{"markdown"};
  std::string path{};
  std::string language{"en"};
};

void describe(CLI::App& command, HandoutOptions& options) {
  add_scenario_paths(command, "scenarios", options.scenarios);
  auto* roster = command.add_option("--roster", options.roster, "Roster with each candidate's parameters (see assign)");
  command.add_option("--candidate", options.candidates, "Only this candidate's (may be given several times)")
      ->needs(roster);
  command.add_option("--format", options.format, "markdown or html")
      ->check(CLI::IsMember({"markdown", "html"}))
      ->capture_default_str();
  command.add_option("-o,--output", options.path, "File instead of standard output");
  add_language(command, options.language);
}

/// Every candidate's sheets together, or the sheet for everybody; nullopt once an error is printed.
std::optional<std::vector<Handout>> sheets_of(const HandoutOptions& options) {
  const auto scenarios = load_scenarios(options.scenarios);
  const auto roster = options.roster.empty() ? std::optional{std::make_shared<const Roster>()}
                                             : load_roster_without_secrets(options.roster);
  const auto candidates = roster ? candidates_of(**roster, options.candidates) : std::nullopt;
  if (!scenarios || !candidates) {
    return std::nullopt;
  }
  std::vector<Handout> sheets;
  const auto add = [&](Result<Handout> sheet) {
    if (!sheet) {
      complain(sheet.error().message);
      return false;
    }
    sheets.push_back(std::move(*sheet));
    return true;
  };
  bool good = true;
  for (const auto* candidate : *candidates) {
    for (const auto& scenario : *scenarios) {
      good = add(plan::handout_for(*scenario, *candidate)) && good;
    }
  }
  for (const auto& scenario : *scenarios) {
    good = (!options.roster.empty() || add(plan::handout_for_all(*scenario))) && good;
  }
  return good ? std::optional{std::move(sheets)} : std::nullopt;
}

int handout(const HandoutOptions& options) {
  const auto sheets = sheets_of(options);
  if (!sheets) {
    return exit_invalid;
  }
  const auto language = language_of(options.language);
  const auto text = options.format == "html" ? report::handouts_html(*sheets, language)
                                             : report::handouts_markdown(*sheets, language);
  return write_text(options.path, text) ? exit_ok : exit_resource;
}

}  // namespace

void add_handout(CLI::App& program, Action& chosen) {
  add_command<HandoutOptions>(program, chosen, "handout", "Print the candidates' task sheets", describe, handout);
}

}  // namespace labcheck::cli
