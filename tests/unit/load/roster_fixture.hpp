#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include <sys/stat.h>
#include <unistd.h>

#include "load/roster.hpp"

/// What the roster tests share: rosters out of texts, or out of files with a mode.
namespace roster_test {

using namespace labcheck;

/// Secrets that are known beforehand, and how often each source was asked.
struct Fixture {
  std::map<std::string, std::string> env{{"EXAM_PW", "sesame-1"}};
  mutable std::vector<std::string> asked{};

  load::SecretSources secrets() const {
    return {.env = [this](const std::string& name) -> std::optional<std::string> {
              asked.push_back("env " + name);
              return env.contains(name) ? std::optional{env.at(name)} : std::nullopt;
            },
            .file = [this](const std::string& path) -> Result<std::string> {
              asked.push_back("file " + path);
              return "from-file";
            },
            .command = [this](const std::string& command) -> Result<std::string> {
              asked.push_back("command " + command);
              return failed(ErrorKind::invalid, "command '" + command + "' ended with exit status 1");
            },
            .ask = [this](const std::string& prompt) -> Result<std::string> {
              asked.push_back("ask " + prompt);
              return "from-person";
            }};
  }
};

inline load::Loaded<Roster> load_text(const std::string& text, const std::string& name = "r.yaml",
                                      const Fixture& fixture = {}) {
  const load::Sources sources = [&](const std::string&) -> Result<std::optional<std::string>> {
    return std::optional{text};
  };
  return load::load_roster(name, sources, fixture.secrets());
}

inline std::vector<std::string> messages(const Diagnostics& diagnostics) {
  std::vector<std::string> texts;
  for (const auto& diagnostic : diagnostics) {
    texts.push_back(to_string(diagnostic));
  }
  return texts;
}

/// All messages of a roster in a text, a line each.
inline std::string complaints(const std::string& text, const std::string& name = "r.yaml") {
  std::string all;
  for (const auto& message : messages(load_text(text, name).diagnostics)) {
    all += message + "\n";
  }
  return all;
}

/// A folder of its own that goes away with the test.
class Folder {
 public:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "labcheck-roster-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string write(const std::string& name, const std::string& text, unsigned mode) const {
    const auto file = path_ + "/" + name;
    std::ofstream{file, std::ios::binary} << text;
    chmod(file.c_str(), static_cast<mode_t>(mode));
    return file;
  }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace roster_test
