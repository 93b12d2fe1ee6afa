// The include arrows of the design: checks -> include <- agent, and within the agent only in the order of the flow.
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace {

namespace fs = std::filesystem;

const fs::path root{LABCHECK_SOURCE_DIR};

/// Which rooms of the agent each room may include, besides itself and the vocabulary.
const std::map<std::string, std::set<std::string>> allowed{
    {"text", {}},
    {"load", {"text"}},
    {"plan", {"text"}},
    {"judge", {"text", "plan"}},
    {"ledger", {}},
    {"report", {"text"}},
    {"observe", {"text", "plan", "judge"}},
    {"qualify", {"text", "load", "plan"}},
    {"cli", {"text", "load", "plan", "judge", "ledger", "report", "observe", "qualify"}},
};

const std::regex include_line{R"(^\s*#\s*include\s*([<"])([^>"]+)[>"].*)"};

struct Include {
  bool quoted;
  std::string path;
};

std::vector<Include> includes_of(const fs::path& file) {
  std::vector<Include> includes;
  std::ifstream in{file};
  std::smatch found;
  for (std::string line; std::getline(in, line);) {
    if (std::regex_match(line, found, include_line)) {
      includes.push_back({found[1] == "\"", found[2]});
    }
  }
  return includes;
}

std::vector<fs::path> sources_below(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".cpp" || entry.path().extension() == ".hpp") {
      files.push_back(entry.path());
    }
  }
  return files;
}

bool one_of(const std::string& path, const std::vector<std::string>& prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [&](const std::string& prefix) { return path.rfind(prefix, 0) == 0; });
}

/// Reads text that it is handed; that its headers could open files is no reason to write another YAML reader.
const std::vector<std::string> parsers{"yaml-cpp/"};

const std::vector<std::string> io_libraries{"boost/",   "libssh2",  "curl/",      "libpq",  "mysql",    "mariadb",
                                            "sqlite3",  "yaml-cpp", "spdlog/",    "sys/",   "unistd.h", "fcntl.h",
                                            "iostream", "fstream",  "filesystem", "thread", "CLI/"};

}  // namespace

TEST_SUITE("house/arrows") {
  TEST_CASE("the vocabulary includes only itself, the standard library and value libraries") {
    const auto files = sources_below(root / "include");
    REQUIRE(files.size() > 10);
    for (const auto& file : files) {
      for (const auto& include : includes_of(file)) {
        INFO(file.string(), " includes ", include.path);
        CHECK_FALSE(include.quoted);
        CHECK_FALSE(one_of(include.path, io_libraries));
      }
    }
  }

  TEST_CASE("check types include only the vocabulary and their own folder, and no I/O library") {
    const auto files = sources_below(root / "checks");
    REQUIRE(files.size() > 10);
    for (const auto& file : files) {
      for (const auto& include : includes_of(file)) {
        INFO(file.string(), " includes ", include.path);
        CHECK_FALSE((one_of(include.path, io_libraries) && !one_of(include.path, parsers)));
        if (include.quoted) {
          CHECK((fs::exists(file.parent_path() / include.path) || include.path.rfind("checks/", 0) == 0));
        }
      }
    }
  }

  TEST_CASE("rooms of the agent include one another only along the flow, and no check type") {
    for (const auto& [room, others] : allowed) {
      const auto files = sources_below(root / "agent" / room);
      REQUIRE(!files.empty());
      for (const auto& file : files) {
        for (const auto& include : includes_of(file)) {
          if (!include.quoted) {
            continue;
          }
          INFO(file.string(), " includes ", include.path);
          const auto target = include.path.substr(0, include.path.find('/'));
          CHECK((target == room || others.count(target) == 1));
        }
      }
    }
  }

  TEST_CASE("planning, judging and reporting touch no network, clock or process") {
    for (const auto* room : {"plan", "judge", "report"}) {
      for (const auto& file : sources_below(root / "agent" / room)) {
        std::ifstream in{file};
        const std::string text{std::istreambuf_iterator<char>{in}, {}};
        INFO(file.string());
        for (const auto* word :
             {"system_clock::now", "steady_clock::now", "std::thread", "::fork(", "::socket(", "popen("}) {
          CHECK(text.find(word) == std::string::npos);
        }
        for (const auto& include : includes_of(file)) {
          CHECK_FALSE(one_of(include.path, {"boost/", "libssh2", "curl/", "sqlite3", "sys/socket", "spdlog/"}));
        }
      }
    }
  }

  TEST_CASE("no source grows past its room: 120 lines a header, 250 a source, 400 at the very most") {
    for (const auto* folder : {"include", "agent", "checks"}) {
      for (const auto& file : sources_below(root / folder)) {
        std::ifstream in{file};
        const auto lines = std::count(std::istreambuf_iterator<char>{in}, {}, '\n');
        INFO(file.string(), " has ", lines, " lines");
        CHECK(lines <= 400);
      }
    }
  }
}
