#include "yaml_values.hpp"

#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "files.hpp"

namespace labcheck::checks {
namespace {

constexpr std::size_t most_levels = 64;
constexpr std::size_t most_weight = 1'000'000;

/// A plain scalar by the core schema. What a number would spell otherwise (1.10, 010) stays a text.
Value plain_scalar(const std::string& text) {
  if (text == "true" || text == "True" || text == "TRUE") {
    return true;
  }
  if (text == "false" || text == "False" || text == "FALSE") {
    return false;
  }
  if (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL") {
    return nullptr;
  }
  if (const auto number = read_integer(text); number && std::to_string(*number) == text) {
    return *number;
  }
  if (const auto number = read_finite(text); number && dump(Value(*number)) == text) {
    return *number;
  }
  return text;
}

/// Roughly how much a value holds. No value is deeper than most_levels.
std::size_t weight_of(const Value& value) {
  std::size_t weight = value.is_string() ? 1 + value.get_ref<const std::string&>().size() : 1;
  for (const auto& element : value) {
    weight += value.is_structured() ? weight_of(element) : 0;
  }
  return weight;
}

bool separates(std::string_view line, std::string_view mark) {
  return line.starts_with(mark) && trimmed(line.substr(0, mark.size() + 1)) == mark;
}

}  // namespace

YamlValues::YamlValues(std::string_view text) : lines_{lines_of(text)} {}

/// Whether a document may begin here: at the file's front, with `---`, or behind `...`.
bool YamlValues::may_begin(const YAML::Mark& mark) const {
  if (documents_.empty()) {
    return true;
  }
  auto line = static_cast<std::size_t>(mark.line);
  if (mark.pos == last_begin_ || line >= lines_.size()) {
    return false;
  }
  if (mark.column == 0 && separates(lines_[line], "---")) {
    return true;
  }
  while (line > 0 && (trimmed(lines_[line - 1]).empty() || trimmed(lines_[line - 1]).starts_with('#'))) {
    --line;
  }
  return line > 0 && separates(lines_[line - 1], "...");
}

void YamlValues::OnDocumentStart(const YAML::Mark& mark) {
  // The parser takes what it can't place for one more document, and a comma at the front for documents without end.
  if (!may_begin(mark)) {
    throw Refusal{.what = "it is no YAML: the document ends before this line does, and none begins here",
                  .line = static_cast<std::size_t>(mark.line) + 1};
  }
  last_begin_ = mark.pos;
}

void YamlValues::OnScalar(const YAML::Mark&, const std::string& tag, YAML::anchor_t anchor, const std::string& text) {
  const auto valid = valid_utf8(text);
  add(tag == "?" ? plain_scalar(valid) : Value(valid), anchor);  // "?" is a plain scalar without a tag
}

void YamlValues::OnAlias(const YAML::Mark&, YAML::anchor_t anchor) {
  const auto found = anchors_.find(anchor);
  if (found == anchors_.end()) {
    throw Refusal{"an alias stands inside what it refers to"};
  }
  count(found->second);
  add(found->second, 0);
}

void YamlValues::OnDocumentEnd() {
  documents_.push_back(std::move(root_));
  root_ = nullptr;
  anchors_.clear();
}

void YamlValues::count(const Value& value) {
  weight_ += weight_of(value);
  if (weight_ > most_weight) {
    throw Refusal{"its aliases make it too big"};
  }
}

void YamlValues::open(Value value, YAML::anchor_t anchor) {
  if (open_.size() >= most_levels) {
    throw Refusal{"it nests deeper than 64 levels"};
  }
  open_.push_back({.value = std::move(value), .anchor = anchor});
}

void YamlValues::close() {
  auto done = std::move(open_.back());
  open_.pop_back();
  for (const auto& merged : done.merged) {
    for (const auto& [key, value] : merged.items()) {
      if (!done.value.contains(key)) {
        done.value[key] = value;
      }
    }
  }
  add(std::move(done.value), done.anchor);
}

void YamlValues::add(Value value, YAML::anchor_t anchor) {
  if (anchor != 0) {
    count(value);
    anchors_[anchor] = value;
  }
  if (open_.empty()) {
    root_ = std::move(value);
    return;
  }
  auto& place = open_.back();
  if (place.value.is_array()) {
    place.value.push_back(std::move(value));
  } else if (!place.has_key) {
    place.key = value.is_null() ? "null" : plain_text(value);
    place.has_key = true;
  } else {
    place.has_key = false;
    if (place.key == "<<" && value.is_object()) {
      place.merged.push_back(std::move(value));
    } else if (place.key == "<<" && value.is_array()) {
      for (auto& one : value) {
        place.merged.push_back(one.is_object() ? std::move(one) : Value::object());
      }
    } else {
      place.value[place.key] = std::move(value);
    }
  }
}

}  // namespace labcheck::checks
