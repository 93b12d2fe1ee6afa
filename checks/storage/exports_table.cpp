#include "exports_table.hpp"

#include <utility>

#include <fmt/format.h>

#include "checks/reading.hpp"
#include "checks/storage/mount_table.hpp"

namespace labcheck::checks {
namespace {

// Words between blanks, of which quotes may hold some; a backslash at a line's end goes on, a # starts a comment.
std::vector<std::vector<std::string>> logical_lines(std::string_view text) {
  std::vector<std::vector<std::string>> lines(1);
  std::string word;
  bool quoted = false;
  bool started = false;
  bool comment = false;
  const auto end_word = [&] {
    if (started) {
      lines.back().push_back(std::exchange(word, {}));
    }
    started = false;
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char letter = text[at];
    if (letter == '\\' && text.substr(at + 1, 1) == "\n") {
      ++at;
      comment ? void() : end_word();
    } else if (letter == '\n') {
      end_word();
      lines.emplace_back();
      quoted = comment = false;
    } else if (comment) {
      continue;
    } else if (letter == '"') {
      quoted = !quoted;
      started = true;
    } else if (!quoted && letter == '#' && !started) {
      comment = true;
    } else if (!quoted && (letter == ' ' || letter == '\t' || letter == '\r')) {
      end_word();
    } else {
      word += letter;
      started = true;
    }
  }
  end_word();
  return lines;
}

std::vector<std::string> options_in(std::string_view list) {
  std::vector<std::string> options;
  for (const auto& option : split(list, ',')) {
    if (!option.empty()) {
      options.push_back(valid_utf8(option));
    }
  }
  return options;
}

// client(rw,sync); nothing in front of the bracket is everybody.
Export read_client(const std::string& path, const std::string& word, const std::vector<std::string>& defaults) {
  const auto bracket = word.find('(');
  Export made{.path = path, .client = valid_utf8(word.substr(0, bracket)), .options = defaults};
  if (made.client.empty()) {
    made.client = "*";
  }
  if (bracket != std::string::npos) {
    const auto end = word.find(')', bracket);
    for (auto& option : options_in(std::string_view{word}.substr(
             bracket + 1, end == std::string::npos ? std::string::npos : end - bracket - 1))) {
      made.options.push_back(std::move(option));
    }
  }
  return made;
}

// Of options that exclude each other the last counts.
bool holds(const std::vector<std::string>& options, std::string_view yes, std::string_view no, bool unsaid) {
  bool held = unsaid;
  for (const auto& option : options) {
    held = option == yes || (held && option != no);
  }
  return held;
}

}  // namespace

std::vector<Export> read_exports(std::string_view text) {
  std::vector<Export> exports;
  for (const auto& words : logical_lines(text)) {
    if (words.empty() || !words[0].starts_with('/')) {
      continue;
    }
    const auto path = without_escapes(words[0]);
    std::vector<std::string> defaults;
    bool named = false;
    for (std::size_t at = 1; at < words.size(); ++at) {
      if (words[at].starts_with('-')) {
        defaults = options_in(std::string_view{words[at]}.substr(1));
        continue;
      }
      exports.push_back(read_client(path, words[at], defaults));
      named = true;
    }
    if (!named) {
      exports.push_back({path, "*", defaults});
    }
  }
  return exports;
}

Result<std::vector<Export>> read_etab(std::string_view text) {
  std::vector<Export> exports;
  for (const auto& line : lines_of(text)) {
    const auto tab = line.find('\t');
    const auto bracket = line.find('(', tab == std::string::npos ? 0 : tab);
    if (!line.starts_with('/') || tab == std::string::npos || bracket == std::string::npos || !line.ends_with(')')) {
      return unreadable(fmt::format("the table of exports has the line '{}'", excerpt(line)));
    }
    exports.push_back({without_escapes(line.substr(0, tab)), valid_utf8(line.substr(tab + 1, bracket - tab - 1)),
                       options_in(std::string_view{line}.substr(bracket + 1, line.size() - bracket - 2))});
  }
  return exports;
}

Value export_facts(const Export& exported) {
  const auto& options = exported.options;
  return {{"client", exported.client},
          {"options", options},
          {"read_only", holds(options, "ro", "rw", true)},
          {"root_squash", holds(options, "root_squash", "no_root_squash", true)},
          {"all_squash", holds(options, "all_squash", "no_all_squash", false)},
          {"sync", holds(options, "sync", "async", true)},
          {"secure", holds(options, "secure", "insecure", true)}};
}

}  // namespace labcheck::checks
