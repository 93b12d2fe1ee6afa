#include "load/scenario/lookup.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

namespace labcheck::load {

namespace {

constexpr int max_parents = 32;

/// The scenario's folder and its parents; of a relative path also the parents of the working directory, by name only,
/// so that the same names are asked for when a ledger is judged again.
std::vector<std::filesystem::path> folders_above(const std::string& path) {
  std::vector<std::filesystem::path> folders;
  auto folder = std::filesystem::path{path}.lexically_normal().parent_path();
  for (int level = 0; level < max_parents; ++level) {
    folders.push_back(folder);
    if (folder.is_absolute() && folder == folder.parent_path()) {
      break;
    }
    const bool climbs = folder.empty() || folder.filename() == "..";
    folder = climbs ? folder / ".." : folder.parent_path();
  }
  return folders;
}

void record(const std::string& name, const std::string& text, Context& context) {
  auto& sources = context.scenario.sources;
  const bool known =
      std::any_of(sources.begin(), sources.end(), [&](const SourceText& source) { return source.name == name; });
  if (!known) {
    sources.push_back({.name = name, .text = text});
  }
}

}  // namespace

std::optional<FoundSource> look_up(const std::string& name, const Place& wanted_at, Context& context) {
  std::vector<std::pair<std::string, std::string>> places;  // what to read, what to record it as
  for (const auto& folder : folders_above(context.path)) {
    const auto path = (folder / name).string();
    places.emplace_back(path, path);
  }
  const auto installed = "installed:" + name;
  places.emplace_back(installed, installed);
  if (!context.search.installed_data.empty()) {
    places.emplace_back((std::filesystem::path{context.search.installed_data} / name).string(), installed);
  }
  for (const auto& [path, recorded_as] : places) {
    const auto text = context.sources(path);
    if (!text) {
      context.findings.error(wanted_at, text.error().message);
      return std::nullopt;
    }
    if (*text) {
      record(recorded_as, **text, context);
      return FoundSource{.path = path, .text = **text};
    }
  }
  context.findings.error(wanted_at, fmt::format("no '{}' beside the scenario, in a folder above it or in the installed "
                                                "data",
                                                name));
  return std::nullopt;
}

}  // namespace labcheck::load
