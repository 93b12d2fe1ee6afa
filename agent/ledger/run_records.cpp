#include "ledger/fields.hpp"
#include "ledger/records.hpp"

namespace labcheck::ledger {

namespace {

Value run_value(const RunInfo& run) {
  Value value{{"id", text_value(run.id)},
              {"started", run.started.time_since_epoch().count()},
              {"version", text_value(run.version)}};
  if (run.exam) {
    value["exam"] = true;
    value["unqualified_because"] = text_value(run.unqualified_because);
  }
  if (run.at) {
    value["at"] = run.at->time_since_epoch().count();
  }
  if (!run.shard.empty()) {
    value["shard"] = text_value(run.shard);
  }
  for (const auto& [scenario, grade] : run.qualifications) {
    value["qualifications"][scenario] = text_value(grade);
  }
  return value;
}

}  // namespace

Entry run_entry(const RunInfo& run) {
  return {.kind = kind::run, .body = run_value(run)};
}

Entry run_ended_entry(const RunInfo& run) {
  Entry entry{.kind = kind::run_ended,
              .body = {{"ended", run.ended.time_since_epoch().count()}, {"interrupted", run.interrupted}}};
  if (run.deadline) {
    entry.body["deadline"] = run.deadline->time_since_epoch().count();
  }
  return entry;
}

Entry merged_entry(const MergedPart& part) {
  return {.kind = kind::merged,
          .body = {{"run", text_value(part.run)},
                   {"shard", text_value(part.shard)},
                   {"started", part.started.time_since_epoch().count()},
                   {"ended", part.ended.time_since_epoch().count()},
                   {"interrupted", part.interrupted},
                   {"candidates", part.candidates},
                   {"records", part.records},
                   {"fingerprint", text_value(part.fingerprint)},
                   {"signer", text_value(part.signer)}}};
}

void add_merged(Record& record, const Fields& fields) {
  record.run.parts.push_back({.run = fields.text("run"),
                              .shard = fields.text("shard"),
                              .started = fields.time("started"),
                              .ended = fields.time("ended"),
                              .interrupted = fields.boolean("interrupted"),
                              .candidates = fields.integer("candidates", 0),
                              .records = fields.integer("records", 1),
                              .fingerprint = fields.text("fingerprint"),
                              .signer = fields.text("signer")});
}

void add_run(Record& record, const Fields& fields) {
  record.run.id = fields.text("id");
  record.run.started = fields.time("started");
  record.run.version = fields.text("version");
  if (fields.has("exam")) {
    record.run.exam = fields.boolean("exam");
    record.run.unqualified_because = fields.text("unqualified_because");
  }
  if (fields.has("qualifications")) {
    record.run.qualifications = fields.text_map("qualifications");
  }
  if (fields.has("at")) {
    record.run.at = fields.time("at");
  }
  if (fields.has("shard")) {
    record.run.shard = fields.text("shard");
  }
  // Until its end is read: a run that died without one was interrupted.
  record.run.interrupted = true;
}

void add_run_ended(Record& record, const Fields& fields) {
  record.run.ended = fields.time("ended");
  record.run.interrupted = fields.boolean("interrupted");
  record.run.deadline = fields.has("deadline") ? std::optional{fields.time("deadline")} : std::nullopt;
}

}  // namespace labcheck::ledger
