#include <iostream>

#include <fmt/format.h>

#include "cli/commands.hpp"
#include "ledger/export.hpp"

namespace labcheck::cli {
namespace {

struct ExportOptions {
  std::string ledger{};
  std::string candidate{};
  std::string output{};
};

void describe(CLI::App& command, ExportOptions& options) {
  command.add_option("ledger", options.ledger, "Ledger of a run")->required();
  command.add_option("--candidate", options.candidate, "Whose part")->required();
  command.add_option("-o,--output", options.output, "The new ledger; a file that is there is refused")->required();
}

int export_part(const ExportOptions& options) {
  const auto exported = ledger::export_ledger(options.ledger, options.candidate, options.output);
  if (!exported) {
    return refused(exported.error());
  }
  std::cout << fmt::format("{} records, {} of them withheld\n", exported->records, exported->withheld);
  return exit_ok;
}

}  // namespace

void add_export(CLI::App& program, Action& chosen) {
  add_command<ExportOptions>(program, chosen, "export", "One candidate's part of a ledger, without the others'",
                             describe, export_part);
}

}  // namespace labcheck::cli
