#include "kind.hpp"

#include <array>

#include "checks/xml_tree.hpp"
#include "csv.hpp"

namespace labcheck::checks {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

constexpr std::array<Pair, 6> beginnings{Pair{"%PDF-", "pdf"},         Pair{"\x89PNG\r\n\x1a\n", "png"},
                                         Pair{"\xff\xd8\xff", "jpeg"}, Pair{"GIF8", "gif"},
                                         Pair{"\x1f\x8b", "gzip"},     Pair{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "doc"}};
constexpr std::array<Pair, 3> office_types{
    Pair{"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", "docx"},
    Pair{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "xlsx"},
    Pair{"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml", "pptx"}};
constexpr std::array<Pair, 3> open_types{Pair{"application/vnd.oasis.opendocument.text", "odt"},
                                         Pair{"application/vnd.oasis.opendocument.spreadsheet", "ods"},
                                         Pair{"application/vnd.oasis.opendocument.presentation", "odp"}};

DocumentKind kind_of_archive(std::string_view bytes) {
  DocumentKind kind{.name = "zip"};
  auto package = read_package(bytes);
  if (!package) {
    kind.problem = package.error();
    return kind;
  }
  if (const auto* type = package->part("mimetype")) {
    for (const auto& [media, name] : open_types) {
      kind.name = *type == media ? name : kind.name;
    }
  } else if (const auto* types = package->part("[Content_Types].xml")) {
    const auto tree = read_xml(*types);
    for (const auto& part : tree ? tree->children : std::vector<XmlNode>{}) {
      for (const auto& [media, name] : office_types) {
        if (part.name == "Override" && part.attribute("ContentType") == media) {
          kind.name = name;
          const auto path = part.attribute("PartName");
          kind.main_part = path.starts_with('/') ? path.substr(1) : path;
        }
      }
    }
  }
  kind.package = std::move(*package);
  return kind;
}

}  // namespace

DocumentKind kind_of_document(std::string_view bytes) {
  if (bytes.empty()) {
    return {.name = "empty"};
  }
  if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06")) {
    return kind_of_archive(bytes);
  }
  for (const auto& [beginning, name] : beginnings) {
    if (bytes.starts_with(beginning)) {
      return {.name = std::string{name}};
    }
  }
  const auto text = decoded_text(bytes);
  if (!text) {
    return {.name = "unknown"};
  }
  const auto start = text->find_first_not_of(" \t\r\n");
  if (start != std::string::npos && (*text)[start] == '<') {
    const auto tree = read_xml(bytes);
    const bool drawn = tree && (tree->name == "mxfile" || tree->name == "mxGraphModel");
    return {.name = drawn ? "drawio" : tree ? "xml" : "text"};
  }
  return {.name = read_table(*text) ? "csv" : "text"};
}

}  // namespace labcheck::checks
