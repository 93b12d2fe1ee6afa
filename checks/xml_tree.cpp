#include "xml_tree.hpp"

#include <limits>
#include <memory>
#include <optional>

#include <libxml/parser.h>

#include <labcheck/value.hpp>

#include "checks/reading.hpp"

namespace labcheck::checks {
namespace {

constexpr int most_levels = 200;
constexpr std::size_t most_nodes = 200'000;

std::string as_text(const xmlChar* text) {
  return text == nullptr ? std::string{} : valid_utf8(reinterpret_cast<const char*>(text));
}

class Copier {
 public:
  /// What goes beyond the limits; empty while nothing does.
  std::string trouble{};

  XmlNode copy(const xmlNode& from, int depth) {
    XmlNode made;
    made.name = as_text(from.name);
    for (const auto* attribute = from.properties; attribute != nullptr; attribute = attribute->next) {
      const auto* value = attribute->children;
      made.attributes[as_text(attribute->name)] = value == nullptr ? "" : as_text(value->content);
    }
    if (depth >= most_levels) {
      trouble = "it nests deeper than 200 levels";
      return made;
    }
    for (const auto* child = from.children; child != nullptr && trouble.empty(); child = child->next) {
      take(*child, made, depth);
    }
    return made;
  }

 private:
  void take(const xmlNode& child, XmlNode& into, int depth) {
    if (++nodes_ > most_nodes) {
      trouble = "it has more than 200000 nodes";
    } else if (child.type == XML_ELEMENT_NODE) {
      into.children.push_back(copy(child, depth + 1));
    } else if (child.type == XML_TEXT_NODE || child.type == XML_CDATA_SECTION_NODE) {
      into.children.push_back({.text = as_text(child.content)});
    } else if (child.type == XML_ENTITY_REF_NODE) {
      trouble = "it uses entities of its own";
    }
  }

  std::size_t nodes_{0};
};

}  // namespace

const XmlNode* XmlNode::child(std::string_view wanted) const {
  for (const auto& one : children) {
    if (one.name == wanted) {
      return &one;
    }
  }
  return nullptr;
}

std::string XmlNode::attribute(std::string_view wanted) const {
  const auto found = attributes.find(wanted);
  return found == attributes.end() ? std::string{} : found->second;
}

std::string XmlNode::all_text() const {
  auto whole = text;
  for (const auto& one : children) {
    whole += one.all_text();
  }
  return whole;
}

tl::expected<XmlNode, XmlProblem> read_xml(std::string_view bytes) {
  if (bytes.size() > std::numeric_limits<int>::max() / 2) {
    return tl::unexpected<XmlProblem>({0, "it is too big"});
  }
  const std::unique_ptr<xmlParserCtxt, void (*)(xmlParserCtxtPtr)> context{xmlNewParserCtxt(), xmlFreeParserCtxt};
  const std::unique_ptr<xmlDoc, void (*)(xmlDocPtr)> document{
      xmlCtxtReadMemory(context.get(), bytes.data(), static_cast<int>(bytes.size()), nullptr, nullptr,
                        XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING),
      xmlFreeDoc};
  if (!document) {
    const auto* error = xmlCtxtGetLastError(context.get());
    const bool known = error != nullptr && error->message != nullptr;
    return tl::unexpected<XmlProblem>({known && error->line > 0 ? static_cast<std::size_t>(error->line) : 0,
                                       known ? excerpt(error->message) : "it can't be parsed"});
  }
  const auto* root = xmlDocGetRootElement(document.get());
  if (root == nullptr) {
    return tl::unexpected<XmlProblem>({0, "it has no root element"});
  }
  Copier copier;
  auto tree = copier.copy(*root, 0);
  if (!copier.trouble.empty()) {
    return tl::unexpected<XmlProblem>({0, copier.trouble});
  }
  return tree;
}

}  // namespace labcheck::checks
