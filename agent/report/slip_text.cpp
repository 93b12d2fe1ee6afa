#include <algorithm>

#include <fmt/format.h>

#include "report/code_points.hpp"
#include "report/layout.hpp"
#include "report/slip_lines.hpp"
#include "report/words.hpp"

namespace labcheck::report {

namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

std::string pairs_text(const Pairs& pairs, std::size_t columns) {
  std::string lines;
  for (const auto& [name, text] : pairs) {
    lines += paragraph(pad(name, columns) + "  ", columns + 2, text);
  }
  return lines;
}

std::string code_text(const SlipCode& code, Language language, std::size_t verdict_columns) {
  const auto& line = code.line;
  const auto& phrase = phrases(language);
  auto name =
      fmt::format("{} {}  {}  {} {}", printable(line.code->level), printable(line.code->code),
                  printable(folded(line.title.in(language))), points_of(line.points, line.max_points), phrase.points);
  if (is_host_only(line.vantages)) {
    name += fmt::format("  {}", phrase.host_only);
  }
  auto lines = paragraph(pad(word(line.code->verdict, language), verdict_columns) + "  ", verdict_columns + 2, name);
  for (const auto& note : code.notes) {
    lines += paragraph(std::string(verdict_columns + 4, ' '), verdict_columns + 4, note);
  }
  return lines;
}

}  // namespace

std::string slip_text(const RunResult& result, const CandidateResult& candidate, const Seal& seal, Language language) {
  const auto content = slip_content(result, candidate, seal, language);
  const auto& words = slip_words(language);
  std::size_t columns = display_width(words.signed_by);
  for (const auto& [name, text] : content.head) {
    columns = std::max(columns, display_width(name));
  }
  std::size_t verdict_columns = 0;
  for (const auto verdict : {Verdict::pass, Verdict::fail, Verdict::undetermined}) {
    verdict_columns = std::max(verdict_columns, display_width(word(verdict, language)));
  }
  auto page = fmt::format("labcheck  {}\n\n{}\n", words.title, pairs_text(content.head, columns));
  for (const auto& note : content.notes) {
    page += paragraph("", 0, note);
  }
  for (const auto& code : content.codes) {
    page += code_text(code, language, verdict_columns);
  }
  page += content.codes.empty() ? fmt::format("{}\n", phrases(language).no_codes) : "";
  page += fmt::format("\n{}  {}\n", words.total, content.total);
  for (const auto& flag : content.flags) {
    const auto lead = fmt::format("{}  ", phrases(language).flag);
    page += paragraph(lead, display_width(lead), flag);
  }
  page += "\n" + pairs_text(content.seal, columns);
  for (int person = 0; person < 2; ++person) {
    page += fmt::format("\n\n{} {}  {} {}\n", words.signature, std::string(40, '_'), words.date, std::string(20, '_'));
  }
  return page;
}

}  // namespace labcheck::report
