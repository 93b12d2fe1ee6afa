#include <fmt/format.h>

#include "report/difference.hpp"
#include "report/json.hpp"
#include "report/words.hpp"

namespace labcheck::report {

namespace {

struct Words {
  std::string_view nothing{};
  std::string_view none{};
  std::string_view points{};
  std::string_view before{};
  std::string_view after{};
};

const Words& words(Language language) {
  static constexpr Words english{
      .nothing = "(not there)", .none = "no difference", .points = "points", .before = "before", .after = "after"};
  static constexpr Words chinese{
      .nothing = "（无）", .none = "没有差别", .points = "分", .before = "此前", .after = "此后"};
  return language == Language::zh ? chinese : english;
}

// A word of JSON in the reader's language; one that isn't known stays as it is.
template <class Enum>
std::string worded(const std::string& json, Enum last, Language language) {
  if (json.empty()) {
    return std::string{words(language).nothing};
  }
  for (int at = 0; at <= static_cast<int>(last); ++at) {
    if (to_string(static_cast<Enum>(at)) == json) {
      return std::string{word(static_cast<Enum>(at), language)};
    }
  }
  return printable(json);
}

std::string line_of(const SkillDifference& skill, Language language) {
  auto line = fmt::format("{}{}{}  {} {} [{}]  {} → {}", printable(skill.candidate), skill.name.empty() ? "" : " ",
                          printable(skill.name), printable(skill.level), printable(skill.code),
                          printable(skill.scenario), worded(skill.before, Verdict::undetermined, language),
                          worded(skill.after, Verdict::undetermined, language));
  if (skill.points_before != skill.points_after) {
    line += fmt::format("  {} → {} {}", skill.points_before, skill.points_after, words(language).points);
  }
  return line + "\n";
}

std::string lines_of(const CheckDifference& check, Language language) {
  auto lines =
      fmt::format("    {}  {} → {}\n", printable(check.id), worded(check.before, Outcome::not_applicable, language),
                  worded(check.after, Outcome::not_applicable, language));
  const auto& phrase = phrases(language);
  for (const auto& [when, why] :
       {std::pair{words(language).before, &check.why_before}, std::pair{words(language).after, &check.why_after}}) {
    if (!why->empty()) {
      lines += fmt::format("        {}{}{}\n", when, phrase.colon, printable(*why));
    }
  }
  return lines;
}

nlohmann::ordered_json json_of(const SkillDifference& skill) {
  using Json = nlohmann::ordered_json;
  const auto or_null = [](const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); };
  auto checks = Json::array();
  for (const auto& check : skill.checks) {
    checks.push_back(Json{{"id", check.id},
                          {"before", or_null(check.before)},
                          {"after", or_null(check.after)},
                          {"why_before", check.why_before},
                          {"why_after", check.why_after}});
  }
  return Json{{"candidate", skill.candidate},
              {"name", skill.name},
              {"scenario", skill.scenario},
              {"level", skill.level},
              {"code", skill.code},
              {"before", or_null(skill.before)},
              {"after", or_null(skill.after)},
              {"points_before", skill.points_before},
              {"points_after", skill.points_after},
              {"checks", std::move(checks)}};
}

}  // namespace

std::string differences_as_text(const std::vector<SkillDifference>& differences, Language language) {
  std::string text;
  for (const auto& skill : differences) {
    text += line_of(skill, language);
    for (const auto& check : skill.checks) {
      text += lines_of(check, language);
    }
  }
  return differences.empty() ? fmt::format("{}\n", words(language).none) : text;
}

std::string differences_as_json(const std::vector<SkillDifference>& differences) {
  auto list = nlohmann::ordered_json::array();
  for (const auto& skill : differences) {
    list.push_back(json_of(skill));
  }
  const nlohmann::ordered_json json{{"schema", "labcheck.diff/1"}, {"differences", std::move(list)}};
  return with_escapes(json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace), false) + "\n";
}

}  // namespace labcheck::report
