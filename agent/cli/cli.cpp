#include "cli/cli.hpp"

#include <csignal>
#include <exception>
#include <iostream>
#include <new>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "cli/options.hpp"

namespace labcheck::cli {
namespace {

using Command = int (*)(const Options&);

struct Parser {
  CLI::App app{"labcheck grades practical cloud labs: a scenario in, verdicts out, over SSH."};
  Options options{};
  Command command{nullptr};

  CLI::App* add(const char* name, const char* about, Command run) {
    auto* sub = app.add_subcommand(name, about);
    sub->callback([this, run] { command = run; });
    return sub;
  }

  void add_hosts(CLI::App* sub) {
    sub->add_option("--roster", options.roster, "Candidates and their hosts (YAML, CSV or an Ansible inventory)");
    sub->add_option("--host", options.hosts.hosts,
                    "One host without a roster: ROLE=[USER@]ADDRESS[:PORT] or ROLE=local")
        ->allow_extra_args(false);
    sub->add_flag("--ask-pass", options.hosts.ask_password, "Ask once for the login password of the --host hosts");
    sub->add_option("--key", options.hosts.key, "Private key for the --host hosts");
    sub->add_flag("--sudo", options.hosts.sudo, "Be root by sudo on the --host hosts");
    sub->add_option("--candidate", options.candidates, "Only these candidates")->allow_extra_args(false);
    sub->add_option("--skill", options.codes, "Only these skill codes, with what they need")->allow_extra_args(false);
  }

  void add_language(CLI::App* sub) {
    sub->add_option("--lang", options.language, "Language of titles and words")
        ->check(CLI::IsMember({"en", "zh"}))
        ->capture_default_str();
  }

  void add_reports(CLI::App* sub) {
    sub->add_option("--format", options.formats, "Report as FORMAT[=PATH]: text, json, junit or tap; several at once")
        ->allow_extra_args(false);
    sub->add_flag("--allow-manual", options.allow_manual, "Exit with 0 when only questions to a person are open");
    add_language(sub);
  }

  void add_run() {
    auto* run = add("run", "Grade candidates' hosts", run_command);
    run->add_option("scenario", options.scenarios, "Scenario files")->required();
    add_hosts(run);
    add_reports(run);
    run->add_option("--ledger", options.ledger, "Where to keep the run (default: labcheck-TIME.labcheck)");
    run->add_option("--sign", options.key_file, "Sign the ledger at the end with this secret key (see keygen)");
    run->add_option("--jobs", options.jobs, "At most this many hosts at once")->check(CLI::PositiveNumber);
    run->add_option("--host-keys", options.host_keys, "strict: only known keys; first-use: learn unknown ones")
        ->check(CLI::IsMember({"strict", "first-use"}))
        ->capture_default_str();
    run->add_option("--known-hosts", options.known_hosts, "Known host keys (default: ~/.ssh/known_hosts)");
    run->add_option("--learnt-hosts", options.learnt_hosts, "File that keeps learnt host keys between runs");
    run->add_flag("-q,--quiet", options.quiet, "No progress");
    run->add_flag("-v,--verbose", options.verbosity, "Progress and the agent's own log; -vv for more");
  }

  void add_sealing() {
    auto* keygen = add("keygen", "Make a key pair that signs ledgers", keygen_command);
    keygen->add_option("path", options.key_file, "The secret key's new file; PATH.pub gets the public key")->required();
    auto* verify = add("verify", "Say whether a ledger was touched, and who signed it", verify_command);
    verify->add_option("ledger", options.ledger, "Ledger of a run")->required();
    verify->add_option("--key", options.key_file, "The public key whose signature the ledger must end in");
  }

  void add_others() {
    auto* validate = add("validate", "Check scenarios strictly, without any network", validate_command);
    validate->add_option("scenario", options.scenarios, "Scenario files")->required();
    validate->add_flag("-q,--quiet", options.quiet, "Only errors and warnings");
    auto* plan = add("plan", "Print everything that a run would send", plan_command);
    plan->add_option("scenario", options.scenarios, "Scenario files")->required();
    add_hosts(plan);
    add_language(plan);
    auto* judge = add("judge", "Judge a ledger again, offline", judge_command);
    judge->add_option("ledger", options.ledger, "Ledger of a run")->required();
    judge->add_option("--scenario", options.scenarios, "A corrected scenario in place of the recorded one")
        ->allow_extra_args(false);
    add_reports(judge);
    auto* report = add("report", "Print the reports of a ledger", judge_command);
    report->add_option("ledger", options.ledger, "Ledger of a run")->required();
    add_reports(report);
    add_sealing();
    auto* list = add("list", "List skills, check types or scenarios", list_command);
    list->add_option("what", options.topic, "skills, types or scenarios")
        ->required()
        ->check(CLI::IsMember({"skills", "types", "scenarios"}));
    list->add_option("--level", options.level, "Only the skills of this level");
    list->add_option("--standard", options.standard, "Id or file of the standard")->capture_default_str();
    list->add_option("--format", options.list_format, "text or json")->check(CLI::IsMember({"text", "json"}));
    add_language(list);
    auto* explain = add("explain", "Explain a check type: its parameters, its facts, an example", explain_command);
    explain->add_option("type", options.topic, "Name of a check type")->required();
  }
};

}  // namespace

int main(int argc, char** argv) {
  // A limit on file sizes is then an error of the ledger's writing, said in words, and not the end of the program.
  std::signal(SIGXFSZ, SIG_IGN);
  Parser parser;
  parser.app.require_subcommand(1);
  parser.app.set_version_flag("--version", "labcheck " LABCHECK_VERSION);
  parser.add_run();
  parser.add_others();
  try {
    parser.app.parse(argc, argv);
    return parser.command(parser.options);
  } catch (const CLI::ParseError& problem) {
    const int code = parser.app.exit(problem);
    return code == 0 ? exit_ok : exit_invalid;
  } catch (const std::bad_alloc&) {
    complain("out of memory");
  } catch (const std::exception& problem) {
    complain(fmt::format("internal error: {}", problem.what()));
  }
  return exit_resource;
}

}  // namespace labcheck::cli
