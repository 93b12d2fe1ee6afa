#include <optional>
#include <string>

#include "cli/commands.hpp"
#include "cli/rulings.hpp"

namespace labcheck::cli {
namespace {

struct WaiveOptions {
  std::string ledger{};
  std::string candidate{};
  std::string check{};
  std::string skill{};
  std::string by{};
  std::string role{};
  std::string reason{};
  std::string expires{};
  bool withdraw{false};
  std::string key_file{};
};

void describe(CLI::App& command, WaiveOptions& options) {
  command.add_option("ledger", options.ledger, "Ledger of a run")->required();
  command.add_option("--candidate", options.candidate, "Whose check")->required();
  auto* check = command.add_option("--check", options.check, "The check: [SCENARIO:]CHECK");
  command.add_option("--skill", options.skill, "All checks of a skill code")->excludes(check);
  command.add_option("--by", options.by, "Who waives")->required();
  command.add_option("--role", options.role, "In what role");
  command.add_option("--reason", options.reason, "Why")->required();
  command.add_option("--expires", options.expires, "Until when it counts: a date (to its end) or a time with its zone");
  command.add_flag("--withdraw", options.withdraw, "Take an earlier waiver of the same person back");
  command.add_option("--sign", options.key_file, "Sign the ledger anew with this secret key");
}

std::optional<Rulings> rulings_of(const WaiveOptions& options, const Record& record, const Plan& plan) {
  load::RulingDraft draft;
  draft.kind = RulingKind::waived;
  draft.candidate = options.candidate;
  split_check(options.check, draft);
  draft.skill = options.skill;
  draft.by = options.by;
  draft.role = options.role;
  draft.comment = options.reason;
  draft.at = present();
  if (!read_expiry(options.expires, draft.at, draft.expires)) {
    return std::nullopt;
  }
  auto rulings = resolve_rulings({draft}, plan);
  const auto fits = [](RulingKind kind) { return kind == RulingKind::waived; };
  return rulings && options.withdraw && !withdraw(*rulings, record, fits, "waiver") ? std::nullopt : rulings;
}

int waive(const WaiveOptions& options) {
  if (options.check.empty() == options.skill.empty()) {
    complain("give either --check CHECK or --skill CODE");
    return exit_invalid;
  }
  if (!is_said("--by", options.by) || !is_said("--reason", options.reason)) {
    return exit_invalid;
  }
  return add_rulings(options.ledger, options.key_file,
                     [&](const Record& record, const Plan& plan) { return rulings_of(options, record, plan); });
}

}  // namespace

void add_waive(CLI::App& program, Action& chosen) {
  add_command<WaiveOptions>(program, chosen, "waive", "Let a check not count for a candidate, with a reason", describe,
                            waive);
}

}  // namespace labcheck::cli
