#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <labcheck/ledger.hpp>
#include <labcheck/plan.hpp>

#include "load/rulings.hpp"

namespace labcheck::cli {

using Rulings = std::vector<Ruling>;

/// The rulings of a file on the checks of a plan, or nullopt once its errors are printed.
std::optional<Rulings> load_rulings(const std::string& path, const Plan& plan);

/// The rulings that drafts of the command line make, or nullopt once the errors are printed.
std::optional<Rulings> resolve_rulings(const std::vector<load::RulingDraft>& drafts, const Plan& plan);

/// `[SCENARIO:]CHECK`
void split_check(const std::string& text, load::RulingDraft& draft);

/// Whether an option says more than spaces; false once the error is printed.
bool is_said(std::string_view option, const std::string& text);

/// `--expires DATE`; false once the error is printed.
bool read_expiry(const std::string& text, Time at, std::optional<Time>& expires);

/// Turns rulings into withdrawals: each takes back the latest word of the same person, which must be of a kind that
/// `fits`. False once the error is printed.
bool withdraw(Rulings& rulings, const Record& record, bool (*fits)(RulingKind kind), std::string_view noun);

/// What attest and waive do with a ledger: reads it, lets `make` say what is to be added (nullopt once it printed why
/// not), adds what is not there yet, and signs with the key of a file unless that is empty. Returns the exit code.
int add_rulings(const std::string& ledger, const std::string& key_file,
                const std::function<std::optional<Rulings>(const Record& record, const Plan& plan)>& make);

/// The present, as rulings record it.
Time present();

}  // namespace labcheck::cli
