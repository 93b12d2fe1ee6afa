#include "blkid.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace labcheck::checks {
namespace {

// In the names that end in _ENC blanks and the like are spelt \x20.
std::string decoded(std::string_view word) {
  std::string text;
  for (std::size_t at = 0; at < word.size(); ++at) {
    const auto byte =
        word.substr(at, 2) == "\\x" ? read_hex(word.substr(std::min(at + 2, word.size()), 2)) : std::nullopt;
    if (byte && byte->size() == 1) {
      text += *byte;
      at += 3;
    } else {
      text += word[at];
    }
  }
  return valid_utf8(text);
}

}  // namespace

Result<std::map<std::string, std::string, std::less<>>> read_probe(const Fields& fields) {
  LABCHECK_TRY_ASSIGN(const auto probed, fields.bytes("probed"));
  std::map<std::string, std::string, std::less<>> found;
  for (const auto& line : lines_of(probed)) {
    const auto equals = line.find('=');
    if (!line.starts_with("ID_") || equals == std::string::npos) {
      return unreadable(fmt::format("blkid printed the line '{}'", excerpt(line)));
    }
    const auto key = line.substr(3, equals - 3);
    const auto value = decoded(std::string_view{line}.substr(equals + 1));
    if (!found.emplace(key, value).second) {
      return unreadable(fmt::format("blkid printed {} twice", excerpt(line.substr(0, equals))));
    }
  }
  return found;
}

}  // namespace labcheck::checks
