#include "qualify/standing.hpp"

#include <filesystem>

#include <fmt/format.h>

namespace labcheck::qualify {
namespace {

/// `fault a, fault b and 7 more`
std::string some_of(const std::vector<std::string>& titles) {
  constexpr std::size_t most = 3;
  std::string text;
  for (std::size_t at = 0; at < titles.size() && at < most; ++at) {
    text += (at == 0 ? "" : ", ") + titles[at];
  }
  return titles.size() > most ? fmt::format("{} and {} more", text, titles.size() - most) : text;
}

}  // namespace

load::Loaded<Proofs> proofs_at(const std::string& scenario_path, const Scenario& scenario) {
  load::Loaded<Proofs> loaded;
  std::error_code ignored;
  if (!std::filesystem::is_directory(folder_of(scenario_path), ignored)) {
    loaded.value = std::make_shared<const Proofs>();
    return loaded;
  }
  const auto folder = load_folder(scenario_path, scenario);
  loaded.diagnostics = folder.diagnostics;
  auto stored = read_stored(folder_of(scenario_path));
  if (!stored) {
    loaded.diagnostics.push_back({.message = stored.error().message});
  } else if (folder.value) {
    loaded.value = std::make_shared<const Proofs>(Proofs{.folder = *folder.value, .stored = std::move(*stored)});
  }
  return loaded;
}

load::Loaded<Standing> standing_at(const std::string& scenario_path, const Scenario& scenario) {
  auto proofs = proofs_at(scenario_path, scenario);
  load::Loaded<Standing> loaded{.diagnostics = std::move(proofs.diagnostics)};
  if (proofs.value) {
    loaded.value = std::make_shared<const Standing>(standing_of(proofs.value->folder, proofs.value->stored));
  }
  return loaded;
}

std::string in_words(const Standing& standing) {
  if (standing.grade == Grade::exam) {
    return "qualified for exams";
  }
  if (standing.grade == Grade::untried) {
    return "never qualified (labcheck qualify)";
  }
  std::string text = standing.grade == Grade::practice ? "qualified for practice only" : "a draft";
  if (!standing.survivors.empty()) {
    text += fmt::format("; survived: {}", some_of(standing.survivors));
  }
  if (!standing.untried.empty()) {
    text += fmt::format("; not tried as it stands: {}", some_of(standing.untried));
  }
  return text;
}

}  // namespace labcheck::qualify
