#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <labcheck/answer.hpp>
#include <labcheck/secret.hpp>
#include <labcheck/value.hpp>

namespace labcheck::observe {

/// Replaces secrets in whatever is stored or logged by the mask: as they are, in the spellings that they usually come
/// back in, broken over lines, cut off, and in pieces that can be known for one.
class Masker {
 public:
  /// Secrets of fewer than four characters can't be masked without harm; they are refused with false.
  bool add(const Secret& secret);
  std::string mask(std::string_view text) const;
  void mask(Value& value) const;
  void mask(Answer& answer) const;

 private:
  /// Four bytes at a place in a spelling, by which it is found in a text.
  struct Anchor {
    std::uint32_t spelling{0};
    std::uint32_t offset{0};
  };
  struct Range {
    std::size_t begin{0};
    std::size_t end{0};
  };

  bool known(const std::string& spelling) const;
  void anchor(std::uint32_t spelling, std::uint32_t offset);
  struct Squeezed;
  bool counts(const Squeezed& squeezed, const Range& range) const;
  std::vector<Range> find(const Squeezed& squeezed) const;
  Range match(const Squeezed& squeezed, std::size_t at, std::size_t from) const;
  std::size_t cut_off(std::string_view text) const;
  std::string mask_end(std::string text) const;

  std::vector<std::string> spellings_{};
  bool short_over_lines_{false};  ///< there is a short secret that has line ends itself
  std::unordered_map<std::uint32_t, std::vector<Anchor>> anchors_{};
  std::vector<bool> seen_ = std::vector<bool>(65'536);  ///< first halves of anchors: most places are none
};

}  // namespace labcheck::observe
