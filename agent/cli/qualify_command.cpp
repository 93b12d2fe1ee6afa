#include <atomic>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <thread>

#include <fmt/format.h>
#include <semaphore.h>

#include "cli/commands.hpp"
#include "cli/inputs.hpp"
#include "cli/kill_table.hpp"
#include "cli/scenario_paths.hpp"
#include "plan/draw.hpp"
#include "qualify/process.hpp"
#include "qualify/qualification.hpp"
#include "report/report.hpp"

namespace labcheck::cli {
namespace {

namespace fs = std::filesystem;
using namespace labcheck::qualify;

struct QualifyOptions {
  std::vector<std::string> scenarios{};
  Selection selection{};
  std::string lab{};
  std::string format{"text"};
  bool no_unasked{false};
  bool no_store{false};
};

void describe(CLI::App& command, QualifyOptions& options) {
  add_scenario_paths(command, "scenario", options.scenarios);
  command.add_option("--only", options.selection.only, "Only rows whose title has this word or that name this code")
      ->allow_extra_args(false);
  command.add_flag(
      "--changed", options.selection.changed,
      "Only rows that don't hold as they stand in result.json; with --sample these, and a sample of the rest");
  command
      .add_option("--sample", options.selection.sample,
                  "Of faults, cheats and alternatives only so many, chosen at random")
      ->check(CLI::PositiveNumber);
  command.add_option("--jobs", options.selection.at_once, "So many rows at once, where the lab can")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  command.add_flag("--no-unasked", options.no_unasked, "Don't try the faults that nobody wrote");
  command.add_flag("--no-store", options.no_store, "Leave NAME.qualify/result.json as it is");
  command.add_option("--lab", options.lab, "Description of another lab in place of lab.yaml");
  command.add_option("--format", options.format, "text or json")->check(CLI::IsMember({"text", "json"}));
}

/// A folder for one qualification's files, gone with it.
struct Scratch {
  std::string path{};

  Scratch() {
    auto pattern = (fs::temp_directory_path() / "labcheck-qualify-XXXXXX").string();
    path = ::mkdtemp(pattern.data()) != nullptr ? pattern : "";
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() {
    std::error_code ignored;
    fs::remove_all(path, ignored);
  }
};

/// Values for the scenario's parameters, the same in every row; nonces are drawn by each run.
Result<std::map<std::string, std::string>> draw(const Scenario& scenario, const Folder& folder) {
  Candidate candidate{.id = candidate_id};
  candidate.parameters = folder.parameters;
  LABCHECK_TRY_ASSIGN(const auto drawn, plan::draw_parameters(scenario, candidate, plan::random_text()));
  std::map<std::string, std::string> values;
  for (const auto& parameter : scenario.parameters) {
    const auto& value = drawn.at(parameter.name);
    if (parameter.type != ParameterType::nonce) {
      values[parameter.name] = value.is_string() ? value.get<std::string>() : dump(value);
    }
  }
  return values;
}

/// Puts one more result into what is stored.
void remember(Stored& stored, const Row& row, const RowResult& result) {
  if (!result.errors.empty()) {
    return;
  }
  if (row.kind != RowKind::unasked) {
    stored.rows[row.title()] = {.digest = row.digest, .result = result};
    return;
  }
  std::erase(stored.unwatched, row.name);
  if (!result.holds()) {
    stored.unwatched.push_back(row.name);
    std::sort(stored.unwatched.begin(), stored.unwatched.end());
  }
}

Result<std::unique_ptr<Lab>> make_lab(const Folder& folder, const LabPlan& plan) {
  return folder.driver == "ssh" ? ssh_lab(plan) : nspawn_lab(plan);
}

/// Qualifies one scenario and stores what was found.
int qualify_one(const std::string& path, const QualifyOptions& options, Value& reports, Tally& total) {
  const auto scenarios = load_scenarios({path});
  if (!scenarios) {
    return exit_invalid;
  }
  const auto& scenario = *scenarios->front();
  auto loaded = load_folder(path, scenario);
  print(loaded.diagnostics);
  if (!loaded.value) {
    return exit_invalid;
  }
  auto folder = *loaded.value;
  folder.driver = options.lab.empty() ? folder.driver : "ssh";
  auto stored = read_stored(folder.path);
  const Scratch scratch;
  auto parameters = draw(scenario, folder);
  if (!stored || !parameters) {
    complain(stored ? parameters.error().message : stored.error().message);
    return exit_invalid;
  }
  const auto parameters_file = scratch.path + "/parameters.json";
  std::ofstream{parameters_file} << dump(Value(*parameters));
  TrialPlan plan{.lab = {.scenario = fs::absolute(path).string(),
                         .folder = fs::absolute(folder.path).string(),
                         .description = options.lab.empty() ? folder.path + "/lab.yaml" : options.lab,
                         .parameters_file = parameters_file,
                         .scratch = scratch.path,
                         .program = fs::read_symlink("/proc/self/exe").string()},
                 .folder = &folder,
                 .scenario = &scenario};
  auto lab = make_lab(folder, plan.lab);
  if (!lab) {
    complain(lab.error().message);
    return exit_invalid;
  }
  auto selection = options.selection;
  selection.unasked = !options.no_unasked && selection.sample == 0 && !selection.changed;
  const auto rows = select_rows(folder, scenario, *stored, selection);
  const bool talks = options.format == "text";
  if (talks) {
    print_start(scenario, rows.size());
  }
  Tally tally;
  try_rows(rows, **lab, plan, selection.at_once, [&](const Row& row, const RowResult& result) {
    tally.count(row, result);
    remember(*stored, row, result);
    if (talks) {
      print_row(row, result);
    }
  });
  auto json = as_json(folder, scenario, *stored);
  if (const auto written = options.no_store ? Result<void>{} : write_stored(folder.path, json); !written) {
    complain(written.error().message);
    return exit_resource;
  }
  reports.push_back(std::move(json));
  total.add(tally);
  if (talks) {
    print_end(folder, scenario, *stored, tally);
  }
  return tally.exit_code();
}

sem_t interrupted;
std::atomic<bool> was_interrupted{false};

/// Ctrl-C ends what runs; every lab is still taken down.
void watch_signals() {
  ::sem_init(&interrupted, 0, 0);
  std::thread{[] {
    while (::sem_wait(&interrupted) != 0) {
    }
    complain("interrupted: taking the labs down");
    was_interrupted = true;
    stop_processes();
  }}.detach();
  for (const int signal : {SIGINT, SIGTERM}) {
    std::signal(signal, [](int) { ::sem_post(&interrupted); });
  }
}

int qualify(const QualifyOptions& options) {
  watch_signals();
  Value reports = Value::array();
  Tally total;
  int worst = exit_ok;
  for (const auto& path : options.scenarios) {
    if (was_interrupted) {
      break;
    }
    const int code = qualify_one(path, options, reports, total);
    worst = worst == exit_ok || code == exit_invalid || code == exit_resource ? std::max(worst, code) : worst;
  }
  if (options.format == "json") {
    std::cout << reports.dump(2) << '\n';
  } else if (options.scenarios.size() > 1) {
    print_total(reports.size(), total);
  }
  return was_interrupted ? static_cast<int>(exit_interrupted) : worst;
}

}  // namespace

void add_qualify(CLI::App& program, Action& chosen) {
  add_command<QualifyOptions>(program, chosen, "qualify", "Prove that scenarios grade rightly, on labs of their own",
                              describe, qualify);
}

}  // namespace labcheck::cli
