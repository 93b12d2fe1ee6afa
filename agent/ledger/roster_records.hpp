#pragma once

#include <set>
#include <string>
#include <vector>

#include <labcheck/ledger.hpp>

#include "ledger/entry.hpp"

namespace labcheck::ledger {

/// A candidate without secrets: logins without passwords, and the parameters named in `secret_parameters` as the mask.
Entry roster_entry(const Candidate& candidate, const std::set<std::string>& secret_parameters);
Entry jump_entry(const Jump& jump);

/// A text of the roster with every known secret replaced by the mask. A secret too short to be found safely takes the
/// whole text with it.
Entry roster_source_entry(const SourceText& source, const std::vector<std::string>& secrets);

/// Every password and passphrase of a roster.
std::vector<std::string> login_secrets(const Roster& roster);

class Fields;
Candidate read_candidate(const Fields& fields, std::string& problem);
Jump read_jump(const Fields& fields);

}  // namespace labcheck::ledger
