#include "cli/inputs.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <utility>

#include <fmt/format.h>

#include "cli/standard_error.hpp"
#include "load/document.hpp"
#include "load/fields.hpp"
#include "load/secret_parameters.hpp"
#include "load/standard.hpp"
#include "plan/plan.hpp"
#include "report/report.hpp"

namespace labcheck::cli {

void complain(const std::string& message) {
  std::size_t start = 0;
  for (std::size_t end = 0; end != std::string::npos; start = end + 1) {
    end = message.find('\n', start);
    say(fmt::format("labcheck: {}\n", report::printable(message.substr(start, end - start))));
  }
}

int refused(const Error& error) {
  complain(error.message);
  return error.kind == ErrorKind::resource ? exit_resource : exit_invalid;
}

void print(const Diagnostics& diagnostics) {
  for (const auto& diagnostic : diagnostics) {
    say(report::printable(to_string(diagnostic)) + "\n");
  }
}

load::SearchPath data_folders() {
  std::vector<std::string> folders;
  if (const char* data = std::getenv("LABCHECK_DATA")) {
    folders.emplace_back(data);
  }
  std::error_code ignored;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", ignored);
  if (!ignored) {
    folders.push_back((program.parent_path() / "../../scenarios").lexically_normal().string());
    folders.push_back((program.parent_path() / "../share/labcheck/scenarios").lexically_normal().string());
  }
  for (const auto& folder : folders) {
    if (std::filesystem::is_directory(folder + "/standards", ignored)) {
      return {.installed_data = folder};
    }
  }
  return {};
}

std::optional<std::shared_ptr<const Standard>> load_standard_of(const std::string& file_or_id) {
  std::error_code ignored;
  auto path = file_or_id;
  for (const auto& folder : {std::string{"scenarios"}, data_folders().installed_data}) {
    const auto candidate = folder + "/standards/" + file_or_id + ".yaml";
    if (!std::filesystem::exists(path, ignored) && std::filesystem::exists(candidate, ignored)) {
      path = candidate;
    }
  }
  if (!std::filesystem::exists(path, ignored)) {
    complain(fmt::format("no standard '{}' in scenarios/standards or in the installed data", file_or_id));
    return std::nullopt;
  }
  auto loaded = load::load_standard(path, load::disk_sources());
  print(loaded.diagnostics);
  return loaded.value ? std::optional{std::move(loaded.value)} : std::nullopt;
}

std::optional<std::vector<std::shared_ptr<const Scenario>>> load_scenarios(const std::vector<std::string>& paths) {
  std::vector<std::shared_ptr<const Scenario>> scenarios;
  bool good = true;
  for (const auto& path : paths) {
    auto loaded = load::load_scenario(path, load::disk_sources(), data_folders());
    print(loaded.diagnostics);
    good = good && loaded.value != nullptr;
    scenarios.push_back(std::move(loaded.value));
  }
  return good ? std::optional{std::move(scenarios)} : std::nullopt;
}

namespace {

/// The roster with the values of a `--parameters` file for every candidate.
std::optional<std::shared_ptr<const Roster>> with_parameters(Roster roster, const std::string& path) {
  const auto text = load::disk_sources()(path);
  if (!text || !*text) {
    complain(text ? path + ": no such file" : text.error().message);
    return std::nullopt;
  }
  Diagnostics problems;
  const auto root = load::parse_document(path, **text, problems);
  load::Findings findings{problems};
  if (!root.is_map()) {
    findings.error(root.place, fmt::format("parameters must be a map of names to values, found {}", load::found(root)));
  }
  for (const auto& entry : root.entries) {
    if (!entry.value.is_scalar()) {
      findings.error(entry.value.place,
                     fmt::format("'{}' must be a text, found {}", entry.key, load::found(entry.value)));
    }
    for (auto& candidate : roster.candidates) {
      candidate.parameters[entry.key] = entry.value.text;
      candidate.secret_parameters.erase(entry.key);
    }
  }
  print(problems);
  return has_errors(problems) ? std::nullopt : std::optional{std::make_shared<const Roster>(std::move(roster))};
}

}  // namespace

std::optional<std::shared_ptr<const Roster>> load_roster(const TargetOptions& options) {
  if (options.roster.empty() == options.hosts.hosts.empty()) {
    complain("give either --roster FILE or --host ROLE=ADDRESS");
    return std::nullopt;
  }
  const auto ssh_config = load::machine_ssh_config(options.ssh_config);
  if (!ssh_config) {
    complain(ssh_config.error().message);
    return std::nullopt;
  }
  const auto secrets = load::machine_secrets(options.open_files);
  auto loaded = options.roster.empty() ? load::roster_from_options(options.hosts, secrets, *ssh_config)
                                       : load::load_roster(options.roster, load::disk_sources(), secrets, *ssh_config);
  print(loaded.diagnostics);
  if (!loaded.value || options.parameters.empty()) {
    return loaded.value ? std::optional{std::move(loaded.value)} : std::nullopt;
  }
  return with_parameters(*loaded.value, options.parameters);
}

namespace {

bool selected(const TargetOptions& options, const Candidate& candidate) {
  const bool named = options.candidates.empty() || std::find(options.candidates.begin(), options.candidates.end(),
                                                             candidate.id) != options.candidates.end();
  return named && (!options.shard || plan::is_in(*options.shard, candidate.id));
}

/// `--candidate` and `--shard` together; names that the roster doesn't know stay, to be told of.
std::vector<std::string> selection_of(const TargetOptions& options, const Roster& roster) {
  if (!options.shard) {
    return options.candidates;
  }
  auto names = options.candidates;
  names.erase(std::remove_if(names.begin(), names.end(),
                             [&](const std::string& name) {
                               return std::any_of(roster.candidates.begin(), roster.candidates.end(),
                                                  [&](const Candidate& candidate) { return candidate.id == name; });
                             }),
              names.end());
  for (const auto& candidate : roster.candidates) {
    if (selected(options, candidate)) {
      names.push_back(candidate.id);
    }
  }
  return names;
}

}  // namespace

std::optional<Plan> make_plan(const TargetOptions& options, const plan::RandomText& random) {
  const auto scenarios = load_scenarios(options.scenarios);
  if (!scenarios) {
    return std::nullopt;
  }
  const auto roster = load_roster(options);
  return roster ? make_plan(options, *scenarios, *roster, random) : std::nullopt;
}

std::optional<Plan> make_plan(const TargetOptions& options,
                              const std::vector<std::shared_ptr<const Scenario>>& scenarios,
                              const std::shared_ptr<const Roster>& roster, const plan::RandomText& random) {
  std::vector<Draw> draws;
  bool good = true;
  for (const auto& scenario : scenarios) {
    const auto open_secrets = load::check_secret_parameters(*roster, *scenario, options.open_files);
    print(open_secrets);
    good = good && !has_errors(open_secrets);
    for (const auto& candidate : roster->candidates) {
      if (!selected(options, candidate)) {
        continue;
      }
      auto parameters = plan::draw_parameters(*scenario, candidate, random);
      if (!parameters) {
        complain(parameters.error().message);
        good = false;
        continue;
      }
      draws.push_back({.candidate = candidate.id, .scenario = scenario->id, .parameters = std::move(*parameters)});
    }
  }
  if (!good) {
    return std::nullopt;
  }
  auto candidates = selection_of(options, *roster);
  if (options.shard && candidates.empty()) {
    complain(fmt::format("shard {} has none of the candidates: there is nobody to ask", to_string(*options.shard)));
    return Plan{.roster = roster};
  }
  auto plan = plan::make_plan(scenarios, roster, draws, {.candidates = std::move(candidates), .codes = options.codes});
  if (!plan) {
    complain(plan.error().message);
    return std::nullopt;
  }
  return std::move(*plan);
}

}  // namespace labcheck::cli
