#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <labcheck/result.hpp>

namespace labcheck {

/// A `${…}` in a text: `${port}`, `${web[0].address}`, `${base64:user}`. Functions: base64, sha256.
struct Reference {
  std::string function{};  ///< empty for none
  std::string name{};      ///< `port`, `web[0].address`, `saved.x`
};

/// A text taken apart: literal pieces with a reference behind each (the last piece has none).
struct TemplateText {
  std::vector<std::string> literals{};  ///< one more than references
  std::vector<Reference> references{};
};

/// Takes `${…}` out of a text; `$${` stands for a literal `${`. Errors: an unclosed or empty reference, a wrong
/// character in its name, an unknown function.
inline Result<TemplateText> parse_template(std::string_view text) {
  TemplateText parsed{.literals = {""}, .references = {}};
  for (std::size_t at = 0; at < text.size();) {
    if (text.substr(at, 3) == "$${") {
      parsed.literals.back() += "${";
      at += 3;
      continue;
    }
    if (text.substr(at, 2) != "${") {
      parsed.literals.back() += text[at++];
      continue;
    }
    const auto end = text.find('}', at);
    if (end == std::string_view::npos) {
      return failed(ErrorKind::invalid, "'" + std::string{text.substr(at)} + "' has no closing '}'");
    }
    const auto inside = text.substr(at + 2, end - at - 2);
    const auto colon = inside.find(':');
    Reference reference{.function = std::string{colon == std::string_view::npos ? "" : inside.substr(0, colon)},
                        .name = std::string{colon == std::string_view::npos ? inside : inside.substr(colon + 1)}};
    if (reference.name.empty() ||
        reference.name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                         "0123456789_-.[]") != std::string::npos) {
      return failed(ErrorKind::invalid, "'" + std::string{text.substr(at, end - at + 1)} + "' is no reference");
    }
    if (colon != std::string_view::npos && reference.function != "base64" && reference.function != "sha256") {
      return failed(ErrorKind::invalid, "unknown function '" + reference.function + "' (there are base64 and sha256)");
    }
    parsed.references.push_back(std::move(reference));
    parsed.literals.emplace_back();
    at = end + 1;
  }
  return parsed;
}

inline bool has_references(std::string_view text) {
  return text.find("${") != std::string_view::npos;
}

}  // namespace labcheck
