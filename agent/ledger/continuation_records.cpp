#include "ledger/fields.hpp"
#include "ledger/records.hpp"

namespace labcheck::ledger {

namespace {

constexpr const char* resume = "resume";
constexpr const char* retry = "retry";

}  // namespace

Entry continued_entry(const Continuation& continuation) {
  return {.kind = kind::continued,
          .body = {{"continuation", continuation.kind == Continuation::Kind::resume ? resume : retry},
                   {"by", text_value(continuation.by)},
                   {"reason", text_value(continuation.reason)},
                   {"at", continuation.at.time_since_epoch().count()}}};
}

void add_continued(Record& record, const Fields& fields, std::string& problem) {
  const auto word = fields.text("continuation");
  if (word != resume && word != retry && problem.empty()) {
    problem = "'continuation' is no word known here";
  }
  record.run.continuations.push_back({.kind = word == retry ? Continuation::Kind::retry : Continuation::Kind::resume,
                                      .by = fields.text("by"),
                                      .reason = fields.text("reason"),
                                      .at = fields.time("at")});
  // Until its new end is read.
  record.run.interrupted = true;
  record.run.deadline.reset();
}

}  // namespace labcheck::ledger
