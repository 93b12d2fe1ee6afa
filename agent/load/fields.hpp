#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <labcheck/node.hpp>
#include <labcheck/place.hpp>
#include <labcheck/text.hpp>
#include <labcheck/value.hpp>

namespace labcheck::load {

/// Takes the findings of one load.
class Findings {
 public:
  explicit Findings(Diagnostics& diagnostics) : diagnostics_{diagnostics} {}

  void error(const Place& place, std::string message);
  void warning(const Place& place, std::string message);
  std::size_t count() const { return diagnostics_.size(); }

 private:
  Diagnostics& diagnostics_;
};

/// `a map`, `a list`, `'text'` or `nothing`, with a word about a full-width colon in it.
std::string found(const Node& node);

/// A map of a file, read key by key. Keys that the caller did not name are errors with the nearest right spelling.
class Fields {
 public:
  /// `noun` is what the map is, in messages: "check", "role 'web'".
  Fields(const Node& node, std::string noun, std::initializer_list<std::string_view> keys, Findings& findings);
  /// Of a node that is known to be a map and whose keys are checked elsewhere.
  Fields(const Node& node, std::string noun, Findings& findings)
      : node_{node}, noun_{std::move(noun)}, findings_{findings} {}

  const Place& place() const { return node_.place; }
  /// Whether the node is a map at all; when not, that is already reported and every key is absent.
  bool is_map() const { return node_.is_map(); }
  /// The entry of a key, or nullptr.
  const Entry* entry(std::string_view key) const;
  /// The entry of a key that must be there, or nullptr and an error.
  const Entry* required(std::string_view key);
  /// A scalar's text, or empty.
  std::string text(std::string_view key, bool must_be_there);
  bool boolean(std::string_view key, bool fallback);
  std::optional<int> integer(std::string_view key, int lowest, int highest);
  /// A number of points: none below zero.
  std::optional<int> points(std::string_view key);
  std::optional<Duration> duration(std::string_view key);
  /// `{en: …, zh: …}`; at least one of them.
  Text bilingual(std::string_view key, bool must_be_there);

 private:
  const Node& node_;
  std::string noun_;
  Findings& findings_;
};

/// A text in both languages; a reported error gives an empty one.
Text read_bilingual(const Node& node, std::string_view noun, Findings& findings);

/// A name made of letters, digits and the given marks that begins with a letter or digit; else an error.
bool check_name(const std::string& name, std::string_view marks, std::string_view noun, const Place& place,
                Findings& findings);

/// The words in quotes, joined by commas: `'lb', 'web'`.
std::string listed(const std::vector<std::string>& words);

}  // namespace labcheck::load
