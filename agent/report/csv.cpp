#include "report/csv.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "report/layout.hpp"
#include "report/parts.hpp"
#include "report/points.hpp"
#include "report/words.hpp"

namespace labcheck::report {

namespace {

constexpr std::array<std::string_view, 13> english{"candidate", "name",    "seat",  "level",  "code",
                                                   "title",     "verdict", "cause", "points", "max_points",
                                                   "vantages",  "rulings", "flags"};
constexpr std::array<std::string_view, 13> chinese{"考生编号", "姓名",     "座位", "级别", "代码",
                                                   "技能要求", "评定结论", "原因", "得分", "满分",
                                                   "检测位置", "人工评定", "疑点"};

// The last four are full-width forms, which some spreadsheets read alike.
constexpr std::array<std::string_view, 10> formula_marks{"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"};

bool begins_formula(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  return std::any_of(formula_marks.begin(), formula_marks.end(),
                     [&](std::string_view mark) { return text.starts_with(mark); });
}

/// Some spreadsheets part cells at semicolons, quotes or not: what stands behind one is a cell's beginning too.
std::string defused(std::string_view raw) {
  const auto shown = printable(raw);
  std::string safe = begins_formula(raw) || begins_formula(shown) ? "'" : "";
  for (std::size_t at = 0; at < shown.size(); ++at) {
    safe += shown[at];
    if (shown[at] == ';' && begins_formula(std::string_view{shown}.substr(at + 1))) {
      safe += '\'';
    }
  }
  return safe;
}

std::string cell(std::string_view text) {
  std::string quoted = "\"";
  for (const char character : defused(text)) {
    quoted += character == '"' ? "\"\"" : std::string(1, character);
  }
  return quoted + '"';
}

template <class Cells>
std::string row(const Cells& cells) {
  std::string line;
  for (const auto& text : cells) {
    line += (line.empty() ? "" : ",") + cell(text);
  }
  return line + "\r\n";
}

std::string vantages_of(const CodeLine& line) {
  std::string words;
  for (const auto vantage : line.vantages) {
    words += fmt::format("{}{}", words.empty() ? "" : " ", to_string(vantage));
  }
  return words;
}

std::string rulings_of(const CodeLine& line, Language language) {
  std::string words;
  for (const auto* check : line.checks) {
    for (const auto& ruling : check->rulings) {
      words += fmt::format("{}{} {}", words.empty() ? "" : " | ", check->id, ruling_words(ruling, language));
    }
  }
  return words;
}

std::string flags_of(const CandidateResult& candidate, Language language) {
  std::string words;
  for (const auto& flag : candidate.flags) {
    words += (words.empty() ? "" : " | ") + flag_words(flag, language);
  }
  return words;
}

}  // namespace

std::string render_csv(const RunResult& result, const Options& options) {
  const auto language = options.language;
  auto table = "\xEF\xBB\xBF" + row(language == Language::zh ? chinese : english);
  for (const auto& candidate : result.candidates) {
    for (const auto& line : code_lines(candidate)) {
      table += row(std::array<std::string, 13>{candidate.id, candidate.name, candidate.seat, line.code->level,
                                               line.code->code, folded(line.title.in(language)),
                                               std::string{word(line.code->verdict, language)}, line.code->cause,
                                               to_text(line.points), to_text(line.max_points), vantages_of(line),
                                               rulings_of(line, language), flags_of(candidate, language)});
    }
  }
  return table;
}

}  // namespace labcheck::report
