#include "load/rulings.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include <labcheck/spelling.hpp>

#include "load/document.hpp"
#include "load/fields.hpp"
#include "load/times.hpp"

namespace labcheck::load {

namespace {

constexpr std::array<std::string_view, 2> answers{"pass", "fail"};

Place place_of(const Fields& fields, std::string_view key) {
  const auto* entry = fields.entry(key);
  return entry == nullptr ? fields.place() : entry->value.place;
}

bool is_blank(const std::string& text) {
  return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

/// A text that says something.
std::string read_words(Fields& fields, std::string_view key, bool must_be_there, Findings& findings) {
  auto text = fields.text(key, must_be_there);
  if (!text.empty() && is_blank(text)) {
    findings.error(place_of(fields, key), fmt::format("'{}' must be a text, found an empty one", key));
  }
  return text;
}

std::optional<Time> read_moment(Fields& fields, std::string_view key, bool must_be_there,
                                Result<Time> (*read)(std::string_view), Findings& findings) {
  const auto text = fields.text(key, must_be_there);
  if (text.empty()) {
    return std::nullopt;
  }
  const auto time = read(text);
  if (!time) {
    findings.error(place_of(fields, key), fmt::format("'{}': {}", key, time.error().message));
    return std::nullopt;
  }
  return *time;
}

/// What attestations and waivers have in common.
RulingDraft read_common(Fields& fields, Findings& findings) {
  RulingDraft draft;
  draft.candidate = fields.text("candidate", true);
  draft.scenario = fields.text("scenario", false);
  draft.by = read_words(fields, "by", true, findings);
  draft.role = fields.text("role", false);
  const auto at = read_moment(fields, "time", true, read_time, findings);
  draft.at = at.value_or(Time{});
  draft.expires = read_moment(fields, "expires", false, read_expiry, findings);
  if (at && draft.expires && *draft.expires <= *at) {
    findings.error(place_of(fields, "expires"), "'expires' must lie after 'time'");
  }
  draft.candidate_place = place_of(fields, "candidate");
  draft.scenario_place = place_of(fields, "scenario");
  return draft;
}

RulingDraft read_attestation(const Node& node, Findings& findings) {
  Fields fields{node,
                "attestation",
                {"candidate", "scenario", "check", "answer", "by", "role", "time", "comment", "expires"},
                findings};
  if (!fields.is_map()) {
    return {};
  }
  auto draft = read_common(fields, findings);
  draft.check = fields.text("check", true);
  draft.target_place = place_of(fields, "check");
  draft.comment = fields.text("comment", false);
  const auto answer = fields.text("answer", true);
  if (!answer.empty() && std::find(answers.begin(), answers.end(), answer) == answers.end()) {
    findings.error(place_of(fields, "answer"),
                   fmt::format("'answer' must be pass or fail, found '{}'{}", answer, did_you_mean(answer, answers)));
  }
  draft.kind = answer == "pass" ? RulingKind::passed : RulingKind::failed;
  return draft;
}

RulingDraft read_waiver(const Node& node, Findings& findings) {
  Fields fields{
      node, "waiver", {"candidate", "scenario", "check", "skill", "by", "role", "time", "reason", "expires"}, findings};
  if (!fields.is_map()) {
    return {};
  }
  auto draft = read_common(fields, findings);
  draft.kind = RulingKind::waived;
  draft.check = fields.text("check", false);
  draft.skill = fields.text("skill", false);
  draft.target_place = place_of(fields, fields.entry("check") != nullptr ? "check" : "skill");
  if ((fields.entry("check") != nullptr) == (fields.entry("skill") != nullptr)) {
    findings.error(fields.place(), "waiver needs either 'check' or 'skill'");
  }
  draft.comment = read_words(fields, "reason", true, findings);
  return draft;
}

void read_list(const Fields& file, std::string_view key, RulingDraft (*read)(const Node&, Findings&),
               std::vector<RulingDraft>& drafts, Findings& findings) {
  const auto* entry = file.entry(key);
  if (entry == nullptr) {
    return;
  }
  if (!entry->value.is_sequence()) {
    findings.error(entry->value.place, fmt::format("'{}' must be a list, found {}", key, found(entry->value)));
  } else if (entry->value.items.empty()) {
    findings.error(entry->key_place, fmt::format("'{}' is an empty list", key));
  }
  for (const auto& item : entry->value.items) {
    drafts.push_back(read(item, findings));
  }
}

std::vector<RulingDraft> read_file(const Node& root, Findings& findings) {
  std::vector<RulingDraft> drafts;
  Fields file{root, "rulings file", {"labcheck-rulings", "attestations", "waivers"}, findings};
  if (!file.is_map()) {
    return drafts;
  }
  if (const auto version = file.text("labcheck-rulings", true); !version.empty() && version != "1") {
    findings.error(place_of(file, "labcheck-rulings"),
                   fmt::format("unknown rulings version '{}' (this program reads 1)", version));
  }
  if (file.entry("attestations") == nullptr && file.entry("waivers") == nullptr) {
    findings.error(file.place(), "rulings file has neither 'attestations' nor 'waivers'");
  }
  read_list(file, "attestations", read_attestation, drafts, findings);
  read_list(file, "waivers", read_waiver, drafts, findings);
  return drafts;
}

}  // namespace

Loaded<std::vector<RulingDraft>> load_rulings(const std::string& path, const Sources& sources) {
  Loaded<std::vector<RulingDraft>> loaded;
  Findings findings{loaded.diagnostics};
  const auto text = sources(path);
  if (!text || !*text) {
    findings.error({.file = std::make_shared<const std::string>(path)}, text ? "no such file" : text.error().message);
    return loaded;
  }
  const auto root = parse_document(path, **text, loaded.diagnostics);
  auto drafts = std::make_shared<std::vector<RulingDraft>>();
  if (!root.is_null() || loaded.diagnostics.empty()) {
    *drafts = read_file(root, findings);
  }
  std::stable_sort(loaded.diagnostics.begin(), loaded.diagnostics.end(), [](const auto& one, const auto& other) {
    return std::pair{one.place.line, one.place.column} < std::pair{other.place.line, other.place.column};
  });
  if (!has_errors(loaded.diagnostics)) {
    loaded.value = std::move(drafts);
  }
  return loaded;
}

}  // namespace labcheck::load
