#pragma once

#include <labcheck/ledger.hpp>

#include "ledger/entry.hpp"
#include "ledger/naming.hpp"

namespace labcheck::ledger {

// To records. Each gives kind, candidate, body and payload; number and time are the writer's.
Entry run_entry(const RunInfo& run);
Entry source_entry(const SourceText& source);
Entry selection_entry(const std::vector<std::string>& scenarios, const std::vector<std::string>& codes);
Entry draw_entry(const Draw& draw);
Entry check_started_entry(const CheckKey& check);
Entry observation_entry(const Observation& observation);
Entry check_ended_entry(const CheckEnd& end);
Entry host_entry(const HostFacts& facts);
Entry flag_entry(const Flag& flag);
/// The flag's record; where it names other candidates that one is confidential, and a second stands in for it.
std::vector<Entry> flag_entries(const Flag& flag, const Naming& naming);
Entry ruling_entry(const Ruling& ruling);
Entry continued_entry(const Continuation& continuation);
Entry run_ended_entry(const RunInfo& run);
Entry merged_entry(const MergedPart& part);

/// Adds a record to what was read so far; the error says what is wrong with its body.
Result<void> add_entry(Record& record, const Entry& entry);

// Shared with the other files of records.
Value check_value(const CheckKey& check);
class Fields;
CheckKey read_check(const Fields& fields);
Ruling read_ruling(const Fields& fields);
void add_run(Record& record, const Fields& fields);
void add_merged(Record& record, const Fields& fields);
void add_run_ended(Record& record, const Fields& fields);
void add_continued(Record& record, const Fields& fields, std::string& problem);
Observation read_observation(const Entry& entry, std::string& problem);

}  // namespace labcheck::ledger
