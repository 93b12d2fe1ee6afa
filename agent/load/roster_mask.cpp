#include "load/roster_mask.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace labcheck::load {
namespace {

/// The byte offset of a place, whose column counts characters.
std::size_t offset_of(std::string_view text, const Place& place) {
  std::size_t at = 0;
  for (int line = 1; line < place.line && at != std::string_view::npos; ++line) {
    const auto end = text.find('\n', at);
    at = end == std::string_view::npos ? text.size() : end + 1;
  }
  for (int column = 1; column < place.column && at < text.size(); ++column) {
    ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) {
      ++at;
    }
  }
  return at;
}

std::size_t end_of_quoted(std::string_view text, std::size_t start) {
  const char quote = text[start];
  for (auto at = start + 1; at < text.size(); ++at) {
    if (quote == '"' && text[at] == '\\') {
      ++at;
    } else if (text[at] == quote) {
      if (quote == '"' || text.substr(at + 1, 1) != "'") {
        return at + 1;
      }
      ++at;  // '' is a quote within
    }
  }
  return start;
}

/// Past `&anchor` and `!tag`, which stand before a scalar.
std::size_t past_properties(std::string_view text, std::size_t at) {
  while (at < text.size() && (text[at] == '&' || text[at] == '!')) {
    at = text.find_first_of(" \n", at);
    at = at == std::string_view::npos ? text.size() : text.find_first_not_of(' ', at);
    at = std::min(at, text.size());
  }
  return at;
}

struct Piece {
  std::size_t length{0};
  std::string replacement{};
};

}  // namespace

std::string mask_literals(std::string_view text, const std::vector<SecretSpec>& literals, Findings& findings) {
  std::map<std::size_t, Piece> pieces;  // an aliased secret comes more than once
  const std::string mask{secret_mask};
  for (const auto& literal : literals) {
    auto start = offset_of(text, literal.place);
    if (literal.length > 0) {
      pieces[start] = {.length = literal.length, .replacement = mask};
      continue;
    }
    start = past_properties(text, start);
    const auto rest = text.substr(start);
    if (rest.starts_with('*')) {
      continue;  // an alias: the secret stands where its anchor is
    }
    const bool quoted = rest.starts_with('"') || rest.starts_with('\'');
    const auto length = quoted                           ? end_of_quoted(text, start) - start
                        : rest.starts_with(literal.text) ? literal.text.size()
                                                         : 0;
    if (length == 0) {
      findings.error(literal.place, "a literal secret must stand on one line, as it is or in quotes");
      continue;
    }
    pieces[start] = {.length = length, .replacement = fmt::format("\"{}\"", mask)};
  }
  std::string masked{text};
  for (auto piece = pieces.rbegin(); piece != pieces.rend(); ++piece) {
    masked.replace(piece->first, piece->second.length, piece->second.replacement);
  }
  return masked;
}

}  // namespace labcheck::load
