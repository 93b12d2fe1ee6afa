#pragma once

#include <string>

namespace labcheck {

enum class Language { en, zh };

/// A text for people in both languages. One may be empty: then the other is shown.
struct Text {
  std::string en{};
  std::string zh{};

  const std::string& in(Language language) const {
    const auto& wanted = language == Language::zh ? zh : en;
    const auto& other = language == Language::zh ? en : zh;
    return wanted.empty() ? other : wanted;
  }
  bool empty() const { return en.empty() && zh.empty(); }
  bool operator==(const Text&) const = default;
};

}  // namespace labcheck
