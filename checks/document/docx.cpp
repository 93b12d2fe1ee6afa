#include <fmt/format.h>

#include "checks/reading.hpp"
#include "checks/xml_tree.hpp"
#include "parts.hpp"

namespace labcheck::checks {
namespace {

/// Levels of headings by the number of a style. A style is known by its name: its number is "1" in Chinese documents.
class Styles {
 public:
  explicit Styles(const XmlNode& root) {
    for (const auto& style : root.children) {
      if (style.name == "style") {
        const auto* name = style.child("name");
        const auto* based_on = style.child("basedOn");
        known_[style.attribute("styleId")] = {name == nullptr ? "" : name->attribute("val"),
                                              based_on == nullptr ? "" : based_on->attribute("val"),
                                              outline_of(style.child("pPr"))};
      }
    }
  }
  Styles() = default;

  int level(const std::string& number, int depth = 0) const {
    constexpr int most_depth = 12;
    const auto found = known_.find(number);
    if (found == known_.end() || depth > most_depth) {
      return 0;
    }
    const auto& style = found->second;
    if (style.name.size() == 9 && (style.name.starts_with("heading ") || style.name.starts_with("Heading ")) &&
        style.name[8] >= '1' && style.name[8] <= '9') {
      return style.name[8] - '0';
    }
    return style.outline != 0 ? style.outline : level(style.based_on, depth + 1);
  }

  /// The level that an outlineLvl in these properties says (0 for none).
  static int outline_of(const XmlNode* properties) {
    const auto* outline = properties == nullptr ? nullptr : properties->child("outlineLvl");
    const auto number = outline == nullptr ? std::nullopt : read_integer(outline->attribute("val"));
    return number && *number >= 0 && *number < 9 ? static_cast<int>(*number) + 1 : 0;
  }

 private:
  struct Style {
    std::string name{};
    std::string based_on{};
    int outline{0};
  };
  std::map<std::string, Style> known_{};
};

class DocxReader {
 public:
  explicit DocxReader(Styles styles) : styles_{std::move(styles)} {}

  void read_blocks(const XmlNode& parent) {
    for (const auto& child : parent.children) {
      if (child.name == "p") {
        read_paragraph(child);
      } else if (child.name == "tbl") {
        read_table(child);
      } else if (child.name == "sdt" || child.name == "sdtContent" || child.name == "ins") {
        read_blocks(child);
      }
    }
  }

  Gathered found{};

 private:
  /// The text of runs; what was deleted and the second version of what Word writes twice are left out.
  void add_text(const XmlNode& node, std::string& text) {
    for (const auto& child : node.children) {
      if (child.name == "t") {
        text += child.all_text();
      } else if (child.name == "tab") {
        text += '\t';
      } else if (child.name == "br" || child.name == "cr" || (child.name == "p" && !text.empty())) {
        text += '\n';
        add_text(child, text);
      } else if (child.name == "blip" || child.name == "imagedata") {
        ++found.images;
      } else if (child.name != "del" && child.name != "Fallback" && child.name != "pPr" && child.name != "rPr") {
        add_text(child, text);
      }
    }
  }

  void read_paragraph(const XmlNode& paragraph) {
    std::string text;
    add_text(paragraph, text);
    const auto* properties = paragraph.child("pPr");
    const auto* style = properties == nullptr ? nullptr : properties->child("pStyle");
    int level = Styles::outline_of(properties);
    level = level == 0 && style != nullptr ? styles_.level(style->attribute("val")) : level;
    if (level > 0 && text.find_first_not_of(" \t\n") != std::string::npos) {
      found.headings.push_back({{"level", level}, {"text", text}});
    }
    found.text += text + '\n';
  }

  void read_table(const XmlNode& table) {
    Value rows = Value::array();
    for (const auto& row : table.children) {
      if (row.name != "tr") {
        continue;
      }
      Value cells = Value::array();
      for (const auto& cell : row.children) {
        if (cell.name == "tc") {
          std::string text;
          add_text(cell, text);
          found.text += text + '\t';
          cells.push_back(std::move(text));
        }
      }
      found.text += '\n';
      rows.push_back(std::move(cells));
    }
    found.tables.push_back(std::move(rows));
  }

  Styles styles_;
};

}  // namespace

DocumentFacts read_docx(const Package& package, std::string_view main_part) {
  const auto* part = package.part(main_part);
  if (part == nullptr) {
    return tl::unexpected<std::string>(fmt::format("the document has no {}", excerpt(main_part)));
  }
  const auto document = read_xml(*part);
  if (!document) {
    return tl::unexpected<std::string>(fmt::format("{}: {}", excerpt(main_part), document.error().what));
  }
  Styles styles;
  if (const auto* sheet = package.part("word/styles.xml")) {
    const auto read = read_xml(*sheet);
    if (!read) {
      return tl::unexpected<std::string>(fmt::format("word/styles.xml: {}", read.error().what));
    }
    styles = Styles{*read};
  }
  const auto* body = document->child("body");
  if (body == nullptr) {
    return tl::unexpected<std::string>("the document has no body");
  }
  DocxReader reader{std::move(styles)};
  reader.read_blocks(*body);
  return reader.found.facts();
}

}  // namespace labcheck::checks
