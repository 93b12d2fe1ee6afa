#include "cli/coverage_list.hpp"

#include <algorithm>
#include <iostream>
#include <map>

#include <fmt/format.h>

#include "cli/inputs.hpp"
#include "cli/scenario_paths.hpp"
#include "qualify/coverage.hpp"
#include "qualify/standing.hpp"
#include "report/report.hpp"

namespace labcheck::cli {
namespace {

/// By level and code, in the scenarios' order.
using Covered = std::map<std::pair<std::string, std::string>, Value>;

Value as_json(const qualify::Coverage& coverage, const Scenario& scenario, const qualify::Proofs& proofs) {
  Value vantages = Value::array();
  for (const auto vantage : coverage.vantages) {
    vantages.push_back(to_string(vantage));
  }
  return {{"scenario", scenario.id},    {"grade", to_string(qualify::standing_of(proofs.folder, proofs.stored).grade)},
          {"tier", proofs.folder.tier}, {"vantages", vantages},
          {"manual", coverage.manual},  {"faults", coverage.faults},
          {"cheats", coverage.cheats},  {"alternatives", coverage.alternatives}};
}

/// False when its proofs can't be read: the scenario still grades its skills, and nothing proves it.
bool cover(Covered& covered, const std::string& path, const Scenario& scenario) {
  const auto loaded = qualify::proofs_at(path, scenario);
  print(loaded.diagnostics);
  const auto proofs = loaded.value ? *loaded.value : qualify::Proofs{};
  for (const auto& coverage : qualify::coverage_of(scenario, proofs.folder, proofs.stored)) {
    covered[{scenario.level, coverage.code}].push_back(as_json(coverage, scenario, proofs));
  }
  return loaded.value != nullptr;
}

std::string vantage_words(const Value& proof) {
  std::string words;
  for (const auto& vantage : proof.at("vantages")) {
    words += (words.empty() ? "" : " ") + vantage.get<std::string>();
  }
  return words;
}

/// `exam`, `exam + manual`, or `unproven`.
std::string grade_words(const Value& proof) {
  const auto grade = proof.at("grade").get<std::string>();
  return (grade.empty() ? "unproven" : grade) + (proof.at("manual").get<bool>() ? " + manual" : "");
}

std::string title_of(const Value& skill, Language language) {
  return skill.at("title").at(language == Language::zh ? "zh" : "en").get<std::string>();
}

std::string as_text(const Value& skill, Language language) {
  const auto head = fmt::format("{} {}", skill.at("level").get<std::string>(), skill.at("code").get<std::string>());
  std::string lines;
  for (const auto& proof : skill.at("scenarios")) {
    lines +=
        fmt::format("{}  {}, {} faults, {} cheats, {} alternatives, {}  {}\n", head, grade_words(proof),
                    proof.at("faults").get<int>(), proof.at("cheats").get<int>(), proof.at("alternatives").get<int>(),
                    vantage_words(proof), proof.at("scenario").get<std::string>());
  }
  return lines.empty() ? fmt::format("{}  no scenario  {}\n", head, title_of(skill, language)) : lines;
}

std::string as_markdown(const Value& skill, Language language) {
  const auto head = fmt::format("| {} {} | {} ", skill.at("level").get<std::string>(),
                                skill.at("code").get<std::string>(), title_of(skill, language));
  std::string lines;
  for (const auto& proof : skill.at("scenarios")) {
    lines += fmt::format("{}| {} | {} | {} | {} | {} | {} | {} |\n", head, proof.at("scenario").get<std::string>(),
                         grade_words(proof), vantage_words(proof), proof.at("faults").get<int>(),
                         proof.at("cheats").get<int>(), proof.at("alternatives").get<int>(),
                         proof.at("tier").get<std::string>());
  }
  return lines.empty() ? head + "| – | | | | | | |\n" : lines;
}

constexpr std::string_view markdown_head =
    "| skill | | scenario | grade | vantages | faults | cheats | alternatives | tier |\n"
    "|---|---|---|---|---|---|---|---|---|\n";

/// `38 skills: 30 qualified for exams (6 of them with a person's answer), 2 not yet, 6 without a scenario`
std::string summary(const Value& skills) {
  int proven = 0;
  int attested = 0;
  int without = 0;
  for (const auto& skill : skills) {
    const auto& proofs = skill.at("scenarios");
    const auto best =
        std::find_if(proofs.begin(), proofs.end(), [](const Value& proof) { return proof.at("grade") == "exam"; });
    proven += best != proofs.end() ? 1 : 0;
    attested += best != proofs.end() && best->at("manual").get<bool>() ? 1 : 0;
    without += proofs.empty() ? 1 : 0;
  }
  const auto all = static_cast<int>(skills.size());
  return fmt::format(
      "{} skills: {} qualified for exams ({} of them with a person's answer), {} not yet, {} without a scenario\n", all,
      proven, attested, all - proven - without, without);
}

/// False once an error is printed.
bool read_coverage(const Standard& standard, Covered& covered) {
  const auto paths = shipped_scenarios();
  const auto scenarios = load_scenarios(paths);
  bool good = scenarios.has_value();
  for (std::size_t at = 0; scenarios && at < scenarios->size(); ++at) {
    const auto& scenario = *(*scenarios)[at];
    good = (scenario.standard->id != standard.id || cover(covered, paths[at], scenario)) && good;
  }
  return good;
}

}  // namespace

int list_coverage(const Standard& standard, const std::string& level, const std::string& format, Language language) {
  Covered covered;
  const bool good = read_coverage(standard, covered);
  Value skills = Value::array();
  for (const auto& skill : standard.skills) {
    if (level.empty() || skill.level == level) {
      const auto found = covered.find({skill.level, skill.code});
      skills.push_back({{"level", skill.level},
                        {"code", skill.code},
                        {"title", {{"en", skill.title.en}, {"zh", skill.title.zh}}},
                        {"scenarios", found == covered.end() ? Value::array() : found->second}});
    }
  }
  std::string page = format == "json" ? skills.dump(2) + "\n" : format == "markdown" ? std::string{markdown_head} : "";
  for (const auto& skill : skills) {
    page += format == "json" ? "" : format == "markdown" ? as_markdown(skill, language) : as_text(skill, language);
  }
  page += format == "text" ? summary(skills) : "";
  std::cout << page;
  return good ? exit_ok : exit_invalid;
}

}  // namespace labcheck::cli
