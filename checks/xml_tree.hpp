#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

namespace labcheck::checks {

/// An element, or (without a name) a text between elements. Names are without their namespaces' prefixes.
struct XmlNode {
  std::string name{};
  std::string text{};
  std::map<std::string, std::string, std::less<>> attributes{};
  std::vector<XmlNode> children{};

  /// The first child element of this name, or nullptr; an attribute, or an empty text.
  const XmlNode* child(std::string_view wanted) const;
  std::string attribute(std::string_view wanted) const;
  /// All texts within, in order.
  std::string all_text() const;
};

struct XmlProblem {
  std::size_t line{0};
  std::string what{};
};

/// Reads a document: no entities but XML's own, nothing from elsewhere, at most 200 levels and 200000 nodes.
tl::expected<XmlNode, XmlProblem> read_xml(std::string_view bytes);

}  // namespace labcheck::checks
