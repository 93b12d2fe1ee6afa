#include "apparmor_profiles.hpp"

#include <utility>

#include <labcheck/value.hpp>

namespace labcheck::checks {
namespace {

bool is_blank(char letter) {
  return letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r';
}

// The header of a block: its words up to the {, quotes taken off, `flags = ( … )` and `flags=(…)` alike.
std::vector<std::string> words_of_header(std::string_view header) {
  std::vector<std::string> words;
  std::string word;
  bool quoted = false;
  for (const char letter : header) {
    if (letter == '"') {
      quoted = !quoted;
    } else if (quoted || (!is_blank(letter) && letter != '(' && letter != ')' && letter != '=' && letter != ',')) {
      word += letter;
    } else if (!word.empty()) {
      words.push_back(std::exchange(word, {}));
    }
  }
  if (!word.empty()) {
    words.push_back(word);
  }
  return words;
}

std::string without_comments(std::string_view text) {
  std::string rest;
  for (const auto& line : lines_of(text)) {
    const auto from = line.find_first_not_of(" \t");
    if (from != std::string::npos && line[from] != '#') {
      rest += line + '\n';
    }
  }
  return rest;
}

// The line that opens a block: what stands above it, rules and variables, is no part of its header.
std::vector<std::string> header_in(std::string_view text) {
  const auto lines = lines_of(text);
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
    if (auto words = words_of_header(*line); !words.empty()) {
      return words;
    }
  }
  return {};
}

// `profile NAME /path flags=(…)`, `/path flags=(…)`, `^HAT`, `hat HAT`.
std::string name_in(const std::vector<std::string>& header) {
  const bool spelt_out = header.size() > 1 && (header[0] == "profile" || header[0] == "hat");
  const auto name = header.empty() ? "" : header[spelt_out ? 1 : 0];
  return name.starts_with('^') ? name.substr(1) : name;
}

std::string mode_of(const std::vector<std::string>& header) {
  for (const auto* mode : {"complain", "kill", "unconfined", "prompt"}) {
    for (const auto& word : header) {
      if (word == mode) {
        return mode;
      }
    }
  }
  return "enforce";
}

}  // namespace

std::optional<Labelled> read_label(std::string_view text) {
  const auto bracket = text.rfind(" (");
  if (bracket == std::string_view::npos || bracket == 0 || !text.ends_with(')')) {
    return std::nullopt;
  }
  return Labelled{std::string{text.substr(0, bracket)},
                  std::string{text.substr(bracket + 2, text.size() - bracket - 3)}};
}

Result<std::vector<ProfileFile>> profile_files(const Fields& fields) {
  const auto paths = fields.all("file");
  const auto names = fields.all("names");
  const auto texts = fields.all("text");
  const auto disabled = fields.all("disabled");
  const auto forced = fields.all("forced");
  if (names.size() != paths.size() || texts.size() != paths.size() || disabled.size() != paths.size() ||
      forced.size() != paths.size()) {
    return unreadable("the host's answer has files of profiles without what stands in them");
  }
  std::vector<ProfileFile> files;
  for (std::size_t at = 0; at < paths.size(); ++at) {
    const auto path = read_hex(paths[at]);
    const auto list = read_hex(names[at]);
    const auto text = read_hex(texts[at]);
    if (!path || !list || !text) {
      return unreadable("the host's answer has a file of profiles that is not in hex");
    }
    ProfileFile file{.path = valid_utf8(*path), .names = {}, .text = valid_utf8(*text)};
    for (const auto& name : lines_of(*list)) {
      file.names.insert(valid_utf8(name));
    }
    file.disabled = disabled[at] == "yes";
    file.forced = forced[at] == "yes";
    files.push_back(std::move(file));
  }
  return files;
}

std::optional<std::string> mode_in(std::string_view text, std::string_view profile) {
  const auto plain = without_comments(text);
  const auto own = profile.substr(profile.rfind("//") == std::string_view::npos ? 0 : profile.rfind("//") + 2);
  std::size_t from = 0;
  for (std::size_t at = 0; at < plain.size(); ++at) {
    // A block's brace stands after a blank or a bracket; those of a pattern, /{usr/,}bin, within a word.
    const bool block = plain[at] == '{' && at > 0 && (is_blank(plain[at - 1]) || plain[at - 1] == ')');
    const bool end = (plain[at] == '}' && (at + 1 == plain.size() || is_blank(plain[at + 1]))) ||
                     (plain[at] == ',' && at + 1 < plain.size() && plain[at + 1] == '\n');
    if (block) {
      const auto header = header_in(std::string_view{plain}.substr(from, at - from));
      if (name_in(header) == own) {
        return mode_of(header);
      }
    }
    from = block || end ? at + 1 : from;
  }
  return std::nullopt;
}

}  // namespace labcheck::checks
