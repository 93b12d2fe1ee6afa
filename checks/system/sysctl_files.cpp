#include "sysctl_files.hpp"

#include <algorithm>

#include "checks/path_pattern.hpp"
#include "checks/reading.hpp"

namespace labcheck::checks {
namespace {

struct Assignment {
  std::string key{};                   ///< as a path below /proc/sys
  std::optional<std::string> value{};  ///< none: only excluded from patterns
  std::string file{};
  std::string written{};
};

std::string trimmed(std::string_view text) {
  const auto from = text.find_first_not_of(" \t\r");
  return from == std::string_view::npos ? std::string{}
                                        : std::string{text.substr(from, text.find_last_not_of(" \t\r") - from + 1)};
}

/// The two spellings, net.ipv4.ip_forward and net/ipv4/ip_forward, as one.
std::string as_path(std::string_view key) {
  std::string path{key};
  const auto first = path.find_first_of("./");
  if (first != std::string::npos && path[first] == '.') {
    for (char& letter : path) {
      letter = letter == '.' ? '/' : letter == '/' ? '.' : letter;
    }
  }
  return path.starts_with('/') ? path.substr(1) : path;
}

/// `key = value`, `-key = value` (failure is no matter) or `-key` (no pattern may set it).
std::optional<Assignment> read_line(std::string_view line, const std::string& file) {
  const auto text = trimmed(line);
  const bool dash = text.starts_with('-');
  const auto equals = text.find('=');
  if (text.empty() || text[0] == '#' || text[0] == ';' || (equals == std::string::npos && !dash)) {
    return std::nullopt;
  }
  const auto written = trimmed(std::string_view{text}.substr(0, equals).substr(dash ? 1 : 0));
  Assignment made{.key = as_path(written), .value = std::nullopt, .file = file, .written = written};
  if (equals != std::string::npos) {
    made.value = single_blanks(std::string_view{text}.substr(equals + 1));
  }
  return made;
}

/// A later assignment of a key takes the place of an earlier one, but the same once more stays where it was: that is
/// what systemd-sysctl does, and the order counts among patterns.
void add(std::vector<Assignment>& all, Assignment next) {
  const auto earlier = std::find_if(all.begin(), all.end(), [&](const Assignment& one) { return one.key == next.key; });
  if (earlier != all.end() && earlier->value == next.value) {
    earlier->file = next.file;
    return;
  }
  if (earlier != all.end()) {
    all.erase(earlier);
  }
  all.push_back(std::move(next));
}

bool is_pattern(std::string_view key) {
  return key.find_first_of("*?[") != std::string_view::npos;
}

}  // namespace

std::string single_blanks(std::string_view text) {
  std::string made;
  for (const char letter : trimmed(text)) {
    const bool blank = letter == ' ' || letter == '\t' || letter == '\n';
    if (!blank) {
      made += letter;
    } else if (!made.empty() && made.back() != ' ') {
      made += ' ';
    }
  }
  return made;
}

std::optional<BootSetting> boot_setting(const std::vector<SettingsFile>& files, std::string_view key) {
  const auto path = as_path(key);
  std::vector<Assignment> about;  // only what can concern the key: files of a hostile host may have many lines
  for (const auto& file : files) {
    for (const auto& line : lines_of(file.lines)) {
      auto next = read_line(line, file.name);
      if (next && (next->key == path || (is_pattern(next->key) && path_matches(path, next->key)))) {
        add(about, *std::move(next));
      }
    }
  }
  std::optional<BootSetting> set;
  for (const auto& one : about) {
    if (one.key == path) {
      return one.value ? std::optional{BootSetting{*one.value, one.file, ""}} : std::nullopt;
    }
    if (one.value) {
      set = BootSetting{*one.value, one.file, one.written};
    }
  }
  return set;
}

}  // namespace labcheck::checks
