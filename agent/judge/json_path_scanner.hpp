#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <labcheck/result.hpp>
#include <labcheck/value.hpp>

namespace labcheck::judge::path {

/// Reads the words of a JSON path from left to right.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_{text} {}

  bool at_end() const { return at_ >= text_.size(); }
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  std::size_t position() const { return at_; }
  void return_to(std::size_t position) { at_ = position; }
  bool take(std::string_view word);
  /// Skips blanks; true when there were any.
  bool skip_blanks();

  bool at_name() const;
  bool at_integer() const;
  /// A member's name written bare; a function's name.
  std::string name();
  std::string function_name();
  Result<std::string> quoted();
  /// An integer within ±(2^53-1), written without leading zeros.
  Result<std::int64_t> integer();
  /// A number as JSON writes it.
  Result<Value> number();

  /// `JSON path '…': expected WHAT at column N, found 'x'`.
  tl::unexpected<Error> expected(std::string_view what) const;

 private:
  Result<std::string> escaped(char quote);
  Result<std::uint32_t> code_unit();

  std::string_view text_;
  std::size_t at_{0};
};

}  // namespace labcheck::judge::path
