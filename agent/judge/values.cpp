#include "judge/values.hpp"

#include <utility>
#include <vector>

namespace labcheck::judge {

bool deeper_than(const Value& value, int levels) {
  std::vector<std::pair<const Value*, int>> open{{&value, 0}};
  while (!open.empty()) {
    const auto [at, depth] = open.back();
    open.pop_back();
    if (!at->is_structured()) {
      continue;
    }
    if (depth >= levels) {
      return true;
    }
    for (const auto& element : *at) {
      open.emplace_back(&element, depth + 1);
    }
  }
  return false;
}

namespace {

// Exact for every integer of 64 bits where long double has as many bits of mantissa.
long double exact(const Value& number) {
  return number.is_number_unsigned()  ? static_cast<long double>(number.get<std::uint64_t>())
         : number.is_number_integer() ? static_cast<long double>(number.get<std::int64_t>())
                                      : static_cast<long double>(number.get<double>());
}

bool same_list(const Value& left, const Value& right) {
  if (left.size() != right.size()) {
    return false;
  }
  for (std::size_t at = 0; at < left.size(); ++at) {
    if (!same(left[at], right[at])) {
      return false;
    }
  }
  return true;
}

bool same_map(const Value& left, const Value& right) {
  if (left.size() != right.size()) {
    return false;
  }
  for (auto entry = left.begin(); entry != left.end(); ++entry) {
    const auto other = right.find(entry.key());
    if (other == right.end() || !same(*entry, *other)) {
      return false;
    }
  }
  return true;
}

// Stops soon after the limit, so that a huge value costs no more than a long one.
void write(const Value& value, std::string& out) {
  if (out.size() > longest_words) {
    return;
  }
  if (value.is_string()) {
    out += '\'';
    out += value.get_ref<const std::string&>().substr(0, longest_words + 1);
    out += '\'';
  } else if (value.is_array() || value.is_object()) {
    const char* separator = "";
    out += value.is_array() ? '[' : '{';
    for (auto entry = value.begin(); entry != value.end() && out.size() <= longest_words; ++entry) {
      out += separator;
      separator = ", ";
      if (value.is_object()) {
        out += entry.key().substr(0, longest_words) + ": ";
      }
      write(*entry, out);
    }
    out += value.is_array() ? ']' : '}';
  } else {
    out += dump(value);
  }
}

}  // namespace

bool same(const Value& left, const Value& right) {
  if (left.is_number() && right.is_number()) {
    return exact(left) == exact(right);
  }
  if (left.type() != right.type()) {
    return false;
  }
  return left.is_array() ? same_list(left, right) : left.is_object() ? same_map(left, right) : left == right;
}

bool less_number(const Value& left, const Value& right) {
  return exact(left) < exact(right);
}

std::string describe(const Value& value) {
  std::string words;
  write(value, words);
  return shortened(words);
}

std::string describe(const Value* fact) {
  return fact == nullptr ? "nothing" : describe(*fact);
}

std::string shortened(std::string_view text) {
  if (text.size() <= longest_words) {
    return std::string{text};
  }
  std::size_t end = longest_words;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) {
    --end;
  }
  return std::string{text.substr(0, end)} + "…";
}

std::string_view kind_words(const Value& value) {
  return value.is_null()      ? "null"
         : value.is_boolean() ? "a boolean"
         : value.is_number()  ? "a number"
         : value.is_string()  ? "a text"
         : value.is_array()   ? "a list"
                              : "a map";
}

}  // namespace labcheck::judge
