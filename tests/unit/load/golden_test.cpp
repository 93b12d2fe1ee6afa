#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <doctest/doctest.h>

#include "load/scenario.hpp"

namespace {

const std::filesystem::path folder = std::filesystem::path{LABCHECK_SOURCE_DIR} / "tests/golden/load";

std::string text_of(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream{path}.rdbuf();
  return text.str();
}

/// What loading says about a file of the corpus, a line for each finding.
std::string findings_on(const std::string& file) {
  const auto disk = labcheck::load::disk_sources();
  const labcheck::load::Sources corpus = [&](const std::string& path) {
    return path.starts_with("..") ? labcheck::Result<std::optional<std::string>>{std::nullopt}
                                  : disk((folder / path).string());
  };
  const auto loaded = labcheck::load::load_scenario(file, corpus, {});
  std::string lines;
  for (const auto& diagnostic : loaded.diagnostics) {
    lines += to_string(diagnostic) + '\n';
  }
  CHECK_MESSAGE((loaded.value != nullptr) == !has_errors(loaded.diagnostics), file);
  return lines;
}

}  // namespace

TEST_SUITE("load/golden") {
  TEST_CASE("every file of the corpus gets exactly the findings that are expected of it") {
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator{folder}) {
      if (entry.path().extension() == ".yaml") {
        files.push_back(entry.path().filename().string());
      }
    }
    std::sort(files.begin(), files.end());
    CHECK(files.size() >= 70);
    for (const auto& file : files) {
      auto expected = folder / file;
      expected.replace_extension(".expected");
      const auto found = findings_on(file);
      CHECK_MESSAGE(std::filesystem::exists(expected), file);
      CHECK_MESSAGE(found == text_of(expected), fmt::format("{} gives\n{}", file, found));
      if (const char* update = std::getenv("LABCHECK_UPDATE_GOLDEN"); update != nullptr && found != text_of(expected)) {
        std::ofstream{expected} << found;
      }
    }
  }
}
