#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

// Compiled once, in value.cpp: else every source compiles JSON anew, a third of the time of a build.
extern template class nlohmann::basic_json<>;
extern template nlohmann::json nlohmann::json::parse<const char*>(const char*, const char*,
                                                                  const nlohmann::json::parser_callback_t, const bool,
                                                                  const bool);

namespace labcheck {

/// A fact, a parameter or a structured reply: null, boolean, integer, number, text, list or map.
/// Texts in it are valid UTF-8: bytes from a host pass through `valid_utf8` first.
using Value = nlohmann::json;

/// The declared type of a parameter or a fact; YAML scalars are read by it (`1.10` is text where text is declared).
enum class ValueKind { boolean, integer, number, text, script, duration, port, path, list, map, any };

/// The kind's name in messages and references: `boolean`, `integer`, ...
constexpr std::string_view to_string(ValueKind kind) {
  constexpr std::string_view names[] = {"boolean", "integer", "number", "text", "script", "duration",
                                        "port",    "path",    "list",   "map",  "any"};
  return names[static_cast<int>(kind)];
}

/// All waiting and timing is in milliseconds; wall-clock times are UTC.
using Duration = std::chrono::milliseconds;
using Time = std::chrono::sys_time<Duration>;

/// The bytes with every invalid UTF-8 sequence replaced by U+FFFD, one for each rejected byte.
inline std::string valid_utf8(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  const auto size = bytes.size();
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(bytes[at]); };
  for (std::size_t at = 0; at < size;) {
    const unsigned char lead = byte(at);
    std::size_t length = lead < 0x80                   ? 1
                         : lead >= 0xC2 && lead < 0xE0 ? 2
                         : (lead & 0xF0) == 0xE0       ? 3
                         : lead >= 0xF0 && lead < 0xF5 ? 4
                                                       : 0;
    bool good = length > 0 && at + length <= size;
    for (std::size_t next = 1; good && next < length; ++next) {
      good = (byte(at + next) & 0xC0) == 0x80;
    }
    if (good && length == 3) {
      good = !(lead == 0xE0 && byte(at + 1) < 0xA0) && !(lead == 0xED && byte(at + 1) > 0x9F);
    } else if (good && length == 4) {
      good = !(lead == 0xF0 && byte(at + 1) < 0x90) && !(lead == 0xF4 && byte(at + 1) > 0x8F);
    }
    if (good) {
      text.append(bytes.substr(at, length));
    } else {
      text += "\xEF\xBF\xBD";
      length = 1;
    }
    at += length;
  }
  return text;
}

/// JSON on one line that never throws, whatever the texts hold.
inline std::string dump(const Value& value) {
  return value.dump(-1, ' ', false, Value::error_handler_t::replace);
}

}  // namespace labcheck
