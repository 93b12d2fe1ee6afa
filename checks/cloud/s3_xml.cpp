#include "checks/cloud/s3_xml.hpp"

#include <memory>

#include <fmt/format.h>
#include <libxml/parser.h>
#include <libxml/tree.h>

#include <labcheck/value.hpp>

#include "checks/reading.hpp"

namespace labcheck::checks {
namespace {

constexpr int deepest = 12;

std::string text_of_node(const xmlNode* node) {
  return node->content == nullptr ? std::string{} : valid_utf8(reinterpret_cast<const char*>(node->content));
}

/// False when there is more in it than elements and text, or too many levels.
bool convert(const xmlNode* node, XmlElement& element, int depth) {
  element.name = reinterpret_cast<const char*>(node->name);
  for (const auto* child = node->children; child != nullptr; child = child->next) {
    if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) {
      element.text += text_of_node(child);
      continue;
    }
    if (child->type != XML_ELEMENT_NODE || depth == deepest) {
      return false;
    }
    element.children.emplace_back();
    if (!convert(child, element.children.back(), depth + 1)) {
      return false;
    }
  }
  return true;
}

}  // namespace

const XmlElement* XmlElement::find(std::string_view child) const {
  for (const auto& one : children) {
    if (one.name == child) {
      return &one;
    }
  }
  return nullptr;
}

std::string XmlElement::text_of(std::string_view child) const {
  const auto* found = find(child);
  return found == nullptr ? std::string{} : found->text;
}

Result<XmlElement> read_s3_xml(std::string_view document, std::string_view root) {
  const std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)> parsed{
      xmlReadMemory(document.data(), static_cast<int>(document.size()), nullptr, "UTF-8",
                    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA),
      xmlFreeDoc};
  if (!parsed || parsed->intSubset != nullptr) {
    return unreadable(fmt::format("the store's answer is no whole XML: {}", excerpt(document)));
  }
  XmlElement element;
  const auto* top = xmlDocGetRootElement(parsed.get());
  if (top == nullptr || !convert(top, element, 0) || element.name != root) {
    return unreadable(fmt::format("the store's answer is no {}: {}", root, excerpt(document)));
  }
  return element;
}

}  // namespace labcheck::checks
