#include <fmt/format.h>

#include "report/code_points.hpp"
#include "report/layout.hpp"
#include "report/text.hpp"
#include "report/words.hpp"

namespace labcheck::report {

namespace {

constexpr std::size_t gap = 2;

// The word says it all; colour only helps the eye.
std::string paint(std::string_view word, std::string_view colour, const Options& options, std::size_t columns) {
  const auto width = display_width(word);
  const std::string spaces(width < columns ? columns - width : 0, ' ');
  return options.colour ? fmt::format("\x1b[{}m{}\x1b[0m{}", colour, word, spaces) : fmt::format("{}{}", word, spaces);
}

std::string name_of(const CodeResult& code) {
  return printable(code.level + " " + code.code);
}

struct Column {
  std::string name{};
  std::size_t width{0};
};

const CodeResult* find(const CandidateResult& candidate, const std::string& name) {
  for (const auto& code : candidate.codes) {
    if (name_of(code) == name) {
      return &code;
    }
  }
  return nullptr;
}

std::vector<Column> columns_of(const RunResult& result, Language language) {
  std::vector<Column> columns;
  for (const auto& candidate : result.candidates) {
    for (const auto& code : candidate.codes) {
      const auto name = name_of(code);
      auto known = std::find_if(columns.begin(), columns.end(), [&](const Column& each) { return each.name == name; });
      if (known == columns.end()) {
        known = columns.insert(known, {.name = name, .width = display_width(name)});
      }
      known->width = std::max(known->width, display_width(word(code.verdict, language)));
    }
  }
  return columns;
}

std::string label(const CandidateResult& candidate) {
  const auto name = candidate.name.empty() ? candidate.id : candidate.id + "  " + candidate.name;
  return clip(printable(name), 32);
}

}  // namespace

std::string verdict_word(Verdict verdict, const Options& options, std::size_t columns) {
  constexpr std::string_view colours[] = {"32", "1;31", "33"};
  return paint(word(verdict, options.language), colours[static_cast<int>(verdict)], options, columns);
}

std::string outcome_word(Outcome outcome, const Options& options, std::size_t columns) {
  constexpr std::string_view colours[] = {"32", "31", "33", "33", "33", "36", "36"};
  return paint(word(outcome, options.language), colours[static_cast<int>(outcome)], options, columns);
}

std::string counts(const Totals& totals, const Options& options) {
  const auto& phrase = phrases(options.language);
  const auto part = [&](int number, Verdict verdict) {
    const auto name = word(verdict, options.language);
    return options.language == Language::zh ? fmt::format("{} {}", name, number) : fmt::format("{} {}", number, name);
  };
  return fmt::format("{}{}{}{}{}", part(totals.pass, Verdict::pass), phrase.comma, part(totals.fail, Verdict::fail),
                     phrase.comma, part(totals.undetermined, Verdict::undetermined));
}

std::string code_table(const RunResult& result, const Options& options) {
  const auto& phrase = phrases(options.language);
  const auto columns = columns_of(result, options.language);
  std::size_t label_width = display_width(phrase.candidate);
  for (const auto& candidate : result.candidates) {
    label_width = std::max(label_width, display_width(label(candidate)));
  }
  std::string table;
  for (std::size_t first = 0; first < columns.size();) {
    std::size_t end = first;
    auto width = 2 + label_width;
    std::string heading = "  " + pad(phrase.candidate, label_width);
    for (; end < columns.size() && (end == first || width + gap + columns[end].width <= page_width); ++end) {
      width += gap + columns[end].width;
      heading += std::string(gap, ' ') + pad(columns[end].name, columns[end].width);
    }
    table += (first == 0 ? "" : "\n") + heading.substr(0, heading.find_last_not_of(' ') + 1) + "\n";
    for (const auto& candidate : result.candidates) {
      table += "  " + pad(label(candidate), label_width);
      for (auto at = first; at < end; ++at) {
        const auto* code = find(candidate, columns[at].name);
        const auto columns_left = at + 1 < end ? columns[at].width : 0;
        table += std::string(gap, ' ') +
                 (code == nullptr ? pad("-", columns_left) : verdict_word(code->verdict, options, columns_left));
      }
      table += "\n";
    }
    first = end;
  }
  return table;
}

}  // namespace labcheck::report
