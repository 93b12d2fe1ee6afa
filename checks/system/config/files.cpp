#include "files.hpp"

#include <fmt/format.h>

#include <labcheck/value.hpp>

namespace labcheck::checks {
namespace {

constexpr std::size_t largest_file = 262'144;

std::string as_text(std::string_view bytes) {
  const auto text = valid_utf8(bytes.starts_with("\xEF\xBB\xBF") ? bytes.substr(3) : bytes);
  std::string made;
  made.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\r' || at + 1 == text.size() || text[at + 1] != '\n') {
      made += text[at];
    }
  }
  return made;
}

}  // namespace

const ConfigFile* ConfigFiles::find(std::string_view path) const {
  for (const auto& file : files) {
    if (file.path == path) {
      return &file;
    }
  }
  return nullptr;
}

std::string in_words(const ConfigProblem& problem) {
  const auto file = excerpt(problem.file);
  return problem.line == 0 ? fmt::format("{}: {}", file, problem.what)
                           : fmt::format("{}:{}: {}", file, problem.line, problem.what);
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n\f\v";
  const auto from = text.find_first_not_of(blanks);
  return from == std::string_view::npos ? std::string_view{}
                                        : text.substr(from, text.find_last_not_of(blanks) - from + 1);
}

Result<ConfigFiles> read_config_files(const Fields& fields) {
  const auto paths = fields.all("file");
  const auto contents = fields.all("content");
  const auto patterns = fields.all("include");
  const auto matches = fields.all("matches");
  if (paths.size() != contents.size() || patterns.size() != matches.size()) {
    return unreadable("the host's answer has files without their contents");
  }
  ConfigFiles read;
  for (std::size_t at = 0; at < paths.size(); ++at) {
    const auto path = read_hex(paths[at]);
    const auto content = read_hex(contents[at]);
    if (!path || !content) {
      return unreadable("the host's answer has a file that is not in hex");
    }
    if (!content->ends_with('.')) {
      return unreadable(fmt::format("{} can't be read by this login", excerpt(*path)));
    }
    if (content->size() > largest_file + 1) {
      return unreadable(fmt::format("{} holds more than the 256 KiB that are read", excerpt(*path)));
    }
    read.files.push_back({*path, as_text(std::string_view{*content}.substr(0, content->size() - 1))});
  }
  for (std::size_t at = 0; at < patterns.size(); ++at) {
    const auto pattern = read_hex(patterns[at]);
    const auto found = read_hex(matches[at]);
    if (!pattern || !found) {
      return unreadable("the host's answer has an include that is not in hex");
    }
    read.includes[*pattern] = lines_of(*found);
  }
  return read;
}

}  // namespace labcheck::checks
