#include "load/source_text.hpp"

#include <algorithm>

namespace labcheck::load {

SourceLines::SourceLines(const std::string& name, std::string_view text)
    : name_{std::make_shared<const std::string>(name)}, text_{text}, starts_{0} {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\n') {
      starts_.push_back(at + 1);
    }
  }
}

std::string_view SourceLines::line(int number) const {
  if (number < 0 || static_cast<std::size_t>(number) >= starts_.size()) {
    return {};
  }
  const auto start = starts_[static_cast<std::size_t>(number)];
  auto end = text_.find_first_of("\r\n", start);
  return text_.substr(start, end == std::string_view::npos ? end : end - start);
}

std::string_view SourceLines::rest(int line_number, int byte_column) const {
  const auto start = starts_.at(static_cast<std::size_t>(line_number)) + static_cast<std::size_t>(byte_column);
  return text_.substr(std::min(start, text_.size()));
}

Place SourceLines::place(int line_number, int byte_column) const {
  if (line_number < 0) {
    return {.file = name_, .line = 0, .column = 0};
  }
  // A lone '\r' ends no line here, though it does in a table: what is behind it still has its column.
  const auto whole = static_cast<std::size_t>(line_number) < starts_.size() ? rest(line_number, 0) : std::string_view{};
  // The parser counts what it reads behind the end of a file too.
  byte_column = static_cast<int>(std::min(whole.size(), static_cast<std::size_t>(std::max(0, byte_column))));
  const auto before = whole.substr(0, static_cast<std::size_t>(byte_column));
  const auto following = std::count_if(before.begin(), before.end(), [](char byte) { return (byte & 0xC0) == 0x80; });
  return {.file = name_, .line = line_number + 1, .column = byte_column + 1 - static_cast<int>(following)};
}

Place SourceLines::place_at(std::size_t offset) const {
  const auto after = std::upper_bound(starts_.begin(), starts_.end(), offset);
  const auto index = static_cast<int>(after - starts_.begin()) - 1;
  return place(index, static_cast<int>(offset - starts_[static_cast<std::size_t>(index)]));
}

std::string outside_quotes(std::string_view line) {
  std::string bare{line};
  char quote = 0;
  for (std::size_t at = 0; at < bare.size(); ++at) {
    const char byte = bare[at];
    if (quote != 0) {
      bare[at] = ' ';
      if (quote == '"' && byte == '\\' && at + 1 < bare.size()) {
        bare[++at] = ' ';
      } else if (byte == quote) {
        quote = 0;
      }
    } else if ((byte == '"' || byte == '\'') &&
               (at == 0 || std::string_view{" \t[{,:-"}.find(bare[at - 1]) != std::string_view::npos)) {
      quote = byte;
      bare[at] = ' ';
    } else if (byte == '#' && (at == 0 || bare[at - 1] == ' ' || bare[at - 1] == '\t')) {
      bare.resize(at);
    }
  }
  return bare;
}

std::string_view full_width_mark(std::string_view text) {
  for (const std::string_view mark : {"：", "，", "｛", "｝", "［", "］", "“", "”", "‘", "’", "　", "\xC2\xA0"}) {
    if (text.find(mark) != std::string_view::npos) {
      return mark;
    }
  }
  return {};
}

namespace {

std::string_view half_width(std::string_view mark) {
  return mark == "："                         ? "':'"
         : mark == "，"                       ? "','"
         : mark == "｛" || mark == "｝"       ? "'{' and '}'"
         : mark == "［" || mark == "］"       ? "'[' and ']'"
         : mark == "　" || mark == "\xC2\xA0" ? "a plain space"
                                              : "a plain quote";
}

/// A bare `web[0]` behind a '{' or '[', or nothing.
std::string_view bracketed_index(std::string_view bare) {
  const auto is_name = [](char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '_' || byte == '-';
  };
  for (auto at = bare.find('[', bare.find_first_of("{[") + 1); at != std::string_view::npos;
       at = bare.find('[', at + 1)) {
    const auto end = bare.find_first_not_of("0123456789", at + 1);
    auto start = at;
    while (start > 0 && is_name(bare[start - 1])) {
      --start;
    }
    if (start < at && end > at + 1 && end < bare.size() && bare[end] == ']') {
      return bare.substr(start, end + 1 - start);
    }
  }
  return {};
}

}  // namespace

Trap find_trap(std::string_view line) {
  const std::string blanked = outside_quotes(line);
  const std::string_view bare = blanked;
  const auto indentation = bare.find_first_not_of(" \t-");
  if (const auto tab = bare.find('\t'); tab < indentation) {
    return {.byte_column = static_cast<int>(tab), .message = "tab in the indentation (indent with spaces)"};
  }
  if (const auto reference = bare.find("${");
      reference != std::string_view::npos && bare.find_first_of("{[") < reference) {
    return {.byte_column = static_cast<int>(reference),
            .message = "quote \"${…}\" inside {…} and […], where a bare '{' begins a map"};
  }
  if (const auto index = bracketed_index(bare); !index.empty()) {
    return {.byte_column = static_cast<int>(index.data() - bare.data()),
            .message = "quote \"" + std::string{index} + "\" inside {…} and […], where a bare '[' begins a list"};
  }
  if (const auto mark = full_width_mark(bare); !mark.empty()) {
    const auto shown = mark == "　"         ? std::string_view{"space"}
                       : mark == "\xC2\xA0" ? std::string_view{"no-break space"}
                                            : mark;
    return {.byte_column = static_cast<int>(bare.find(mark)),
            .message = "full-width '" + std::string{shown} + "' (write " + std::string{half_width(mark)} + ")"};
  }
  return {};
}

}  // namespace labcheck::load
