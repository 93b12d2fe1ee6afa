#include "archive_listing.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "checks/reading.hpp"

namespace labcheck::checks {
namespace {

constexpr std::string_view blank = " ";

std::string entry_type(char letter) {
  switch (letter) {
    case 'd':
      return "directory";
    case 'l':
      return "symlink";
    case 'h':
      return "hardlink";
    case 'c':
      return "character";
    case 'b':
      return "block";
    case 'p':
      return "fifo";
    default:
      return "file";
  }
}

/// Takes the next word and the blanks behind it; with one blank only when what follows may begin with blanks.
std::optional<std::string_view> take_word(std::string_view& line, bool single_blank) {
  const auto from = line.find_first_not_of(blank);
  const auto end = from == std::string_view::npos ? from : line.find(' ', from);
  if (end == std::string_view::npos) {
    return std::nullopt;
  }
  const auto word = line.substr(from, end - from);
  line.remove_prefix(end + 1);
  if (!single_blank) {
    line.remove_prefix(std::min(line.find_first_not_of(blank), line.size()));
  }
  return word;
}

/// The letter behind a backslash; how many characters it took, or none when there is no such escape.
std::size_t take_escape(std::string_view text, std::string& made) {
  constexpr std::string_view names = "abtnvfr";
  if (text.empty()) {
    return 0;
  }
  if (text[0] >= '0' && text[0] <= '3' && text.size() > 2) {
    int byte = 0;
    for (const char digit : text.substr(0, 3)) {
      if (digit < '0' || digit > '7') {
        return 0;
      }
      byte = byte * 8 + (digit - '0');
    }
    made += static_cast<char>(byte);
    return 3;
  }
  if (const auto at = names.find(text[0]); at != std::string_view::npos) {
    made += static_cast<char>(7 + static_cast<int>(at));  // \a is 7, and \b \t \n \v \f \r follow it
    return 1;
  }
  made += text[0];
  return text[0] == '"' || text[0] == '\\' || text[0] == '?' ? 1 : 0;
}

/// A text in quotes at the front of the line.
std::optional<std::string> quoted(std::string_view line) {
  std::string made;
  if (!line.starts_with('"')) {
    return std::nullopt;
  }
  for (std::size_t at = 1; at < line.size(); ++at) {
    if (line[at] == '"') {
      return made;
    }
    if (line[at] != '\\') {
      made += line[at];
      continue;
    }
    const auto taken = take_escape(line.substr(at + 1), made);
    if (taken == 0) {
      return std::nullopt;
    }
    at += taken;
  }
  return std::nullopt;
}

std::string plain_path(std::string_view path) {
  while (path.starts_with("./")) {
    path.remove_prefix(2);
  }
  while (path.size() > 1 && path.ends_with('/')) {
    path.remove_suffix(1);
  }
  return path.empty() ? "." : valid_utf8(path);
}

std::optional<Value> tar_entry(std::string_view line) {
  const auto mode = take_word(line, false);
  const auto owner = mode ? take_word(line, false) : std::nullopt;
  const auto size = owner ? take_word(line, false) : std::nullopt;
  const auto day = size ? take_word(line, false) : std::nullopt;
  const auto time = day ? take_word(line, true) : std::nullopt;
  const auto path = time ? quoted(line) : std::nullopt;
  if (!path || path->empty()) {
    return std::nullopt;
  }
  const auto type = entry_type(mode->front());
  const bool device = type == "character" || type == "block";  // these have numbers in place of a size
  const auto bytes = device ? std::optional<std::int64_t>{0} : read_integer(*size);
  return bytes && *bytes >= 0
             ? std::optional<Value>{Value{{"path", plain_path(*path)}, {"type", type}, {"size", *bytes}}}
             : std::nullopt;
}

std::optional<Value> zip_entry(std::string_view line) {
  constexpr int columns = 9;  // mode, version, system, size, text or binary, packed size, method, day, time
  constexpr int size_column = 3;
  std::string_view mode;
  std::optional<std::int64_t> size;
  for (int column = 0; column < columns; ++column) {
    const auto word = take_word(line, column + 1 == columns);
    if (!word) {
      return std::nullopt;
    }
    mode = column == 0 ? *word : mode;
    size = column == size_column ? read_integer(*word) : size;
  }
  if (!size || *size < 0 || line.empty()) {
    return std::nullopt;
  }
  const auto type = line.ends_with('/') ? "directory" : entry_type(mode.front());
  return Value{{"path", plain_path(line)}, {"type", type}, {"size", *size}};
}

Result<Value> read_lines(std::string_view text, std::string_view tool, std::optional<Value> (*read)(std::string_view)) {
  Value entries = Value::array();
  for (const auto& line : lines_of(text)) {
    auto entry = read(line);
    if (!entry) {
      return unreadable(fmt::format("{} gives '{}', no entry of an archive", tool, excerpt(line)));
    }
    entries.push_back(*std::move(entry));
  }
  return entries;
}

}  // namespace

Result<Value> read_tar_listing(std::string_view text) {
  return read_lines(text, "tar", tar_entry);
}

Result<Value> read_zip_listing(std::string_view text) {
  return read_lines(text, "zipinfo", zip_entry);
}

}  // namespace labcheck::checks
