#include <iostream>

#include <fmt/format.h>

#include <labcheck/check_type.hpp>
#include <labcheck/spelling.hpp>

#include "cli/commands.hpp"
#include "cli/type_page.hpp"

namespace labcheck::cli {
namespace {

struct ExplainOptions {
  std::string topic{};
  std::string format{"text"};
};

void describe(CLI::App& command, ExplainOptions& options) {
  command.add_option("type", options.topic, "Name of a check type")->required();
  command.add_option("--format", options.format, "text or markdown")->check(CLI::IsMember({"text", "markdown"}));
}

int explain(const ExplainOptions& options) {
  const auto* type = find_check_type(options.topic);
  if (type == nullptr) {
    std::vector<std::string_view> names;
    for (const auto& known : check_types()) {
      names.push_back(known.name);
    }
    complain(fmt::format("unknown check type '{}'{}; there are {}", options.topic, did_you_mean(options.topic, names),
                         fmt::join(names, ", ")));
    return exit_invalid;
  }
  std::cout << (options.format == "markdown" ? markdown_page(*type) : text_page(*type));
  return exit_ok;
}

}  // namespace

void add_explain(CLI::App& program, Action& chosen) {
  add_command<ExplainOptions>(program, chosen, "explain", "Explain a check type: its parameters, its facts, an example",
                              describe, explain);
}

}  // namespace labcheck::cli
