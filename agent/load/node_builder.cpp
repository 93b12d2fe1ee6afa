#include "load/node_builder.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace labcheck::load {

namespace {

struct Size {
  std::size_t nodes{0};
  std::size_t bytes{0};
  std::size_t levels{0};
};

Size size_of(const Node& node) {
  Size size{.nodes = 1, .bytes = node.text.size(), .levels = 1};
  const auto add = [&](const Node& child) {
    const auto inner = size_of(child);
    size.nodes += inner.nodes;
    size.bytes += inner.bytes;
    size.levels = std::max(size.levels, inner.levels + 1);
  };
  for (const auto& item : node.items) {
    add(item);
  }
  for (const auto& entry : node.entries) {
    size.bytes += entry.key.size();
    add(entry.value);
  }
  return size;
}

}  // namespace

void NodeBuilder::error(const Place& place, std::string message) {
  diagnostics_.push_back({.severity = Severity::error, .place = place, .message = std::move(message)});
}

void NodeBuilder::OnDocumentStart(const YAML::Mark& mark) {
  root_.place = place(mark);
}

void NodeBuilder::OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) {
  add(Node{.kind = Node::Kind::null, .place = place(mark)}, anchor);
}

void NodeBuilder::OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) {
  const auto found = anchors_.find(anchor);
  if (found == anchors_.end()) {
    error(place(mark), "cyclic alias: it stands inside the very node that it refers to");
    throw Unusable{};
  }
  const auto size = size_of(found->second);
  alias_nodes_ += size.nodes;
  alias_bytes_ += size.bytes;
  if (alias_nodes_ > max_alias_nodes || alias_bytes_ > max_alias_bytes) {
    error(place(mark), "aliases make the document too big");
    throw Unusable{};
  }
  if (open_.size() + size.levels > max_levels) {
    error(place(mark), fmt::format("nested over {} levels deep", max_levels));
    throw Unusable{};
  }
  Node copy = found->second;
  copy.place = place(mark);
  add(std::move(copy), 0);
}

void NodeBuilder::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                           const std::string& value) {
  check_tab(mark);
  const auto where = place(mark);
  const bool quoted = check_tag(tag, where);
  if (quoted) {
    last_quoted_ = mark;
  }
  add(Node{.kind = Node::Kind::scalar, .text = value, .quoted = quoted, .place = where}, anchor);
}

void NodeBuilder::OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                                  YAML::EmitterStyle::value) {
  open(Node::Kind::sequence, mark, tag, anchor);
}

void NodeBuilder::OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                             YAML::EmitterStyle::value) {
  open(Node::Kind::map, mark, tag, anchor);
}

void NodeBuilder::open(Node::Kind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
  check_tab(mark);
  const auto where = place(mark);
  check_tag(tag, where);
  if (!open_.empty() && open_.back().node.is_map() && !open_.back().has_key) {
    error(where, "a key must be a text, found a map or list (quote \"${…}\")");
    throw Unusable{};
  }
  if (open_.size() >= max_levels) {
    error(where, fmt::format("nested over {} levels deep", max_levels));
    throw Unusable{};
  }
  open_.push_back(Open{.node = Node{.kind = kind, .place = where}, .anchor = anchor});
}

void NodeBuilder::close() {
  auto closed = std::move(open_.back());
  open_.pop_back();
  add(std::move(closed.node), closed.anchor);
}

void NodeBuilder::add(Node node, YAML::anchor_t anchor) {
  if (anchor != 0) {
    anchors_[anchor] = node;
  }
  if (open_.empty()) {
    root_ = std::move(node);
  } else if (open_.back().node.is_sequence()) {
    open_.back().node.items.push_back(std::move(node));
  } else if (!open_.back().has_key) {
    add_key(node);
  } else {
    add_to_map(open_.back(), std::move(node));
  }
}

void NodeBuilder::add_key(const Node& node) {
  auto& map = open_.back();
  if (!node.is_scalar()) {
    error(node.place, "a key must be a text");
    throw Unusable{};
  }
  map.has_key = true;
  map.key = node.text;
  map.key_place = node.place;
  map.key_quoted = node.quoted;
  map.drop_value = !map.keys.insert(node.text).second;
  if (map.drop_value) {
    ++duplicates_;
    error(node.place, fmt::format("duplicate key '{}'", node.text));
  } else if (node.text == "<<" && !node.quoted) {
    error(node.place, "merge keys ('<<') are not supported (write the lines out)");
    map.drop_value = true;
  }
}

void NodeBuilder::add_to_map(Open& map, Node node) {
  map.has_key = false;
  if (node.is_null()) {
    node.place = map.key_place;  // the parser marks a missing value at whatever follows it
    if (const auto trap = find_trap(map.key); !map.key_quoted && !full_width_mark(map.key).empty()) {
      error(map.key_place, fmt::format("{} in '{}'", trap.message, map.key));
      return;
    }
  }
  if (!map.drop_value) {
    map.node.entries.push_back({.key = map.key, .key_place = map.key_place, .value = std::move(node)});
  }
}

void NodeBuilder::check_tab(const YAML::Mark& mark) {
  const auto line = lines_.line(mark.line);
  const auto before = line.substr(0, static_cast<std::size_t>(std::max(0, mark.column)));
  const auto tab = before.find('\t');
  if (tab != std::string_view::npos && before.find_first_not_of(" \t-") == std::string_view::npos &&
      tab_line_ != mark.line) {
    tab_line_ = mark.line;
    error(lines_.place(mark.line, static_cast<int>(tab)), "tab in the indentation (indent with spaces)");
  }
}

/// Whether a scalar with this tag is quoted; a tag that someone wrote is an error.
bool NodeBuilder::check_tag(const std::string& tag, const Place& where) {
  if (tag == "!") {
    return true;
  }
  if (!tag.empty() && tag != "?") {
    error(where, fmt::format("tag '{}' is not supported", tag));
  }
  return false;
}

}  // namespace labcheck::load
