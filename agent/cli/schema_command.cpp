#include <iostream>

#include "cli/commands.hpp"
#include "load/schema/schema.hpp"

namespace labcheck::cli {

void add_schema(CLI::App& program, Action& chosen) {
  auto* command = program.add_subcommand("schema", "Print a JSON Schema of scenario files, for editors");
  command->callback([&chosen] {
    chosen = [] {
      std::cout << load::scenario_schema().dump(2) << '\n';
      return exit_ok;
    };
  });
}

}  // namespace labcheck::cli
