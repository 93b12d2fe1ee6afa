#include "cli/scenario_paths.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <doctest/doctest.h>

using namespace labcheck::cli;
namespace fs = std::filesystem;

namespace {

struct Folder {
  Folder() {
    auto pattern = (fs::temp_directory_path() / "labcheck-paths-XXXXXX").string();
    path = ::mkdtemp(pattern.data());
  }
  ~Folder() { fs::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string write(const std::string& name, const std::string& text) const {
    const auto file = path / name;
    fs::create_directories(file.parent_path());
    std::ofstream{file} << text;
    return file.string();
  }

  fs::path path{};
};

/// What a command gets for its words, or the parser's complaint.
std::vector<std::string> parsed(std::vector<std::string> words) {
  CLI::App program;
  std::vector<std::string> paths;
  auto* command = program.add_subcommand("validate");
  add_scenario_paths(*command, "scenario", paths);
  words.insert(words.begin(), "validate");
  std::reverse(words.begin(), words.end());
  program.parse(words);
  return paths;
}

}  // namespace

TEST_SUITE("cli/scenario_paths") {
  TEST_CASE("a folder stands for the scenarios below it, in order, and for nothing else that lies there") {
    const Folder folder;
    const auto web = folder.write("junior/web.yaml", "# a web server\nlabcheck: 1\nid: junior/web\n");
    const auto mail = folder.write("junior/mail.yaml", "labcheck: 1\n");
    const auto unfinished = folder.write("unfinished.yaml", "id: x\nskills: []\n");
    folder.write("room.yaml", "candidates: []\n");
    folder.write("junior/web.qualify/faults/one.yaml", "labcheck: 1\n");
    folder.write("library/part.yaml", "labcheck: 1\n");
    folder.write("standards/one.yaml", "labcheck: 1\n");
    folder.write(".hidden/old.yaml", "labcheck: 1\n");
    folder.write("junior/.web.yaml", "labcheck: 1\n");
    folder.write("junior/notes.txt", "labcheck: 1\n");
    CHECK(parsed({folder.path.string()}) == std::vector{mail, web, unfinished});
    CHECK(parsed({"other.yaml", (folder.path / "junior").string()}) ==
          std::vector<std::string>{"other.yaml", mail, web});
  }

  TEST_CASE("a folder without a scenario is refused, not taken for a run of nothing") {
    const Folder folder;
    folder.write("room.yaml", "candidates: []\n");
    CHECK_THROWS_AS(parsed({folder.path.string()}), CLI::ValidationError);
  }
}
