#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <labcheck/result.hpp>

namespace labcheck::checks {

/// An element of S3's answers. Names stand without their namespace: Ceph, Swift and AWS differ in it.
struct XmlElement {
  std::string name{};
  std::string text{};  ///< of elements without children
  std::vector<XmlElement> children{};

  const XmlElement* find(std::string_view child) const;
  /// The text of a child; empty when it isn't there.
  std::string text_of(std::string_view child) const;
};

/// Reads a document with this root; `unreadable` when it is cut off, another one, too deep, or has a DTD.
Result<XmlElement> read_s3_xml(std::string_view document, std::string_view root);

}  // namespace labcheck::checks
