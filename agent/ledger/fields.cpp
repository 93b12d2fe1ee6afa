#include "ledger/fields.hpp"

#include <fmt/format.h>
#include <sodium.h>

namespace labcheck::ledger {

namespace {

const Value empty_map = Value::object();
const Value empty_list = Value::array();
const Value nothing = nullptr;

}  // namespace

Value text_value(std::string_view text) {
  if (valid_utf8(text) == text) {
    return std::string{text};
  }
  std::string base64(sodium_base64_ENCODED_LEN(text.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(base64.data(), base64.size(), reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                    sodium_base64_VARIANT_ORIGINAL);
  base64.pop_back();  // the terminating zero
  return {{"base64", base64}};
}

Fields::Fields(const Value& body, std::string& problem) : body_{body}, problem_{problem} {
  if (!body.is_object() && problem_.empty()) {
    problem_ = "a map was expected";
  }
}

void Fields::note(const char* name, std::string_view what) const {
  if (problem_.empty()) {
    problem_ = fmt::format("'{}' {}", name, what);
  }
}

const Value* Fields::find(const char* name) const {
  if (!body_.is_object()) {
    return nullptr;
  }
  const auto at = body_.find(name);
  if (at == body_.end()) {
    note(name, "is missing");
    return nullptr;
  }
  return &*at;
}

bool Fields::has(const char* name) const {
  return body_.is_object() && body_.contains(name) && !body_.find(name)->is_null();
}

std::string Fields::read_text(const char* name, const Value& value) const {
  if (const auto* text = value.get_ptr<const std::string*>()) {
    return *text;
  }
  if (value.is_object() && value.size() == 1 && value.contains("base64")) {
    if (const auto* base64 = value.find("base64")->get_ptr<const std::string*>()) {
      std::string text(base64->size(), '\0');
      std::size_t size = 0;
      if (sodium_base642bin(reinterpret_cast<unsigned char*>(text.data()), text.size(), base64->data(), base64->size(),
                            nullptr, &size, nullptr, sodium_base64_VARIANT_ORIGINAL) == 0) {
        text.resize(size);
        return text;
      }
    }
  }
  note(name, "is no text");
  return {};
}

std::string Fields::text(const char* name) const {
  const auto* value = find(name);
  return value == nullptr ? std::string{} : read_text(name, *value);
}

bool Fields::boolean(const char* name) const {
  const auto* value = find(name);
  if (value != nullptr && !value->is_boolean()) {
    note(name, "is neither true nor false");
  }
  return value != nullptr && value->is_boolean() && value->get<bool>();
}

std::int64_t Fields::integer(const char* name, std::int64_t least, std::int64_t most) const {
  const auto* value = find(name);
  if (value == nullptr) {
    return 0;
  }
  constexpr auto limit = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  const bool too_big = value->is_number_unsigned() && value->get<std::uint64_t>() > limit;
  const auto number = value->is_number_integer() && !too_big ? value->get<std::int64_t>() : 0;
  if (!value->is_number_integer() || too_big || number < least || number > most) {
    note(name, "is no integer in its range");
    return 0;
  }
  return number;
}

int Fields::small(const char* name) const {
  return static_cast<int>(integer(name, std::numeric_limits<int>::min(), std::numeric_limits<int>::max()));
}

std::size_t Fields::size(const char* name) const {
  return static_cast<std::size_t>(integer(name, 0));
}

const Value& Fields::any(const char* name) const {
  const auto* value = find(name);
  return value == nullptr ? nothing : *value;
}

Fields Fields::map(const char* name) const {
  const auto* value = find(name);
  if (value != nullptr && !value->is_object()) {
    note(name, "is no map");
  }
  return {value != nullptr && value->is_object() ? *value : empty_map, problem_};
}

const Value& Fields::list(const char* name) const {
  const auto* value = find(name);
  if (value != nullptr && !value->is_array()) {
    note(name, "is no list");
  }
  return value != nullptr && value->is_array() ? *value : empty_list;
}

std::vector<std::string> Fields::texts(const char* name) const {
  std::vector<std::string> texts;
  for (const auto& value : list(name)) {
    texts.push_back(read_text(name, value));
  }
  return texts;
}

std::map<std::string, std::string> Fields::text_map(const char* name) const {
  std::map<std::string, std::string> texts;
  const auto* value = find(name);
  if (value != nullptr && !value->is_object()) {
    note(name, "is no map");
  }
  if (value != nullptr && value->is_object()) {
    for (const auto& [key, member] : value->items()) {
      texts.emplace(key, read_text(name, member));
    }
  }
  return texts;
}

}  // namespace labcheck::ledger
