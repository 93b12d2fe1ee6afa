#pragma once

#include <charconv>
#include <cmath>
#include <string>
#include <string_view>

#include <labcheck/node.hpp>
#include <labcheck/result.hpp>
#include <labcheck/value.hpp>

namespace labcheck {

/// A duration as written in scenarios and on the command line: `500ms`, `30s`, `2m`, `1h`.
inline Result<Duration> read_duration(std::string_view text) {
  long long number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  const std::string_view unit{end, static_cast<std::size_t>(text.data() + text.size() - end)};
  const long long factor = unit == "ms" ? 1 : unit == "s" ? 1000 : unit == "m" ? 60'000 : unit == "h" ? 3'600'000 : 0;
  if (problem != std::errc{} || number < 0 || factor == 0 || number > 1'000'000'000 / factor) {
    return failed(ErrorKind::invalid, "'" + std::string{text} + "' is no duration (write 500ms, 30s, 2m or 1h)");
  }
  return Duration{number * factor};
}

/// `1500ms`, `30s`, `2m`: the shortest spelling that reads back the same.
inline std::string to_string(Duration duration) {
  const auto count = duration.count();
  if (count == 0 || count % 1000 != 0) {
    return std::to_string(count) + "ms";
  }
  const auto seconds = count / 1000;
  return seconds % 3600 == 0 ? std::to_string(seconds / 3600) + "h"
         : seconds % 60 == 0 ? std::to_string(seconds / 60) + "m"
                             : std::to_string(seconds) + "s";
}

template <class Number>
Result<Value> read_number(const std::string& text, std::string_view noun) {
  Number number{};
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  bool good = problem == std::errc{} && end == text.data() + text.size();
  if constexpr (std::is_floating_point_v<Number>) {
    good = good && std::isfinite(number);
  }
  if (!good) {
    return failed(ErrorKind::invalid, "'" + text + "' is no " + std::string{noun});
  }
  return Value(number);
}

/// What a plain, unquoted YAML scalar is when no type is declared: YAML 1.2 core (`true`, `12`, `1.5`, else text).
inline Value read_plain(const Node& scalar) {
  if (!scalar.quoted) {
    if (scalar.text == "true" || scalar.text == "false") {
      return scalar.text == "true";
    }
    if (auto integer = read_number<std::int64_t>(scalar.text, "integer");
        integer && (scalar.text == "0" || scalar.text.find_first_not_of("-0") == (scalar.text[0] == '-' ? 1U : 0U))) {
      return *integer;
    }
    if (auto number = read_number<double>(scalar.text, "number");
        number && scalar.text.find_first_of("xXiInN") == std::string::npos &&
        scalar.text.find('.') != std::string::npos) {
      return *number;
    }
  }
  return scalar.text;
}

/// A scalar by its declared kind (`1.10` stays text where text is declared); lists and maps element by element.
/// Errors say what was found and what was expected, without the place.
inline Result<Value> read_value(const Node& node, ValueKind kind, ValueKind element = ValueKind::any) {
  const auto wrong = [&](std::string_view found) {
    return failed(ErrorKind::invalid, "expected " + std::string{to_string(kind)} + ", found " + std::string{found});
  };
  const bool structured = kind == ValueKind::list || kind == ValueKind::map || kind == ValueKind::any;
  if (node.is_null()) {
    return kind == ValueKind::any ? Result<Value>{Value(nullptr)} : wrong("nothing");
  }
  if (node.is_sequence()) {
    if (!structured || kind == ValueKind::map) {
      return wrong("a list");
    }
    Value list = Value::array();
    for (const auto& item : node.items) {
      LABCHECK_TRY_ASSIGN(auto value, read_value(item, element));
      list.push_back(std::move(value));
    }
    return list;
  }
  if (node.is_map()) {
    if (!structured || kind == ValueKind::list) {
      return wrong("a map");
    }
    Value map = Value::object();
    for (const auto& entry : node.entries) {
      LABCHECK_TRY_ASSIGN(map[entry.key], read_value(entry.value, element));
    }
    return map;
  }
  switch (kind) {
    case ValueKind::boolean:
      if (node.quoted) {
        return wrong("the text \"" + node.text + "\" (write true or false without quotes)");
      }
      if (node.text != "true" && node.text != "false") {
        return wrong("'" + node.text + "' (write true or false)");
      }
      return Value(node.text == "true");
    case ValueKind::integer:
      return node.quoted ? wrong("the text \"" + node.text + "\"") : read_number<std::int64_t>(node.text, "integer");
    case ValueKind::number:
      return node.quoted ? wrong("the text \"" + node.text + "\"") : read_number<double>(node.text, "number");
    case ValueKind::port: {
      LABCHECK_TRY_ASSIGN(auto port, read_number<std::int64_t>(node.text, "port"));
      if (port < 1 || port > 65535) {
        return failed(ErrorKind::invalid, "port " + node.text + " is outside 1-65535");
      }
      return port;
    }
    case ValueKind::duration: {
      LABCHECK_TRY_ASSIGN(const auto duration, read_duration(node.text));
      return Value(duration.count());
    }
    case ValueKind::path:
      if (node.text.empty() || node.text[0] != '/') {
        return failed(ErrorKind::invalid, "'" + node.text + "' is no absolute path");
      }
      return Value(node.text);
    case ValueKind::list:
    case ValueKind::map:
      return wrong("'" + node.text + "'");
    case ValueKind::any:
      return read_plain(node);
    case ValueKind::text:
    case ValueKind::script:
      break;
  }
  return Value(node.text);
}

}  // namespace labcheck
