#include "observe/clients/http_head.hpp"

namespace labcheck::observe {

namespace {

constexpr std::size_t most_lines = 256;
constexpr std::size_t most_bytes = 64 * 1024;
constexpr std::string_view blanks = " \t\r\n";

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(blanks);
  return first == std::string_view::npos ? std::string_view{}
                                         : text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

}  // namespace

std::string lower_case(std::string_view text) {
  std::string lower{text};
  for (auto& character : lower) {
    character = static_cast<char>(character >= 'A' && character <= 'Z' ? character + ('a' - 'A') : character);
  }
  return lower;
}

bool HttpHead::take(std::string_view line) {
  // Counted over all heads of a response: "100 Continue" may come any number of times.
  ++lines_;
  bytes_ += line.size();
  if (lines_ > most_lines || bytes_ > most_bytes) {
    return false;
  }
  if (line.starts_with("HTTP/")) {
    headers_.clear();
    location_.clear();
    return true;
  }
  const auto colon = line.find(':');
  if (colon == std::string_view::npos || line.front() == ' ' || line.front() == '\t') {
    return true;  // the empty line at the end, or a folded line, which HTTP/1.1 forbids
  }
  const auto name = lower_case(valid_utf8(trimmed(line.substr(0, colon))));
  const auto value = trimmed(line.substr(colon + 1));
  if (name == "location" && location_.empty()) {
    location_ = value;
  }
  const auto [entry, fresh] = headers_.try_emplace(name, valid_utf8(value));
  if (!fresh) {
    entry->second += ", " + valid_utf8(value);
  }
  return true;
}

Value HttpHead::headers() const {
  Value headers = Value::object();
  for (const auto& [name, value] : headers_) {
    headers[name] = value;
  }
  return headers;
}

}  // namespace labcheck::observe
