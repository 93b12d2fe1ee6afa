#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "parts.hpp"

namespace labcheck::checks {

/// What a file is by its content: docx, odt, xlsx, pptx, ods, odp, zip, pdf, drawio, csv, xml, text, doc (old Office),
/// png, jpeg, gif, gzip, empty or unknown; with the archive that was opened to find out.
struct DocumentKind {
  std::string name{};
  std::optional<Package> package{};
  std::string main_part{};  ///< of Office's formats: where the document itself stands
  std::string problem{};    ///< what is wrong with an archive
};

DocumentKind kind_of_document(std::string_view bytes);

}  // namespace labcheck::checks
