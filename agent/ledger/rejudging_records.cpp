#include "ledger/fields.hpp"
#include "ledger/rejudging.hpp"

namespace labcheck::ledger {

namespace {

Value texts_value(const std::vector<std::string>& texts) {
  Value list = Value::array();
  for (const auto& text : texts) {
    list.push_back(text_value(text));
  }
  return list;
}

Entry rejudging_entry(const RecordedRejudging& rejudging) {
  const auto& info = rejudging.info;
  Entry entry{.kind = kind::rejudging,
              .body = {{"by", text_value(info.by)},
                       {"reason", text_value(info.reason)},
                       {"at", info.at.time_since_epoch().count()},
                       {"version", text_value(info.version)},
                       {"scenarios", texts_value(info.scenarios)},
                       {"files", texts_value(rejudging.files)}}};
  if (!rejudging.signer.empty()) {
    entry.body["signer"] = rejudging.signer;
  }
  return entry;
}

Entry rejudged_entry(const Rejudged& rejudged) {
  Value skills = Value::array();
  for (const auto& turn : rejudged.skills) {
    skills.push_back(Value{{"scenario", text_value(turn.scenario)},
                           {"level", text_value(turn.level)},
                           {"code", text_value(turn.code)},
                           {"before", to_string(turn.before)},
                           {"after", to_string(turn.after)}});
  }
  return {.kind = kind::rejudged,
          .candidate = rejudged.candidate,
          .body = {{"candidate", text_value(rejudged.candidate)},
                   {"digest_before", text_value(rejudged.digest_before)},
                   {"digest_after", text_value(rejudged.digest_after)},
                   {"skills", std::move(skills)}}};
}

RecordedRejudging read_rejudging(const Fields& fields) {
  return {.info = {.by = fields.text("by"),
                   .reason = fields.text("reason"),
                   .at = fields.time("at"),
                   .version = fields.text("version"),
                   .scenarios = fields.texts("scenarios")},
          .files = fields.texts("files"),
          .signer = fields.has("signer") ? fields.text("signer") : ""};
}

Rejudged read_rejudged(const Fields& fields, std::string& problem) {
  Rejudged rejudged{.candidate = fields.text("candidate"),
                    .digest_before = fields.text("digest_before"),
                    .digest_after = fields.text("digest_after")};
  for (const auto& skill : fields.list("skills")) {
    const Fields turn{skill, problem};
    rejudged.skills.push_back({.scenario = turn.text("scenario"),
                               .level = turn.text("level"),
                               .code = turn.text("code"),
                               .before = turn.word("before", Verdict::undetermined),
                               .after = turn.word("after", Verdict::undetermined)});
  }
  return rejudged;
}

}  // namespace

std::vector<Entry> rejudging_entries(const RecordedRejudging& rejudging) {
  std::vector<Entry> entries{rejudging_entry(rejudging)};
  for (const auto& source : rejudging.sources) {
    entries.push_back({.kind = kind::corrected, .body = {{"name", text_value(source.name)}}, .payload = source.text});
  }
  for (const auto& candidate : rejudging.candidates) {
    entries.push_back(rejudged_entry(candidate));
  }
  return entries;
}

bool add_rejudging(std::vector<RecordedRejudging>& rejudgings, const Entry& entry, std::string& problem) {
  const bool first = entry.kind == kind::rejudging;
  if (!first && entry.kind != kind::corrected && entry.kind != kind::rejudged) {
    return false;
  }
  const Fields fields{entry.body, problem};
  if (first) {
    rejudgings.push_back(read_rejudging(fields));
  } else if (rejudgings.empty()) {
    problem = "it belongs to a judging again, and none stands before it";
  } else if (entry.kind == kind::corrected) {
    rejudgings.back().sources.push_back({.name = fields.text("name"), .text = entry.payload});
  } else {
    rejudgings.back().candidates.push_back(read_rejudged(fields, problem));
  }
  return true;
}

}  // namespace labcheck::ledger
