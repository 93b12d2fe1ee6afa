#include <algorithm>

#include <fmt/format.h>

#include "checks/reading.hpp"
#include "checks/xml_tree.hpp"
#include "parts.hpp"

namespace labcheck::checks {
namespace {

class OdtReader {
 public:
  Gathered found{};

  /// Styles of paragraphs: which are based on which, and which stand in the outline.
  void learn_styles(const XmlNode& node) {
    for (const auto& child : node.children) {
      if (child.name == "style") {
        const auto level = read_integer(child.attribute("default-outline-level"));
        styles_[child.attribute("name")] = {child.attribute("parent-style-name"),
                                            level && *level > 0 && *level <= 10 ? static_cast<int>(*level) : 0};
      } else {
        learn_styles(child);
      }
    }
  }

  void read_blocks(const XmlNode& parent) {
    for (const auto& child : parent.children) {
      if (child.name == "h" || child.name == "p") {
        read_paragraph(child);
      } else if (child.name == "table") {
        read_table(child);
      } else if (child.name != "tracked-changes" && child.name != "table-of-content") {
        read_blocks(child);
      }
    }
  }

 private:
  struct Style {
    std::string parent{};
    int level{0};
  };

  int level_of(const std::string& style, int depth = 0) const {
    constexpr int most_depth = 12;
    const auto known = styles_.find(style);
    if (known == styles_.end() || depth > most_depth) {
      return 0;
    }
    return known->second.level > 0 ? known->second.level : level_of(known->second.parent, depth + 1);
  }

  /// Text is what stands in paragraphs and headings: between other elements a writer may have indented them. Within,
  /// white space counts as one blank and none at the beginning (OpenDocument 1.2, 6.1.2).
  static void add_words(const std::string& words, std::string& text) {
    for (const char letter : words) {
      const bool blank = letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n';
      const bool after_blank = text.empty() || text.back() == ' ' || text.back() == '\n';
      if (!blank || !after_blank) {
        text += blank ? ' ' : letter;
      }
    }
  }

  void add_text(const XmlNode& node, std::string& text, bool within = false) {
    within = within || node.name == "p" || node.name == "h";
    for (const auto& child : node.children) {
      if (child.name.empty()) {
        if (within) {
          add_words(child.text, text);
        }
      } else if (child.name == "s") {
        const auto count = read_integer(child.attribute("c")).value_or(1);
        text.append(static_cast<std::size_t>(std::clamp<std::int64_t>(count, 1, 1000)), ' ');
      } else if (child.name == "tab") {
        text += '\t';
      } else if (child.name == "line-break") {
        text += '\n';
      } else if (child.name == "image") {
        ++found.images;
      } else if (child.name != "note" && child.name != "annotation") {
        text += (child.name == "p" || child.name == "h") && !text.empty() ? "\n" : "";
        add_text(child, text, within);
      }
    }
  }

  void read_paragraph(const XmlNode& paragraph) {
    std::string text;
    add_text(paragraph, text);
    const auto outline = read_integer(paragraph.attribute("outline-level"));
    const bool heads = paragraph.name == "h";
    const int level = heads && outline ? static_cast<int>(std::clamp<std::int64_t>(*outline, 1, 10))
                                       : std::max(heads ? 1 : 0, level_of(paragraph.attribute("style-name")));
    if (level > 0 && text.find_first_not_of(" \t\n") != std::string::npos) {
      found.headings.push_back({{"level", level}, {"text", text}});
    }
    found.text += text + '\n';
  }

  void add_rows(const XmlNode& parent, Value& rows) {
    for (const auto& child : parent.children) {
      if (child.name != "table-row") {
        add_rows(child, rows);
        continue;
      }
      Value cells = Value::array();
      for (const auto& cell : child.children) {
        if (cell.name == "table-cell") {
          std::string text;
          add_text(cell, text);
          found.text += text + '\t';
          cells.push_back(std::move(text));
        }
      }
      found.text += '\n';
      rows.push_back(std::move(cells));
    }
  }

  void read_table(const XmlNode& table) {
    Value rows = Value::array();
    add_rows(table, rows);
    found.tables.push_back(std::move(rows));
  }

  std::map<std::string, Style> styles_{};
};

}  // namespace

DocumentFacts read_odt(const Package& package) {
  OdtReader reader;
  for (const auto* name : {"styles.xml", "content.xml"}) {
    const auto* part = package.part(name);
    if (part == nullptr) {
      continue;
    }
    const auto tree = read_xml(*part);
    if (!tree) {
      return tl::unexpected<std::string>(fmt::format("{}: {}", name, tree.error().what));
    }
    reader.learn_styles(*tree);
    if (std::string_view{name} == "content.xml") {
      const auto* body = tree->child("body");
      const auto* text = body == nullptr ? nullptr : body->child("text");
      if (text == nullptr) {
        return tl::unexpected<std::string>("the document has no text in its body");
      }
      reader.read_blocks(*text);
      return reader.found.facts();
    }
  }
  return tl::unexpected<std::string>("the document has no content.xml");
}

}  // namespace labcheck::checks
