#include <map>

#include <fmt/format.h>

#include "checks/base64.hpp"
#include "checks/reading.hpp"
#include "checks/xml_tree.hpp"
#include "parts.hpp"

namespace labcheck::checks {
namespace {

/// `%41` as A, as encodeURIComponent writes it.
std::string percent_decoded(std::string_view text) {
  std::string made;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = text[at] == '%' && at + 2 < text.size()
                          ? read_hex(fmt::format("{}{}", static_cast<char>(text[at + 1] | 0x20),
                                                 static_cast<char>(text[at + 2] | 0x20)))
                          : std::nullopt;
    made += byte ? *byte : std::string{text[at]};
    at += byte ? 2 : 0;
  }
  return made;
}

/// A label without its markup and with single blanks: "Web<br>1" is "Web 1".
std::string plain_label(std::string_view html) {
  static const std::map<std::string_view, char> entities{{"&nbsp;", ' '}, {"&amp;", '&'},  {"&lt;", '<'},
                                                         {"&gt;", '>'},   {"&quot;", '"'}, {"&#39;", '\''}};
  std::string made;
  const auto add = [&](char letter) {
    const bool blank = letter == ' ' || letter == '\n' || letter == '\t' || letter == '\r';
    if (!blank || (!made.empty() && made.back() != ' ')) {
      made += blank ? ' ' : letter;
    }
  };
  for (std::size_t at = 0; at < html.size(); ++at) {
    const auto end = html[at] == '<' ? html.find('>', at) : std::string_view::npos;
    if (end != std::string_view::npos) {
      add(' ');
      at = end;
      continue;
    }
    const auto close = html[at] == '&' ? html.find(';', at) : std::string_view::npos;
    const auto entity =
        close == std::string_view::npos ? entities.end() : entities.find(html.substr(at, close - at + 1));
    add(entity == entities.end() ? html[at] : entity->second);
    at = entity == entities.end() ? at : close;
  }
  return made.ends_with(' ') ? made.substr(0, made.size() - 1) : made;
}

class DiagramReader {
 public:
  void read_cells(const XmlNode& node) {
    for (const auto& child : node.children) {
      // A shape with properties of its own is wrapped in an object, which has its number and label.
      if (child.name == "object" || child.name == "UserObject") {
        const auto* cell = child.child("mxCell");
        add(cell == nullptr ? child : *cell, child.attribute("id"), child.attribute("label"));
      } else if (child.name == "mxCell") {
        add(child, child.attribute("id"), child.attribute("value"));
      } else {
        read_cells(child);
      }
    }
  }

  Value components() const {
    Value list = Value::array();
    for (const auto& number : order_) {
      if (const auto& label = labels_.at(number); !label.empty() && !on_edge_.contains(number)) {
        list.push_back(label);
      }
    }
    return list;
  }

  Value connections() const {
    Value list = Value::array();
    for (const auto& edge : edges_) {
      list.push_back({{"from", label_of(edge.from)}, {"to", label_of(edge.to)}, {"label", label_at(edge)}});
    }
    return list;
  }

 private:
  struct Edge {
    std::string number{};
    std::string from{};
    std::string to{};
    std::string label{};
  };

  void add(const XmlNode& cell, const std::string& number, const std::string& label) {
    if (cell.attribute("edge") == "1") {
      edges_.push_back({number, cell.attribute("source"), cell.attribute("target"), plain_label(label)});
    } else if (cell.attribute("vertex") == "1") {
      labels_[number] = plain_label(label);
      order_.push_back(number);
      if (cell.attribute("style").find("edgeLabel") != std::string::npos) {
        on_edge_[number] = cell.attribute("parent");
      }
    }
  }

  std::string label_of(const std::string& number) const {
    const auto found = labels_.find(number);
    return found == labels_.end() ? std::string{} : found->second;
  }

  std::string label_at(const Edge& edge) const {
    auto label = edge.label;
    for (const auto& [number, parent] : on_edge_) {
      label += parent == edge.number ? (label.empty() ? "" : " ") + label_of(number) : std::string{};
    }
    return label;
  }

  std::map<std::string, std::string> labels_{};
  std::vector<std::string> order_{};
  std::map<std::string, std::string> on_edge_{};  ///< labels that lie on an edge, by its number
  std::vector<Edge> edges_{};
};

}  // namespace

DocumentFacts read_diagram(std::string_view bytes) {
  const auto file = read_xml(bytes);
  if (!file) {
    return tl::unexpected<std::string>(fmt::format("it is no XML: {}", file.error().what));
  }
  DiagramReader reader;
  Value names = Value::array();
  if (file->name == "mxGraphModel") {
    reader.read_cells(*file);
  }
  for (const auto& page : file->children) {
    if (page.name != "diagram") {
      continue;
    }
    names.push_back(page.attribute("name"));
    if (page.child("mxGraphModel") != nullptr) {
      reader.read_cells(page);
      continue;
    }
    auto packed = page.all_text();
    std::erase_if(packed,
                  [](char letter) { return letter == ' ' || letter == '\n' || letter == '\r' || letter == '\t'; });
    if (packed.empty()) {
      continue;
    }
    const auto deflated = from_base64(packed);
    const auto spelt = deflated ? inflated(*deflated) : std::nullopt;
    const auto model = spelt ? read_xml(percent_decoded(*spelt)) : tl::unexpected<XmlProblem>(XmlProblem{});
    if (!model) {
      return tl::unexpected<std::string>(fmt::format("the page '{}' is damaged", excerpt(page.attribute("name"))));
    }
    reader.read_cells(*model);
  }
  return Value{{"components", reader.components()}, {"connections", reader.connections()}, {"diagrams", names}};
}

}  // namespace labcheck::checks
