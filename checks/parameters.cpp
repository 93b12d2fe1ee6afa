#include "parameters.hpp"

#include <labcheck/reference.hpp>

namespace labcheck::checks {

bool given(const Value& parameters, std::string_view name) {
  const auto found = parameters.find(name);
  return found != parameters.end() && !found->is_null();
}

std::string plain_text(const Value& value) {
  if (value.is_string()) {
    return value.get<std::string>();
  }
  return value.is_null() ? std::string{} : dump(value);
}

std::string text_of(const Value& parameters, std::string_view name) {
  const auto found = parameters.find(name);
  return found == parameters.end() ? std::string{} : plain_text(*found);
}

std::vector<std::string> texts_of(const Value& parameters, std::string_view name) {
  std::vector<std::string> texts;
  const auto found = parameters.find(name);
  if (found == parameters.end() || found->is_null()) {
    return texts;
  }
  if (!found->is_array()) {
    return {plain_text(*found)};
  }
  for (const auto& element : *found) {
    texts.push_back(plain_text(element));
  }
  return texts;
}

bool flag_of(const Value& parameters, std::string_view name, bool fallback) {
  const auto found = parameters.find(name);
  return found != parameters.end() && found->is_boolean() ? found->get<bool>() : fallback;
}

std::int64_t integer_of(const Value& parameters, std::string_view name, std::int64_t fallback) {
  const auto found = parameters.find(name);
  return found != parameters.end() && found->is_number_integer() ? found->get<std::int64_t>() : fallback;
}

std::string listed(const std::vector<std::string_view>& words) {
  std::string text;
  for (std::size_t at = 0; at < words.size(); ++at) {
    text += at == 0 ? "" : at + 1 == words.size() ? " and " : ", ";
    text += words[at];
  }
  return text;
}

bool is_name(std::string_view text, std::string_view allowed) {
  if (has_references(text)) {
    return true;
  }
  for (const char letter : text) {
    const bool alphanumeric =
        (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
    if (!alphanumeric && allowed.find(letter) == std::string_view::npos) {
      return false;
    }
  }
  return !text.empty() && text.front() != '-';
}

Phase always_reads(const Value&) {
  return Phase::read;
}
bool never_undoes(const Value&) {
  return false;
}
std::string no_complaint(const Value&) {
  return {};
}

}  // namespace labcheck::checks
