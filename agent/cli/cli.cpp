#include "cli/cli.hpp"

#include <csignal>
#include <exception>
#include <new>

#include <fcntl.h>
#include <unistd.h>

#include <fmt/format.h>

#include "cli/commands.hpp"

namespace labcheck::cli {
namespace {

/// In the order of the help.
constexpr void (*commands[])(CLI::App&, Action&) = {
    add_run,    add_try,  add_preflight, add_validate, add_plan,    add_assign, add_handout, add_judge,
    add_report, add_diff, add_merge,     add_export,   add_attest,  add_waive,  add_slip,    add_keygen,
    add_verify, add_list, add_explain,   add_schema,   add_qualify, add_apply,
};

/// What is opened later must not get their numbers: a complaint would go into a socket.
void keep_standard_streams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(stream, F_GETFD) < 0) {
      ::open("/dev/null", O_RDWR | O_NOCTTY);  // the lowest free number
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  keep_standard_streams();
  // A limit on file sizes is then an error of the ledger's writing, said in words, and not the end of the program.
  std::signal(SIGXFSZ, SIG_IGN);
  CLI::App program{"labcheck grades practical cloud labs: a scenario in, verdicts out, over SSH."};
  program.require_subcommand(1);
  program.set_version_flag("--version", "labcheck " LABCHECK_VERSION);
  Action chosen;
  for (const auto add : commands) {
    add(program, chosen);
  }
  try {
    program.parse(argc, argv);
    return chosen();
  } catch (const CLI::ParseError& problem) {
    const int code = program.exit(problem);
    return code == 0 ? exit_ok : exit_invalid;
  } catch (const std::bad_alloc&) {
    complain("out of memory");
  } catch (const std::exception& problem) {
    complain(fmt::format("internal error: {}", problem.what()));
  }
  return exit_resource;
}

}  // namespace labcheck::cli
