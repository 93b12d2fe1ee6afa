#include <sstream>

#include <fmt/format.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "checks/reading.hpp"
#include "nested.hpp"
#include "yaml_values.hpp"

namespace labcheck::checks {

Parsed<Value> read_yaml_file(const ConfigFile& file) {
  std::istringstream in{file.text};
  YamlValues values{file.text};
  try {
    YAML::Parser parser{in};
    while (parser.HandleNextDocument(values)) {
    }
  } catch (const YamlValues::Refusal& refusal) {
    return malformed(file.path, refusal.line, refusal.what);
  } catch (const YAML::Exception& error) {
    return malformed(file.path, error.mark.is_null() ? 0 : static_cast<std::size_t>(error.mark.line) + 1,
                     fmt::format("it is no YAML: {}", excerpt(error.msg)));
  }
  auto documents = values.take();
  if (documents.size() == 1) {
    return std::move(documents.front());
  }
  return documents.empty() ? Value(nullptr) : Value(std::move(documents));
}

}  // namespace labcheck::checks
