#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

#include <labcheck/result.hpp>
#include <labcheck/text.hpp>

#include "load/roster.hpp"
#include "plan/shard.hpp"

namespace labcheck::cli {

/// Exit codes (design §9); those of a finished run come from report::exit_code.
enum ExitCode : int {
  exit_ok = 0,
  exit_failed = 1,
  exit_invalid = 2,
  exit_undetermined = 3,
  exit_resource = 4,
  exit_interrupted = 130
};

/// What is graded: scenarios, the candidates' hosts, and which of them.
struct TargetOptions {
  std::vector<std::string> scenarios{};
  std::string roster{};
  std::string ssh_config{};  ///< empty: ~/.ssh/config; "none": no such file is read
  load::HostOptions hosts{};
  bool open_files{false};
  std::vector<std::string> candidates{};
  std::vector<std::string> codes{};
  std::optional<plan::Shard> shard{};  ///< only the candidates of this part of the roster
  std::string parameters{};            ///< file with values for every candidate, over the roster's; empty for none
};

/// The language of `--lang`.
inline Language language_of(std::string_view word) {
  return word == "zh" ? Language::zh : Language::en;
}

/// What is said of it, and in which language.
struct ReportOptions {
  std::vector<std::string> formats{};
  std::string language{"en"};
  bool allow_manual{false};

  Language lang() const { return language_of(language); }
};

/// Add these options to a subcommand.
void add_scenarios(CLI::App& command, TargetOptions& options);
void add_targets(CLI::App& command, TargetOptions& options);
void add_shard(CLI::App& command, TargetOptions& options);
void add_language(CLI::App& command, std::string& language);
void add_reports(CLI::App& command, ReportOptions& options);

/// The subcommand that was chosen, ready to run; returns the exit code.
using Action = std::function<int()>;

/// Adds a subcommand with options of its own: `describe` adds them, `run` carries the command out.
template <class Options>
void add_command(CLI::App& program, Action& chosen, const char* name, const char* about,
                 void (*describe)(CLI::App&, Options&), int (*run)(const Options&)) {
  auto options = std::make_shared<Options>();
  auto* command = program.add_subcommand(name, about);
  describe(*command, *options);
  command->callback([&chosen, options, run] { chosen = [options, run] { return run(*options); }; });
}

/// `labcheck: MESSAGE` on standard error, made printable.
void complain(const std::string& message);
/// Complains of an error; the exit code that it means.
int refused(const Error& error);

}  // namespace labcheck::cli
