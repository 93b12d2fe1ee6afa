#include "plan/expand.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

namespace labcheck::plan {
namespace {

/// Punctuation is escaped, so that a pattern takes the value letter by letter.
std::string literal_pattern(const std::string& text) {
  std::string pattern;
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    if (byte == 0) {
      pattern += "\\x00";
      continue;
    }
    if (byte < 0x80 && std::isalnum(byte) == 0 && letter != '_') {
      pattern += '\\';
    }
    pattern += letter;
  }
  return pattern;
}

Result<std::string> spelled(const std::string& text, Spelling spelling, const Reference& reference) {
  if (spelling == Spelling::pattern) {
    return !text.empty() ? Result<std::string>{literal_pattern(text)}
                         : failed(ErrorKind::invalid, fmt::format("the value of '${{{}}}' is empty, and a pattern of "
                                                                  "nothing finds everything",
                                                                  reference.name));
  }
  const auto breaks_path = [](char letter) {
    return static_cast<unsigned char>(letter) < 0x20 ||
           std::string_view{"'\"\\[](){}?$*|&<>=!,"}.find(letter) != std::string_view::npos;
  };
  if (spelling == Spelling::json_path && std::any_of(text.begin(), text.end(), breaks_path)) {
    return failed(
        ErrorKind::invalid,
        fmt::format("the value of '${{{}}}' holds characters that can't stand in a JSON path", reference.name));
  }
  return text;
}

Node to_node(const Value& value, const Place& place) {
  Node node{.kind = Node::Kind::scalar, .place = place};
  if (value.is_null()) {
    node.kind = Node::Kind::null;
  } else if (value.is_array()) {
    node.kind = Node::Kind::sequence;
    for (const auto& item : value) {
      node.items.push_back(to_node(item, place));
    }
  } else if (value.is_object()) {
    node.kind = Node::Kind::map;
    for (const auto& [key, item] : value.items()) {
      node.entries.push_back({.key = key, .key_place = place, .value = to_node(item, place)});
    }
  } else {
    node.text = text_of(value);
    node.quoted = value.is_string();
  }
  return node;
}

/// Kinds that refuse quoted texts; a reference must be quoted in YAML, so its quotes mean nothing there.
bool reads_unquoted(ValueKind kind) {
  return kind == ValueKind::boolean || kind == ValueKind::integer || kind == ValueKind::number;
}

Result<Node> expand_scalar(const Node& node, ValueKind kind, const Scope& scope, Spelling spelling) {
  if (!has_references(node.text)) {
    return node;
  }
  LABCHECK_TRY_ASSIGN(const auto parsed, parse_template(node.text));
  if (parsed.references.empty()) {
    auto literal = node;
    literal.text = parsed.literals.front();
    return literal;
  }
  const bool whole = parsed.references.size() == 1 && parsed.literals.front().empty() && parsed.literals.back().empty();
  Node expanded = node;
  if (whole && spelling == Spelling::plain) {
    LABCHECK_TRY_ASSIGN(const auto value, value_of(parsed.references.front(), scope));
    const bool as_text = kind == ValueKind::text && value.is_structured();
    expanded = to_node(as_text ? Value(text_of(value)) : value, node.place);
  } else {
    LABCHECK_TRY_ASSIGN(expanded.text, expand_text(node.text, scope, spelling));
    expanded.quoted = true;
  }
  if (reads_unquoted(kind)) {
    expanded.quoted = false;
  }
  return expanded;
}

}  // namespace

Result<std::string> expand_text(std::string_view text, const Scope& scope, Spelling spelling) {
  LABCHECK_TRY_ASSIGN(const auto parsed, parse_template(text));
  std::string expanded = parsed.literals.front();
  for (std::size_t at = 0; at < parsed.references.size(); ++at) {
    LABCHECK_TRY_ASSIGN(const auto value, value_of(parsed.references[at], scope));
    LABCHECK_TRY_ASSIGN(const auto piece, spelled(text_of(value), spelling, parsed.references[at]));
    expanded += piece + parsed.literals[at + 1];
  }
  return expanded;
}

Result<Node> expand(const Node& node, ValueKind kind, const Scope& scope, Spelling spelling) {
  if (node.is_scalar()) {
    return expand_scalar(node, kind, scope, spelling).map_error([&](const Error& error) {
      return Error{error.kind, to_string(node.place) + ": " + error.message};
    });
  }
  Node expanded = node;
  for (auto& item : expanded.items) {
    LABCHECK_TRY_ASSIGN(item, expand(item, kind, scope, spelling));
  }
  for (auto& entry : expanded.entries) {
    auto key = expand_text(entry.key, scope);
    if (!key) {
      return failed(key.error().kind, to_string(entry.key_place) + ": " + key.error().message);
    }
    entry.key = std::move(*key);
    LABCHECK_TRY_ASSIGN(entry.value, expand(entry.value, kind, scope, spelling));
  }
  return expanded;
}

}  // namespace labcheck::plan
