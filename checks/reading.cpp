#include "reading.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include <fmt/format.h>

namespace labcheck::checks {
namespace {

constexpr std::size_t excerpt_size = 200;
constexpr int deepest_json = 100;

int hex_digit(char letter) {
  return letter >= '0' && letter <= '9' ? letter - '0' : letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

bool is_key(std::string_view key) {
  return !key.empty() && key.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") ==
                             std::string_view::npos;
}

// A parser that recurses, or a copy that does, must never meet a million brackets.
bool too_deep(std::string_view text) {
  int depth = 0;
  bool quoted = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char letter = text[at];
    if (quoted) {
      at += letter == '\\' ? 1 : 0;
      quoted = letter != '"';
    } else if (letter == '"') {
      quoted = true;
    } else if (letter == '[' || letter == '{') {
      if (++depth > deepest_json) {
        return true;
      }
    } else if (letter == ']' || letter == '}') {
      --depth;
    }
  }
  return false;
}

}  // namespace

tl::unexpected<Error> unreadable(std::string message) {
  return failed(ErrorKind::unreadable, std::move(message));
}

std::optional<std::int64_t> read_integer(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  return problem == std::errc{} && end == text.data() + text.size() ? std::optional{number} : std::nullopt;
}

std::optional<double> read_finite(std::string_view text) {
  double number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool good = problem == std::errc{} && end == text.data() + text.size() && std::isfinite(number);
  return good ? std::optional{number} : std::nullopt;
}

std::optional<std::string> read_hex(std::string_view text) {
  std::string bytes;
  if (text.size() % 2 != 0) {
    return std::nullopt;
  }
  for (std::size_t at = 0; at < text.size(); at += 2) {
    const int high = hex_digit(text[at]);
    const int low = hex_digit(text[at + 1]);
    if (high < 0 || low < 0) {
      return std::nullopt;
    }
    bytes += static_cast<char>(high * 16 + low);
  }
  return bytes;
}

std::optional<Value> read_json(std::string_view text) {
  if (too_deep(text)) {
    return std::nullopt;
  }
  auto value = Value::parse(text, nullptr, false);
  return value.is_discarded() ? std::nullopt : std::optional{std::move(value)};
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> pieces;
  for (;;) {
    const auto end = text.find(separator);
    pieces.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) {
      return pieces;
    }
    text.remove_prefix(end + 1);
  }
}

std::vector<std::string> lines_of(std::string_view text) {
  if (text.empty()) {
    return {};
  }
  return split(text.ends_with('\n') ? text.substr(0, text.size() - 1) : text, '\n');
}

std::string excerpt(std::string_view bytes) {
  const auto text = valid_utf8(bytes.substr(0, std::min(bytes.find('\n'), excerpt_size)));
  std::string shown;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const auto next = at + 1 < text.size() ? static_cast<unsigned char>(text[at + 1]) : 0;
    const bool c1 = byte == 0xC2 && next >= 0x80 && next < 0xA0;  // 8-bit control characters, as UTF-8 spells them
    shown += byte < 0x20 || byte == 0x7F || c1 ? '?' : text[at];
    at += c1 ? 1 : 0;
  }
  return shown;
}

Result<Fields> read_fields(const Answer& answer) {
  if (answer.status != 0) {
    return unreadable(fmt::format("labcheck's own script ended with {}: {}",
                                  answer.status ? "status " + std::to_string(*answer.status) : "no status",
                                  answer.err.empty() ? "no message" : excerpt(answer.err)));
  }
  Fields fields;
  auto lines = lines_of(answer.out);
  if (!answer.out.ends_with('\n') || lines.back() != "end=") {
    return unreadable("the host's answer is cut off");
  }
  lines.pop_back();
  for (const auto& line : lines) {
    const auto equals = line.find('=');
    if (equals == std::string::npos || !is_key(std::string_view{line}.substr(0, equals))) {
      return unreadable(fmt::format("the host's answer has a line that is no key=value: '{}'", excerpt(line)));
    }
    fields.lines_[line.substr(0, equals)].push_back(line.substr(equals + 1));
  }
  if (fields.has("missing")) {
    return unreadable(
        fmt::format("the host has no '{}', which labcheck needs for this", excerpt(fields.all("missing").front())));
  }
  if (fields.has("trouble")) {
    auto words = excerpt(fields.all("trouble").front());
    words = words.empty() ? "the host's answer speaks of trouble without saying which" : words;
    return unreadable(answer.err.empty() ? words : fmt::format("{} ({})", words, excerpt(answer.err)));
  }
  return fields;
}

Result<std::string> Fields::word(std::string_view key) const {
  const auto found = lines_.find(key);
  if (found == lines_.end()) {
    return unreadable(fmt::format("the host's answer has no '{}'", key));
  }
  if (found->second.size() > 1) {
    return unreadable(fmt::format("the host's answer has '{}' more than once", key));
  }
  return found->second.front();
}

Result<std::int64_t> Fields::integer(std::string_view key) const {
  LABCHECK_TRY_ASSIGN(const auto spelt, word(key));
  const auto number = read_integer(spelt);
  return number ? Result<std::int64_t>{*number}
                : unreadable(fmt::format("'{}' in the host's answer is '{}', no whole number", key, excerpt(spelt)));
}

Result<bool> Fields::yes(std::string_view key) const {
  LABCHECK_TRY_ASSIGN(const auto spelt, word(key));
  return spelt == "yes" || spelt == "no"
             ? Result<bool>{spelt == "yes"}
             : unreadable(fmt::format("'{}' in the host's answer is '{}', neither yes nor no", key, excerpt(spelt)));
}

Result<std::string> Fields::bytes(std::string_view key) const {
  LABCHECK_TRY_ASSIGN(const auto spelt, word(key));
  auto decoded = read_hex(spelt);
  return decoded ? Result<std::string>{std::move(*decoded)}
                 : unreadable(fmt::format("'{}' in the host's answer is '{}', no hex", key, excerpt(spelt)));
}

Result<std::string> Fields::text(std::string_view key) const {
  LABCHECK_TRY_ASSIGN(const auto decoded, bytes(key));
  return valid_utf8(decoded);
}

std::vector<std::string> Fields::all(std::string_view key) const {
  const auto found = lines_.find(key);
  return found == lines_.end() ? std::vector<std::string>{} : found->second;
}

}  // namespace labcheck::checks
