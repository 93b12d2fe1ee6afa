#include "cli/options.hpp"

#include "cli/scenario_paths.hpp"

namespace labcheck::cli {

void add_scenarios(CLI::App& command, TargetOptions& options) {
  add_scenario_paths(command, "scenario", options.scenarios);
}

void add_targets(CLI::App& command, TargetOptions& options) {
  command.add_option("--roster", options.roster, "Candidates and their hosts (YAML, CSV or an Ansible inventory)");
  command
      .add_option("--host", options.hosts.hosts, "One host without a roster: ROLE=[USER@]ADDRESS[:PORT] or ROLE=local")
      ->allow_extra_args(false);
  command.add_flag("--ask-pass", options.hosts.ask_password, "Ask once for the login password of the --host hosts");
  command.add_option("--ssh-config", options.ssh_config,
                     "What the roster leaves open about hosts (default: ~/.ssh/config; none: no such file)");
  command.add_option("--key", options.hosts.key, "Private key for the --host hosts");
  command.add_flag("--sudo", options.hosts.sudo, "Be root by sudo on the --host hosts");
  command.add_option("--parameters", options.parameters,
                     "File (YAML or JSON) with values of parameters for every candidate, over the roster's");
  command.add_flag("--allow-open-files", options.open_files,
                   "Take secrets and keys from files that others can read (a share without modes)");
  command.add_option("--candidate", options.candidates, "Only these candidates")->allow_extra_args(false);
  command.add_option("--skill", options.codes, "Only these skill codes, with what they need")->allow_extra_args(false);
}

void add_shard(CLI::App& command, TargetOptions& options) {
  const auto complaint = [](const std::string& text) {
    const auto shard = plan::read_shard(text);
    return shard ? std::string{} : shard.error().message;
  };
  command
      .add_option_function<std::string>(
          "--shard", [&options](const std::string& text) { options.shard = *plan::read_shard(text); },
          "Only the candidates of part I of N of the roster, told by their ids: one of several agents (see merge)")
      ->check(CLI::Validator{complaint, "I/N"});
}

void add_language(CLI::App& command, std::string& language) {
  command.add_option("--lang", language, "Language of titles and words")
      ->check(CLI::IsMember({"en", "zh"}))
      ->capture_default_str();
}

void add_reports(CLI::App& command, ReportOptions& options) {
  command
      .add_option("--format", options.formats,
                  "Report as FORMAT[=PATH]: text, json, junit, tap, csv, html or markdown; several at once")
      ->allow_extra_args(false);
  command.add_flag("--allow-manual", options.allow_manual, "Exit with 0 when only questions to a person are open");
  add_language(command, options.language);
}

}  // namespace labcheck::cli
