#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <unordered_set>
#include <vector>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

#include <labcheck/node.hpp>
#include <labcheck/place.hpp>

#include "load/source_text.hpp"

namespace labcheck::load {

/// How deep and how big a document may become, its aliases written out.
inline constexpr std::size_t max_levels = 64;
inline constexpr std::size_t max_alias_nodes = 100'000;
inline constexpr std::size_t max_alias_bytes = 4 * 1024 * 1024;

/// Thrown through the parser to stop it when a document is past saving; the diagnostic is already written.
struct Unusable {};

/// Builds nodes out of the parser's events, which alone tell marks of aliases and cyclic ones rightly.
class NodeBuilder final : public YAML::EventHandler {
 public:
  NodeBuilder(const SourceLines& lines, Diagnostics& diagnostics) : lines_{lines}, diagnostics_{diagnostics} {}

  Node take() { return std::move(root_); }
  /// Where the last quoted scalar begins, at its anchor or quote.
  const YAML::Mark& last_quoted() const { return last_quoted_; }
  /// How many duplicate keys were reported.
  std::size_t duplicates() const { return duplicates_; }

  void OnDocumentStart(const YAML::Mark& mark) override;
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override;
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override;
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override;
  void OnMapEnd() override { close(); }
  void OnAnchor(const YAML::Mark&, const std::string& name) override { anchor_name_ = name; }

 private:
  /// A list or map that is still being read.
  struct Open {
    Node node{};
    YAML::anchor_t anchor{0};
    bool has_key{false};
    bool drop_value{false};  ///< of a duplicate key, which is reported and left out
    std::string key{};
    Place key_place{};
    bool key_quoted{false};
    std::unordered_set<std::string> keys{};
  };

  void open(Node::Kind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor);
  void close();
  void add(Node node, YAML::anchor_t anchor);
  void add_key(const Node& node);
  void add_to_map(Open& map, Node node);
  void check_tab(const YAML::Mark& mark);
  bool check_tag(const std::string& tag, const Place& place);
  void error(const Place& place, std::string message);
  Place place(const YAML::Mark& mark) const { return lines_.place(mark.line, mark.column); }

  const SourceLines& lines_;
  Diagnostics& diagnostics_;
  Node root_{};
  std::vector<Open> open_{};
  std::map<YAML::anchor_t, Node> anchors_{};
  std::string anchor_name_{};
  std::size_t alias_nodes_{0};
  std::size_t alias_bytes_{0};
  std::size_t duplicates_{0};
  int tab_line_{-1};
  YAML::Mark last_quoted_{YAML::Mark::null_mark()};
};

}  // namespace labcheck::load
