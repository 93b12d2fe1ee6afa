#include "cli/scenario_paths.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "cli/inputs.hpp"
#include "load/sources.hpp"

namespace labcheck::cli {
namespace {

namespace fs = std::filesystem;

bool begins_a_line(const std::string& text, const std::string& key) {
  return text.starts_with(key) || text.find("\n" + key) != std::string::npos;
}

/// One that can't be read is taken for one, so that loading says why.
bool is_scenario(const std::string& path) {
  const auto text = load::disk_sources()(path);
  return !text || (*text && (begins_a_line(**text, "labcheck:") || begins_a_line(**text, "skills:")));
}

bool is_passed_over(const std::string& name) {
  return name == "standards" || name == "library" || name.ends_with(".qualify") || name.starts_with('.');
}

std::vector<std::string> expanded(const std::vector<std::string>& given) {
  std::vector<std::string> paths;
  for (const auto& path : given) {
    std::error_code ignored;
    if (!fs::is_directory(path, ignored)) {
      paths.push_back(path);
      continue;
    }
    const auto below = scenarios_below(path);
    if (below.empty()) {
      throw CLI::ValidationError(path, "no scenario is below this folder");
    }
    paths.insert(paths.end(), below.begin(), below.end());
  }
  return paths;
}

}  // namespace

std::vector<std::string> scenarios_below(const std::string& folder) {
  std::error_code ignored;
  std::vector<std::string> paths;
  for (auto at = fs::recursive_directory_iterator(folder, ignored); at != fs::recursive_directory_iterator{};
       at.increment(ignored)) {
    const auto name = at->path().filename().string();
    if (at->is_directory(ignored) && is_passed_over(name)) {
      at.disable_recursion_pending();
    } else if (at->is_regular_file(ignored) && !name.starts_with('.') && at->path().extension() == ".yaml" &&
               is_scenario(at->path().string())) {
      paths.push_back(at->path().string());
    }
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::vector<std::string> shipped_scenarios() {
  std::error_code ignored;
  return scenarios_below(fs::is_directory("scenarios", ignored) ? "scenarios" : data_folders().installed_data);
}

void add_scenario_paths(CLI::App& command, const std::string& name, std::vector<std::string>& paths) {
  command.add_option(name, paths, "Scenario files, or folders of them")->required();
  command.parse_complete_callback([&paths] { paths = expanded(paths); });
}

}  // namespace labcheck::cli
