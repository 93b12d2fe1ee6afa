#include "judge/ruling.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <memory>

#include <fmt/format.h>
#include <utf8proc.h>

#include <labcheck/time_text.hpp>

namespace labcheck::judge {

namespace {

std::string without_spare_spaces(std::string_view text) {
  std::string kept;
  for (const char byte : text) {
    const bool space = byte == ' ' || (byte >= '\t' && byte <= '\r');
    if (!space) {
      kept += byte;
    } else if (!kept.empty() && kept.back() != ' ') {
      kept += ' ';
    }
  }
  if (!kept.empty() && kept.back() == ' ') {
    kept.pop_back();
  }
  return kept;
}

bool was_withdrawn(const Ruling& ruling) {
  return ruling.expires && *ruling.expires <= ruling.at;
}

bool has_lapsed(const Ruling& ruling, Time run_ended) {
  return ruling.expires && *ruling.expires <= std::max(ruling.at, run_ended);
}

/// `passed by 李四 (assessor) on 2026-11-25 10:00:00 UTC: the diagram is complete`
std::string words_of(const Ruling& ruling) {
  return fmt::format("{} by {}{} on {}{}{}", to_string(ruling.kind), ruling.by,
                     ruling.role.empty() ? "" : fmt::format(" ({})", ruling.role), to_clock(ruling.at),
                     ruling.comment.empty() ? "" : ": ", ruling.comment);
}

std::string words_of(const std::vector<Ruling>& rulings) {
  std::string words;
  for (const auto& ruling : rulings) {
    words += (words.empty() ? "" : ", ") + words_of(ruling);
  }
  return words;
}

/// The latest ruling of each person, in the order of their times.
std::vector<Ruling> latest_of_each(const std::vector<Ruling>& rulings) {
  std::map<std::string, std::size_t> latest;
  for (std::size_t at = 0; at < rulings.size(); ++at) {
    latest[person_of(rulings[at].by)] = at;
  }
  std::vector<Ruling> kept;
  for (std::size_t at = 0; at < rulings.size(); ++at) {
    if (latest.at(person_of(rulings[at].by)) == at) {
      kept.push_back(rulings[at]);
    }
  }
  return kept;
}

/// What of people's latest words no longer counts.
std::string words_of_lapsed(const std::vector<Ruling>& rulings, Time run_ended) {
  std::string words;
  for (const auto& ruling : latest_of_each(rulings)) {
    if (has_lapsed(ruling, run_ended)) {
      words += fmt::format("{}{} ({})", words.empty() ? "" : ", ", words_of(ruling),
                           was_withdrawn(ruling) ? "withdrawn" : "expired on " + to_clock(*ruling.expires));
    }
  }
  return words;
}

std::vector<Ruling> of_kind(const std::vector<Ruling>& rulings, RulingKind kind) {
  std::vector<Ruling> kept;
  std::copy_if(rulings.begin(), rulings.end(), std::back_inserter(kept),
               [&](const Ruling& ruling) { return ruling.kind == kind; });
  return kept;
}

void waive(const std::vector<Ruling>& waivers, CheckResult& result) {
  auto words = words_of(waivers);
  if (result.outcome != Outcome::manual) {
    words += fmt::format("; without the waiver: {}{}{}", to_string(result.outcome), result.why.empty() ? "" : ", ",
                         result.why);
  }
  result.outcome = Outcome::waived;
  result.why = std::move(words);
}

/// Answers a manual check by what was attested, or says what keeps it open.
void attest(const Manual& manual, const std::vector<Ruling>& counting, const std::string& lapsed, CheckResult& result) {
  const auto passed = of_kind(counting, RulingKind::passed);
  const auto failed = of_kind(counting, RulingKind::failed);
  const std::size_t wanted = manual.second_assessor ? 2 : 1;
  std::string obstacle;
  if (!passed.empty() && !failed.empty()) {
    obstacle = "the assessors disagree: " + words_of(counting);
  } else if (counting.size() >= wanted) {
    result.outcome = failed.empty() ? Outcome::pass : Outcome::fail;
    result.why = words_of(counting);
    return;
  } else if (!counting.empty()) {
    obstacle = "a second assessor is missing: " + words_of(counting);
  }
  if (!lapsed.empty()) {
    obstacle += (obstacle.empty() ? "no longer counted: " : "; no longer counted: ") + lapsed;
  }
  if (!obstacle.empty()) {
    result.why = fmt::format("{}; the question: {}", obstacle, result.why);
  }
}

}  // namespace

std::string person_of(std::string_view name) {
  const auto text = valid_utf8(name);
  utf8proc_uint8_t* mapped = nullptr;
  const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                 static_cast<utf8proc_ssize_t>(text.size()), &mapped,
                                 static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT |
                                                                UTF8PROC_CASEFOLD | UTF8PROC_IGNORE));
  const std::unique_ptr<utf8proc_uint8_t, void (*)(void*)> owner{mapped, std::free};
  return without_spare_spaces(
      size < 0 ? text : std::string{reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(size)});
}

std::vector<Ruling> rulings_on(const std::vector<Ruling>& rulings, const CandidatePlan& plan, const Check& check) {
  std::vector<Ruling> found;
  for (const auto& ruling : rulings) {
    if (ruling.check == check.id && ruling.candidate == plan.candidate->id && ruling.scenario == plan.scenario->id) {
      found.push_back(ruling);
    }
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Ruling& one, const Ruling& other) { return one.at < other.at; });
  return found;
}

std::vector<Ruling> standing(const std::vector<Ruling>& rulings, Time run_ended) {
  auto kept = latest_of_each(rulings);
  kept.erase(
      std::remove_if(kept.begin(), kept.end(), [&](const Ruling& ruling) { return has_lapsed(ruling, run_ended); }),
      kept.end());
  return kept;
}

void apply_rulings(const CandidatePlan& plan, const Check& check, const std::vector<Ruling>& rulings, Time run_ended,
                   CheckResult& result) {
  const auto here = rulings_on(rulings, plan, check);
  if (here.empty()) {
    return;
  }
  const auto counting = standing(here, run_ended);
  result.rulings = counting;
  std::copy_if(here.begin(), here.end(), std::back_inserter(result.rulings), [&](const Ruling& ruling) {
    return std::find(counting.begin(), counting.end(), ruling) == counting.end();
  });
  if (const auto waivers = of_kind(counting, RulingKind::waived); !waivers.empty()) {
    waive(waivers, result);
  } else if (check.manual && result.outcome == Outcome::manual) {
    attest(*check.manual, counting, words_of_lapsed(here, run_ended), result);
  } else if (const auto lapsed = words_of_lapsed(here, run_ended); !lapsed.empty()) {
    result.why += fmt::format("{}no longer counted: {}", result.why.empty() ? "" : "; ", lapsed);
  }
}

}  // namespace labcheck::judge
