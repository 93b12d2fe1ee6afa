#include <limits>
#include <memory>

#include <poppler/cpp/poppler-document.h>
#include <poppler/cpp/poppler-global.h>
#include <poppler/cpp/poppler-page.h>
#include <poppler/cpp/poppler-toc.h>

#include "parts.hpp"

namespace labcheck::checks {
namespace {

std::string as_text(const poppler::ustring& text) {
  const auto bytes = text.to_utf8();
  return valid_utf8({bytes.data(), bytes.size()});
}

void add_headings(const poppler::toc_item& item, int level, Value& headings) {
  constexpr int most_levels = 9;
  constexpr std::size_t most_headings = 2000;
  for (auto at = item.children_begin(); at != item.children_end() && headings.size() < most_headings; ++at) {
    headings.push_back({{"level", level}, {"text", as_text((*at)->title())}});
    if (level < most_levels) {
      add_headings(**at, level + 1, headings);
    }
  }
}

}  // namespace

DocumentFacts read_pdf(std::string_view bytes) {
  constexpr int most_pages = 500;
  if (bytes.size() > std::numeric_limits<int>::max() / 2) {
    return tl::unexpected<std::string>("it is too big");
  }
  poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr);
  const std::unique_ptr<poppler::document> document{
      poppler::document::load_from_raw_data(bytes.data(), static_cast<int>(bytes.size()))};
  if (!document) {
    return tl::unexpected<std::string>("it is damaged");
  }
  if (document->is_locked()) {
    return tl::unexpected<std::string>("it is encrypted");
  }
  if (document->pages() > most_pages) {
    return tl::unexpected<std::string>("it has more than 500 pages");
  }
  Gathered found;
  for (int page = 0; page < document->pages(); ++page) {
    const std::unique_ptr<poppler::page> sheet{document->create_page(page)};
    found.text += sheet ? as_text(sheet->text()) : std::string{};
  }
  const std::unique_ptr<poppler::toc> contents{document->create_toc()};
  if (contents && contents->root() != nullptr) {
    add_headings(*contents->root(), 1, found.headings);
  }
  return Value{{"text", found.text}, {"headings", found.headings}, {"pages", document->pages()}};
}

}  // namespace labcheck::checks
