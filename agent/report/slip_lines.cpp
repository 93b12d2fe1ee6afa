#include "report/slip_lines.hpp"

#include <fmt/format.h>

#include "report/layout.hpp"
#include "report/points.hpp"
#include "report/text.hpp"
#include "report/words.hpp"

namespace labcheck::report {

namespace {

/// A page has room for two lines a sentence.
constexpr std::size_t longest_sentence = 160;

constexpr SlipWords english{.title = "Assessment slip",
                            .total = "total",
                            .ledger = "ledger",
                            .records = "record {}",
                            .signed_by = "signed by",
                            .unsigned_ledger = "nobody: the ledger is unsigned",
                            .signature = "signature",
                            .date = "date"};

constexpr SlipWords chinese{.title = "技能评定单",
                            .total = "合计",
                            .ledger = "考核记录",
                            .records = "第 {} 条",
                            .signed_by = "签名密钥",
                            .unsigned_ledger = "无（考核记录未签名）",
                            .signature = "签字",
                            .date = "日期"};

std::string short_sentence(std::string_view text) {
  return sentence(text, longest_sentence);
}

/// `517fae65 30393…`: people compare it group by group.
std::string in_groups(std::string_view hex) {
  std::string groups;
  for (std::size_t at = 0; at < hex.size(); at += 4) {
    groups += fmt::format("{}{}", groups.empty() ? "" : " ", hex.substr(at, 4));
  }
  return groups;
}

SlipCode code_of(CodeLine line, Language language) {
  SlipCode code{.line = std::move(line)};
  if (!code.line.code->cause.empty()) {
    code.notes.push_back(short_sentence(code.line.code->cause));
  }
  for (const auto* check : code.line.checks) {
    for (const auto& ruling : check->rulings) {
      code.notes.push_back(short_sentence(fmt::format("{} {}{}{}", phrases(language).ruling, check->id,
                                                      phrases(language).colon, ruling_words(ruling, language))));
    }
  }
  return code;
}

}  // namespace

const SlipWords& slip_words(Language language) {
  return language == Language::zh ? chinese : english;
}

SlipContent slip_content(const RunResult& result, const CandidateResult& candidate, const Seal& seal,
                         Language language) {
  const auto& phrase = phrases(language);
  const auto& words = slip_words(language);
  SlipContent content;
  const auto head = [&](std::string_view name, std::string_view text) {
    content.head.emplace_back(name, short_sentence(text));
  };
  head(phrase.candidate, candidate.id + "  " + candidate.name);
  if (!candidate.seat.empty()) {
    head(phrase.seat, candidate.seat);
  }
  head(phrase.run, result.run.id + "  " + to_clock(result.run.started));
  for (const auto& scenario : result.scenarios) {
    head(phrase.scenario, scenario.id + "  " + folded(scenario.title.in(language)));
  }
  for (const auto& note : run_notes(result.run, language)) {
    content.notes.push_back(short_sentence(note));
  }
  for (auto& line : code_lines(candidate)) {
    content.codes.push_back(code_of(std::move(line), language));
  }
  const auto& totals = candidate.totals;
  content.total = fmt::format("{}  {} {}", counts(totals, {.language = language}),
                              points_of(totals.points, totals.max_points), phrase.points);
  for (const auto& flag : candidate.flags) {
    content.flags.push_back(short_sentence(flag_words(flag, language)));
  }
  content.seal.emplace_back(words.ledger, fmt::format(fmt::runtime(words.records), seal.records));
  content.seal.emplace_back("", in_groups(seal.fingerprint));
  content.seal.emplace_back(words.signed_by, seal.signer.empty() ? words.unsigned_ledger : seal.signer);
  return content;
}

}  // namespace labcheck::report
