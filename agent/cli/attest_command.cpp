#include <optional>
#include <string>

#include <unistd.h>

#include "cli/assessing.hpp"
#include "cli/commands.hpp"
#include "cli/rulings.hpp"

namespace labcheck::cli {
namespace {

struct AttestOptions {
  std::string ledger{};
  Assessor assessor{};
  std::string candidate{};
  std::string check{};
  bool pass{false};
  bool fail{false};
  bool withdraw{false};
  std::string comment{};
  std::string expires{};
  std::string file{};  ///< of `--from`
  std::string key_file{};
  std::string language{"en"};
};

void describe(CLI::App& command, AttestOptions& options) {
  command.add_option("ledger", options.ledger, "Ledger of a run")->required();
  command.add_option("--candidate", options.candidate, "Whose check");
  command.add_option("--check", options.check, "The manual check: [SCENARIO:]CHECK");
  auto* pass = command.add_flag("--pass", options.pass, "The answer is yes");
  auto* fail = command.add_flag("--fail", options.fail, "The answer is no")->excludes(pass);
  command.add_flag("--withdraw", options.withdraw, "Take an earlier answer of the same person back")
      ->excludes(pass)
      ->excludes(fail);
  command.add_option("--by", options.assessor.name, "Who answers");
  command.add_option("--role", options.assessor.role, "In what role");
  command.add_option("--comment", options.comment, "What else there is to say");
  command.add_option("--expires", options.expires, "Until when it counts: a date (to its end) or a time with its zone");
  command.add_option("--from", options.file, "A file of attestations and waivers in place of all these")
      ->excludes("--candidate", "--check", "--pass", "--fail", "--withdraw", "--by", "--role", "--comment",
                 "--expires");
  command.add_option("--sign", options.key_file, "Sign the ledger anew with this secret key");
  add_language(command, options.language);
}

std::optional<Rulings> one_ruling(const AttestOptions& options, const Record& record, const Plan& plan) {
  load::RulingDraft draft;
  draft.kind = options.pass ? RulingKind::passed : RulingKind::failed;
  draft.candidate = options.candidate;
  split_check(options.check, draft);
  draft.by = options.assessor.name;
  draft.role = options.assessor.role;
  draft.comment = options.comment;
  draft.at = present();
  if (!read_expiry(options.expires, draft.at, draft.expires)) {
    return std::nullopt;
  }
  auto rulings = resolve_rulings({draft}, plan);
  const auto fits = [](RulingKind kind) { return kind != RulingKind::waived; };
  return rulings && options.withdraw && !withdraw(*rulings, record, fits, "answer") ? std::nullopt : rulings;
}

/// Without an answer on the command line: asks on a terminal, and is an error elsewhere.
std::optional<Rulings> asked_rulings(const AttestOptions& options, const Record& record, const Plan& plan) {
  const auto language = language_of(options.language);
  const auto questions = open_questions(record, plan, options.candidate);
  if (::isatty(STDIN_FILENO) == 1 && ::isatty(STDOUT_FILENO) == 1) {
    return ask(questions, options.assessor, record, language);
  }
  complain(
      "give --pass or --fail with --candidate, --check and --by, or --from FILE; on a terminal they are asked for");
  list(questions, language);
  return std::nullopt;
}

int attest(const AttestOptions& options) {
  if (options.pass || options.fail || options.withdraw) {
    if (!is_said("--candidate", options.candidate) || !is_said("--check", options.check) ||
        !is_said("--by", options.assessor.name)) {
      return exit_invalid;
    }
  } else if (!options.check.empty() || !options.comment.empty() || !options.expires.empty()) {
    complain("give --pass or --fail: there is no default answer");
    return exit_invalid;
  }
  return add_rulings(options.ledger, options.key_file, [&](const Record& record, const Plan& plan) {
    if (!options.file.empty()) {
      return load_rulings(options.file, plan);
    }
    const bool answered = options.pass || options.fail || options.withdraw;
    return answered ? one_ruling(options, record, plan) : asked_rulings(options, record, plan);
  });
}

}  // namespace

void add_attest(CLI::App& program, Action& chosen) {
  add_command<AttestOptions>(program, chosen, "attest", "Answer the questions of a ledger that are a person's",
                             describe, attest);
}

}  // namespace labcheck::cli
