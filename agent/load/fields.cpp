#include "load/fields.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <labcheck/reading.hpp>
#include <labcheck/spelling.hpp>

#include "load/source_text.hpp"

namespace labcheck::load {

void Findings::error(const Place& place, std::string message) {
  diagnostics_.push_back({.severity = Severity::error, .place = place, .message = std::move(message)});
}

void Findings::warning(const Place& place, std::string message) {
  diagnostics_.push_back({.severity = Severity::warning, .place = place, .message = std::move(message)});
}

std::string found(const Node& node) {
  switch (node.kind) {
    case Node::Kind::null:
      return "nothing";
    case Node::Kind::sequence:
      return "a list";
    case Node::Kind::map:
      return "a map";
    case Node::Kind::scalar:
      break;
  }
  const bool full_width = !node.quoted && full_width_mark(node.text) == "：";
  return fmt::format("'{}'{}", node.text, full_width ? " (write ':' for the full-width '：')" : "");
}

Fields::Fields(const Node& node, std::string noun, std::initializer_list<std::string_view> keys, Findings& findings)
    : node_{node}, noun_{std::move(noun)}, findings_{findings} {
  if (!node.is_map()) {
    findings_.error(node.place, fmt::format("{} must be a map, found {}", noun_, found(node)));
    return;
  }
  for (const auto& entry : node.entries) {
    if (std::find(keys.begin(), keys.end(), entry.key) == keys.end()) {
      findings_.error(entry.key_place,
                      fmt::format("unknown key '{}' in {}{}", entry.key, noun_, did_you_mean(entry.key, keys)));
    }
  }
}

const Entry* Fields::entry(std::string_view key) const {
  const auto at =
      std::find_if(node_.entries.begin(), node_.entries.end(), [&](const Entry& each) { return each.key == key; });
  return at == node_.entries.end() ? nullptr : &*at;
}

const Entry* Fields::required(std::string_view key) {
  const auto* found_entry = entry(key);
  if (found_entry == nullptr && is_map()) {
    findings_.error(node_.place, fmt::format("{} lacks '{}'", noun_, key));
  }
  return found_entry;
}

std::string Fields::text(std::string_view key, bool must_be_there) {
  const auto* value = must_be_there ? required(key) : entry(key);
  if (value == nullptr) {
    return {};
  }
  if (!value->value.is_scalar() || value->value.text.empty()) {
    findings_.error(value->value.place, fmt::format("'{}' must be a text, found {}", key,
                                                    value->value.is_scalar() ? "an empty one" : found(value->value)));
    return {};
  }
  return value->value.text;
}

bool Fields::boolean(std::string_view key, bool fallback) {
  const auto* value = entry(key);
  if (value == nullptr) {
    return fallback;
  }
  const auto read = read_value(value->value, ValueKind::boolean);
  if (!read) {
    findings_.error(value->value.place, fmt::format("'{}': {}", key, read.error().message));
    return fallback;
  }
  return read->get<bool>();
}

std::optional<int> Fields::integer(std::string_view key, int lowest, int highest) {
  const auto* value = entry(key);
  if (value == nullptr) {
    return std::nullopt;
  }
  const auto read = read_value(value->value, ValueKind::integer);
  if (!read) {
    findings_.error(value->value.place, fmt::format("'{}': {}", key, read.error().message));
    return std::nullopt;
  }
  const auto number = read->get<std::int64_t>();
  if (number < lowest || number > highest) {
    findings_.error(value->value.place, fmt::format("'{}' must be {}-{}, found {}", key, lowest, highest, number));
    return std::nullopt;
  }
  return static_cast<int>(number);
}

std::optional<int> Fields::points(std::string_view key) {
  const auto* value = entry(key);
  if (value != nullptr && !value->value.quoted && value->value.text.starts_with('-') &&
      read_value(value->value, ValueKind::integer)) {
    findings_.error(value->value.place, fmt::format("'{}' can't be negative, found {}", key, value->value.text));
    return std::nullopt;
  }
  return integer(key, 0, 1'000'000);
}

std::optional<Duration> Fields::duration(std::string_view key) {
  const auto* value = entry(key);
  if (value == nullptr) {
    return std::nullopt;
  }
  const auto read = read_value(value->value, ValueKind::duration);
  if (!read) {
    findings_.error(value->value.place, fmt::format("'{}': {}", key, read.error().message));
    return std::nullopt;
  }
  const Duration length{read->get<Duration::rep>()};
  if (length.count() == 0) {
    findings_.error(value->value.place, fmt::format("'{}' must be longer than nothing", key));
    return std::nullopt;
  }
  return length;
}

Text Fields::bilingual(std::string_view key, bool must_be_there) {
  const auto* value = must_be_there ? required(key) : entry(key);
  return value == nullptr ? Text{} : read_bilingual(value->value, key, findings_);
}

Text read_bilingual(const Node& node, std::string_view noun, Findings& findings) {
  if (!node.is_map()) {
    findings.error(node.place, fmt::format("'{}' must be a text in both languages ({{en: …, zh: …}}), found {}", noun,
                                           found(node)));
    return {};
  }
  Fields fields{node, fmt::format("'{}'", noun), {"en", "zh"}, findings};
  const auto before = findings.count();
  Text text{.en = fields.text("en", false), .zh = fields.text("zh", false)};
  if (text.empty() && findings.count() == before && node.entries.empty()) {
    findings.error(node.place, fmt::format("'{}' is empty", noun));
  }
  return text;
}

bool check_name(const std::string& name, std::string_view marks, std::string_view noun, const Place& place,
                Findings& findings) {
  const auto letter = [](char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9');
  };
  const bool good = !name.empty() && letter(name[0]) && std::all_of(name.begin(), name.end(), [&](char byte) {
    return letter(byte) || marks.find(byte) != std::string_view::npos;
  });
  if (!good && !name.empty()) {
    findings.error(place, fmt::format("'{}' is no {} (letters, digits and {})", name, noun, marks));
  }
  return good;
}

std::string listed(const std::vector<std::string>& words) {
  std::string all;
  for (const auto& word : words) {
    all += fmt::format("{}'{}'", all.empty() ? "" : ", ", word);
  }
  return all;
}

}  // namespace labcheck::load
