#include <fstream>
#include <iostream>
#include <iterator>

#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/inputs.hpp"
#include "cli/judging.hpp"
#include "report/difference.hpp"
#include "report/json.hpp"

namespace labcheck::cli {
namespace {

struct DiffOptions {
  std::vector<std::string> files{};
  std::vector<std::string> scenarios{};  ///< corrected ones
  std::string format{"text"};
  std::string language{"en"};
};

void describe(CLI::App& command, DiffOptions& options) {
  command
      .add_option(
          "files", options.files,
          "Two of them, ledgers or JSON results; or one ledger: its run's own verdicts and those that count now")
      ->required()
      ->expected(1, 2);
  command
      .add_option("--scenario", options.scenarios,
                  "One ledger: the verdicts that count now and those with this corrected scenario")
      ->allow_extra_args(false);
  command.add_option("--format", options.format, "text or json")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  add_language(command, options.language);
}

Value as_value(const RunResult& result) {
  return Value::parse(report::render_json(result, {}), nullptr, false);
}

/// A JSON file, when it begins like one; else nothing.
std::optional<Value> json_file(const std::string& path) {
  std::ifstream file{path, std::ios::binary};
  std::string text{std::istreambuf_iterator<char>{file}, {}};
  const auto first = text.find_first_not_of(" \t\r\n");
  return first != std::string::npos && text[first] == '{' ? std::optional{Value::parse(text, nullptr, false)}
                                                          : std::nullopt;
}

/// The result in a file, or nullopt once its errors are printed.
std::optional<Value> result_in(const std::string& path) {
  if (auto json = json_file(path)) {
    if (json->is_discarded()) {
      complain(path + ": it begins like JSON and is none");
      return std::nullopt;
    }
    return json;
  }
  int code = exit_invalid;
  const auto contents = read_contents(path, code);
  const auto result = contents ? judge_contents(*contents, counting(*contents, false)) : std::nullopt;
  return result ? std::optional{as_value(*result)} : std::nullopt;
}

using Pair = std::pair<Value, Value>;

/// A ledger before and after: its re-judgings, or a corrected scenario.
std::optional<Pair> within(const DiffOptions& options) {
  int code = exit_invalid;
  const auto contents = read_contents(options.files.front(), code);
  if (!contents) {
    return std::nullopt;
  }
  const auto last = counting(*contents, false);
  if (options.scenarios.empty() && last == 0) {
    complain("this ledger was never judged again: give a second file, or a corrected scenario (--scenario)");
    return std::nullopt;
  }
  const auto before = judge_contents(*contents, options.scenarios.empty() ? 0 : last);
  const auto given = load_scenarios(options.scenarios);
  if (!before || !given) {
    return std::nullopt;
  }
  const auto after =
      options.scenarios.empty() ? judge_contents(*contents, last) : judge_corrected(*contents, last, *given);
  return after ? std::optional{Pair{as_value(*before), as_value(*after)}} : std::nullopt;
}

std::optional<Pair> between(const DiffOptions& options) {
  if (!options.scenarios.empty()) {
    complain("--scenario goes with one ledger");
    return std::nullopt;
  }
  auto before = result_in(options.files[0]);
  auto after = result_in(options.files[1]);
  return before && after ? std::optional{Pair{std::move(*before), std::move(*after)}} : std::nullopt;
}

/// Exit codes of its own: 0 no difference, 1 differences, 2 nothing that can be compared.
int diff(const DiffOptions& options) {
  const auto pair = options.files.size() == 1 ? within(options) : between(options);
  if (!pair) {
    return exit_invalid;
  }
  const auto differences = report::differences(pair->first, pair->second);
  if (!differences) {
    complain(differences.error().message);
    return exit_invalid;
  }
  const auto language = language_of(options.language);
  std::cout << (options.format == "json" ? report::differences_as_json(*differences)
                                         : report::differences_as_text(*differences, language));
  return differences->empty() ? exit_ok : exit_failed;
}

}  // namespace

void add_diff(CLI::App& program, Action& chosen) {
  add_command<DiffOptions>(program, chosen, "diff", "What differs between two results, by candidate and skill",
                           describe, diff);
}

}  // namespace labcheck::cli
