#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <labcheck/answer.hpp>
#include <labcheck/secret.hpp>
#include <labcheck/value.hpp>

namespace labcheck::observe {

/// Replaces secrets in whatever is stored or logged by the mask: as they are, and in base64, URL and JSON spelling.
class Masker {
 public:
  /// Secrets of fewer than four characters can't be masked without harm; they are refused with false.
  bool add(const Secret& secret);
  std::string mask(std::string_view text) const;
  void mask(Value& value) const;
  void mask(Answer& answer) const;

 private:
  std::vector<std::string> spellings_{};  ///< longest first
};

}  // namespace labcheck::observe
