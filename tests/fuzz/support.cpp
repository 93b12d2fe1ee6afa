#include "support.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "input.hpp"

namespace labcheck::fuzz {

load::Sources one_source(std::string_view text) {
  return [text = std::string{text}](const std::string&) -> Result<std::optional<std::string>> { return text; };
}

std::string source_file(const std::string& path) {
  std::ifstream stream{std::string{LABCHECK_SOURCE_DIR} + "/" + path, std::ios::binary};
  LABCHECK_HOLDS(stream.good(), "cannot read " + path);
  return {std::istreambuf_iterator<char>{stream}, {}};
}

void check_message(std::string_view message) {
  LABCHECK_HOLDS(!message.empty(), "an error without words");
}

void check_diagnostics(const Diagnostics& diagnostics, std::string_view text) {
  const auto lines = std::count(text.begin(), text.end(), '\n') + std::count(text.begin(), text.end(), '\r') + 1;
  for (const auto& diagnostic : diagnostics) {
    check_message(diagnostic.message);
    LABCHECK_HOLDS(diagnostic.place.line >= 0 && diagnostic.place.line <= lines + 1,
                   "a place outside the file: " + to_string(diagnostic));
    LABCHECK_HOLDS(diagnostic.place.column >= 0 && diagnostic.place.column <= static_cast<int>(text.size()) + 1,
                   "a column outside the file: " + to_string(diagnostic));
  }
}

Value json_of(std::string_view text) {
  auto value = Value::parse(text, nullptr, false);
  return value.is_discarded() ? Value(nullptr) : value;
}

}  // namespace labcheck::fuzz
