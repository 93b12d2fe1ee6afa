#include "cli/rejudging.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "cli/options.hpp"
#include "report/json.hpp"
#include "text/sha256.hpp"

namespace labcheck::cli {
namespace {

const CandidateResult* find_candidate(const RunResult& result, const std::string& id) {
  const auto found = std::find_if(result.candidates.begin(), result.candidates.end(),
                                  [&](const CandidateResult& candidate) { return candidate.id == id; });
  return found == result.candidates.end() ? nullptr : &*found;
}

const SkillResult* find_skill(const CandidateResult& candidate, const SkillResult& like) {
  const auto found = std::find_if(candidate.skills.begin(), candidate.skills.end(), [&](const SkillResult& skill) {
    return skill.scenario == like.scenario && skill.level == like.level && skill.code == like.code;
  });
  return found == candidate.skills.end() ? nullptr : &*found;
}

/// SHA-256 of a candidate's part of the JSON report: as an export has it too, and with nothing of others in it.
std::string digest_of(const CandidateResult& candidate) {
  RunResult alone;
  alone.candidates = {candidate};
  return text::sha256_hex(report::render_json(alone, {}));
}

ledger::Rejudged rejudged(const CandidateResult& after, const CandidateResult& before) {
  ledger::Rejudged rejudged{
      .candidate = after.id, .digest_before = digest_of(before), .digest_after = digest_of(after)};
  for (const auto& skill : after.skills) {
    const auto* was = find_skill(before, skill);
    rejudged.skills.push_back({.scenario = skill.scenario,
                               .level = skill.level,
                               .code = skill.code,
                               .before = was != nullptr ? was->verdict : Verdict::undetermined,
                               .after = skill.verdict});
  }
  return rejudged;
}

}  // namespace

ledger::RecordedRejudging rejudging_of(const Rejudging& info, const Scenarios& corrected, const RunResult& before,
                                       const RunResult& after) {
  ledger::RecordedRejudging rejudging{.info = info};
  for (const auto& scenario : corrected) {
    rejudging.info.scenarios.push_back(scenario->id);
    rejudging.files.push_back(scenario->sources.front().name);
    for (const auto& source : scenario->sources) {
      const auto same = [&](const SourceText& known) { return known.name == source.name; };
      if (std::none_of(rejudging.sources.begin(), rejudging.sources.end(), same)) {
        rejudging.sources.push_back(source);
      }
    }
  }
  for (const auto& candidate : after.candidates) {
    const auto* was = find_candidate(before, candidate.id);
    rejudging.candidates.push_back(rejudged(candidate, was != nullptr ? *was : CandidateResult{}));
  }
  return rejudging;
}

void compare_with_recorded(const ledger::RecordedRejudging& recorded, const RunResult& result) {
  for (const auto& rejudged : recorded.candidates) {
    const auto* now = find_candidate(result, rejudged.candidate);
    for (const auto& turn : rejudged.skills) {
      SkillResult like;
      like.scenario = turn.scenario;
      like.level = turn.level;
      like.code = turn.code;
      const auto* skill = now != nullptr ? find_skill(*now, like) : nullptr;
      if (skill != nullptr && skill->verdict != turn.after) {
        complain(
            fmt::format("{} {} {}: this version says {}, and the re-judging on record (by {}, labcheck {}) says {}",
                        rejudged.candidate, turn.level, turn.code, to_string(skill->verdict), recorded.info.by,
                        recorded.info.version, to_string(turn.after)));
      }
    }
  }
}

}  // namespace labcheck::cli
