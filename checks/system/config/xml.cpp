#include <fmt/format.h>

#include "checks/xml_tree.hpp"
#include "nested.hpp"

namespace labcheck::checks {
namespace {

Value value_of(const XmlNode& element) {
  Value made = Value::object();
  std::string text;
  for (const auto& [name, value] : element.attributes) {
    made['@' + name] = value;
  }
  for (const auto& child : element.children) {
    if (child.name.empty()) {
      text += child.text;
    } else {
      made[child.name].push_back(value_of(child));
    }
  }
  const auto plain = std::string{trimmed(text)};
  if (made.empty()) {
    return plain;
  }
  if (!plain.empty()) {
    made["text"] = plain;
  }
  return made;
}

}  // namespace

Parsed<Value> read_xml_file(const ConfigFile& file) {
  const auto tree = read_xml(file.text);
  if (!tree) {
    return malformed(file.path, tree.error().line, fmt::format("it is no XML: {}", tree.error().what));
  }
  return Value{{tree->name, value_of(*tree)}};
}

}  // namespace labcheck::checks
