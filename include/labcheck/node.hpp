#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <labcheck/place.hpp>

namespace labcheck {

struct Entry;

/// A piece of a YAML file with its place, still unread: scalars keep their text until a declared type reads them.
struct Node {
  enum class Kind { null, scalar, sequence, map };

  Kind kind{Kind::null};
  std::string text{};          ///< of a scalar
  bool quoted{false};          ///< the scalar was quoted, so it is text and nothing else
  std::vector<Node> items{};   ///< of a sequence
  std::vector<Entry> entries;  ///< of a map, in the file's order, keys unique
  Place place{};

  bool is_null() const { return kind == Kind::null; }
  bool is_scalar() const { return kind == Kind::scalar; }
  bool is_sequence() const { return kind == Kind::sequence; }
  bool is_map() const { return kind == Kind::map; }
  /// The value under a key of a map, or nullptr.
  const Node* find(std::string_view key) const;
};

struct Entry {
  std::string key{};
  Place key_place{};
  Node value{};
};

inline const Node* Node::find(std::string_view key) const {
  for (const auto& entry : entries) {
    if (entry.key == key) {
      return &entry.value;
    }
  }
  return nullptr;
}

}  // namespace labcheck
