#include "observe/spellings.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>

#include <fmt/format.h>

#include <labcheck/value.hpp>

#include "observe/encoding.hpp"

namespace labcheck::observe {
namespace {

constexpr std::size_t shortest_fragment = 4;  ///< of base64 within a longer text

using Replacement = std::pair<char, std::string_view>;

std::string replaced(std::string_view text, std::initializer_list<Replacement> replacements) {
  std::string spelled;
  for (const char letter : text) {
    const auto found = std::find_if(replacements.begin(), replacements.end(),
                                    [&](const Replacement& each) { return each.first == letter; });
    spelled += found == replacements.end() ? std::string_view{&letter, 1} : found->second;
  }
  return spelled;
}

struct Percent {
  bool upper{true};
  bool plus_for_space{false};
  bool all{true};  ///< or, as this agent does in a URL's target, only blanks and what is no ASCII
};

std::string percent_encoded(std::string_view text, Percent how) {
  std::string encoded;
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    const bool unreserved = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                            (byte >= '0' && byte <= '9') || byte == '-' || byte == '_' || byte == '.' || byte == '~';
    const bool printable = byte > 0x20 && byte < 0x7F;
    if (how.all ? unreserved : printable) {
      encoded += letter;
    } else if (letter == ' ' && how.plus_for_space) {
      encoded += '+';
    } else {
      encoded += how.upper ? fmt::format("%{:02X}", byte) : fmt::format("%{:02x}", byte);
    }
  }
  return encoded;
}

std::string json_spelling(const std::string& text, bool ascii) {
  const auto quoted = Value(text).dump(-1, ' ', ascii, Value::error_handler_t::replace);
  return quoted.substr(1, quoted.size() - 2);
}

/// What stays the same of a text's base64 wherever it stands in a longer text (`user:password`): one fragment for
/// each of the three alignments.
void add_base64(std::string_view text, std::vector<std::string>& spellings) {
  for (const bool url : {false, true}) {
    auto whole = base64(text, url);
    spellings.push_back(whole);  // with its padding: judging has the mask alone for `${base64:…}`
    whole.erase(whole.find_last_not_of('=') + 1);
    spellings.push_back(std::move(whole));
    for (std::size_t shift = 0; shift < 3; ++shift) {
      const auto encoded = base64(std::string(shift, 'x') + std::string{text}, url);
      const auto from = (shift * 8 + 5) / 6;
      const auto to = (shift + text.size()) * 8 / 6;
      if (to >= from + shortest_fragment) {
        spellings.push_back(encoded.substr(from, to - from));
      }
    }
  }
}

void add_hexadecimal(std::string_view text, std::vector<std::string>& spellings) {
  std::array<std::string, 2> both{};
  for (const char letter : text) {
    both[0] += fmt::format("{:02x}", static_cast<unsigned char>(letter));
    both[1] += fmt::format("{:02X}", static_cast<unsigned char>(letter));
  }
  spellings.insert(spellings.end(), both.begin(), both.end());
}

/// Of ASCII only; from its first to its last letter, so that either byte order is found.
void add_utf16(std::string_view text, std::vector<std::string>& spellings) {
  const bool ascii = std::all_of(text.begin(), text.end(), [](char letter) { return letter > 0; });
  std::string wide;
  for (const char letter : text) {
    wide += wide.empty() ? "" : std::string(1, '\0');
    wide += letter;
  }
  if (ascii) {
    spellings.push_back(std::move(wide));
  }
}

/// PHP's JSON escapes the slash, and so on.
void add_escaped(std::string_view text, std::vector<std::string>& spellings) {
  const std::string whole{text};
  spellings.push_back(replaced(text, {{'\'', "'\\''"}}));
  spellings.push_back(replaced(text, {{'\'', "''"}}));
  spellings.push_back(replaced(text, {{'\'', "\\'"}, {'\\', "\\\\"}}));
  spellings.push_back(replaced(text, {{'\'', "\\'"}, {'"', "\\\""}, {'\\', "\\\\"}}));
  for (const bool ascii : {false, true}) {
    const auto json = json_spelling(whole, ascii);
    spellings.push_back(json);
    spellings.push_back(replaced(json, {{'/', "\\/"}}));
  }
  for (const auto* apostrophe : {"'", "&#39;", "&#x27;", "&#039;", "&apos;"}) {
    for (const auto* quote : {"\"", "&quot;", "&#34;"}) {
      spellings.push_back(
          replaced(text, {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', quote}, {'\'', apostrophe}}));
    }
  }
}

}  // namespace

std::vector<std::string> spellings_of(std::string_view secret) {
  // Protocol clients replace what is no UTF-8 before anything is masked.
  std::vector<std::string> spellings{std::string{secret}, valid_utf8(secret)};
  for (const bool upper : {false, true}) {
    spellings.push_back(percent_encoded(secret, {.upper = upper, .plus_for_space = false}));
    spellings.push_back(percent_encoded(secret, {.upper = upper, .plus_for_space = true}));
    spellings.push_back(percent_encoded(secret, {.upper = upper, .all = false}));
  }
  add_escaped(secret, spellings);
  add_base64(secret, spellings);
  add_hexadecimal(secret, spellings);
  add_utf16(secret, spellings);
  std::sort(spellings.begin(), spellings.end());
  spellings.erase(std::unique(spellings.begin(), spellings.end()), spellings.end());
  return spellings;
}

}  // namespace labcheck::observe
