#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <labcheck/observation.hpp>
#include <labcheck/ruling.hpp>
#include <labcheck/run_info.hpp>
#include <labcheck/text.hpp>
#include <labcheck/value.hpp>

namespace labcheck {

/// Of a check.
enum class Outcome { pass, fail, error, blocked, manual, waived, not_applicable };
/// Of a skill.
enum class Verdict { pass, fail, undetermined };
/// Where a fact is seen from, weakest first.
enum class Vantage { host, peer, agent };

constexpr std::string_view to_string(Outcome outcome) {
  constexpr std::string_view names[] = {"pass", "fail", "error", "blocked", "manual", "waived", "not_applicable"};
  return names[static_cast<int>(outcome)];
}
constexpr std::string_view to_string(Verdict verdict) {
  constexpr std::string_view names[] = {"pass", "fail", "undetermined"};
  return names[static_cast<int>(verdict)];
}
constexpr std::string_view to_string(Vantage vantage) {
  constexpr std::string_view names[] = {"host", "peer", "agent"};
  return names[static_cast<int>(vantage)];
}

/// Points in exact hundredths.
struct Points {
  std::int64_t hundredths{0};
  auto operator<=>(const Points&) const = default;
};

/// A check judged. `why` is one sentence for people; `expected` and `actual` are its two halves where there are any.
struct CheckResult {
  std::string id{};
  Text title{};
  Text hint{};
  Outcome outcome{Outcome::error};
  Points points{};
  Points max_points{};
  bool optional{false};
  Vantage vantage{Vantage::host};
  std::string why{};
  std::string expected{};
  std::string actual{};
  int attempts{0};
  Duration elapsed{0};
  std::vector<std::int64_t> observations{};
  std::vector<Ruling> rulings{};  ///< what people said of it: those that count first in time
};

/// A skill judged in one scenario.
struct SkillResult {
  std::string scenario{};
  std::string level{};
  std::string code{};
  Text title{};
  Verdict verdict{Verdict::undetermined};
  std::string cause{};           ///< of fail and undetermined: the checks that decided, in words
  bool only_manual_open{false};  ///< undetermined only for want of a person (see --allow-manual)
  Points points{};
  Points max_points{};
  std::vector<Vantage> vantages{};  ///< of its checks, distinct, weakest first
  std::vector<CheckResult> checks{};
};

/// One line per (level, code), whatever scenarios grade it: the line that the product is for.
struct CodeResult {
  std::string level{};
  std::string code{};
  Text title{};
  Verdict verdict{Verdict::undetermined};
  std::string cause{};
  bool only_manual_open{false};
};

struct Totals {
  int pass{0};
  int fail{0};
  int undetermined{0};
  Points points{};
  Points max_points{};
};

/// Totals of a task, a domain or a level (`kind`), by its id.
struct GroupTotals {
  std::string kind{};
  std::string id{};
  Text title{};
  Totals totals{};
};

struct CandidateResult {
  std::string id{};
  std::string name{};
  std::string seat{};
  std::vector<Flag> flags{};
  std::vector<SkillResult> skills{};
  std::vector<CodeResult> codes{};
  std::vector<GroupTotals> groups{};
  Totals totals{};
};

struct ScenarioInfo {
  std::string id{};
  Text title{};
  std::string level{};
  std::string standard{};
  std::string digest{};         ///< SHA-256 of the scenario's text, hex
  std::string qualification{};  ///< how far it is proven as it stands: "exam", "practice", "draft"; empty: never tried
};

/// A whole run, judged: what every report is made from.
struct RunResult {
  RunInfo run{};
  std::vector<ScenarioInfo> scenarios{};
  std::vector<CandidateResult> candidates{};
  Totals summary{};  ///< of the candidates' codes
};

}  // namespace labcheck
