#include "judge/json_path_scanner.hpp"

#include <charconv>
#include <cmath>

#include <fmt/format.h>

namespace labcheck::judge::path {

namespace {

constexpr std::int64_t largest_integer = 9'007'199'254'740'991;  // 2^53-1, RFC 7493

bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}
bool is_lower(char letter) {
  return letter >= 'a' && letter <= 'z';
}
bool starts_name(char letter) {
  return is_lower(letter) || (letter >= 'A' && letter <= 'Z') || letter == '_' ||
         static_cast<unsigned char>(letter) >= 0x80;
}

void append_utf8(std::string& text, std::uint32_t code) {
  const auto tail = [&](int shift) { text += static_cast<char>(0x80 | ((code >> shift) & 0x3F)); };
  if (code < 0x80) {
    text += static_cast<char>(code);
  } else if (code < 0x800) {
    text += static_cast<char>(0xC0 | (code >> 6));
    tail(0);
  } else if (code < 0x10000) {
    text += static_cast<char>(0xE0 | (code >> 12));
    tail(6);
    tail(0);
  } else {
    text += static_cast<char>(0xF0 | (code >> 18));
    tail(12);
    tail(6);
    tail(0);
  }
}

}  // namespace

bool Scanner::take(std::string_view word) {
  if (text_.substr(at_, word.size()) != word) {
    return false;
  }
  at_ += word.size();
  return true;
}

bool Scanner::skip_blanks() {
  const auto start = at_;
  while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') {
    ++at_;
  }
  return at_ > start;
}

bool Scanner::at_name() const {
  return starts_name(peek());
}

bool Scanner::at_integer() const {
  return is_digit(peek()) || peek() == '-';
}

std::string Scanner::name() {
  const auto start = at_;
  while (starts_name(peek()) || (at_ > start && is_digit(peek()))) {
    ++at_;
  }
  return std::string{text_.substr(start, at_ - start)};
}

std::string Scanner::function_name() {
  const auto start = at_;
  while (is_lower(peek()) || (at_ > start && (peek() == '_' || is_digit(peek())))) {
    ++at_;
  }
  return std::string{text_.substr(start, at_ - start)};
}

Result<std::string> Scanner::quoted() {
  const char quote = peek();
  if (quote != '\'' && quote != '"') {
    return expected("a quoted text");
  }
  ++at_;
  std::string text;
  while (peek() != quote) {
    if (at_end() || static_cast<unsigned char>(peek()) < 0x20) {
      return expected(fmt::format("a closing {}", quote));
    }
    if (peek() == '\\') {
      ++at_;
      LABCHECK_TRY_ASSIGN(const auto letter, escaped(quote));
      text += letter;
    } else {
      text += text_[at_++];
    }
  }
  ++at_;
  return text;
}

Result<std::string> Scanner::escaped(char quote) {
  const char letter = peek();
  constexpr std::string_view letters = "bfnrt/\\";
  constexpr std::string_view meanings = "\b\f\n\r\t/\\";
  if (letter == quote) {
    ++at_;
    return std::string{quote};
  }
  if (const auto found = letters.find(letter); letter != '\0' && found != std::string_view::npos) {
    ++at_;
    return std::string{meanings[found]};
  }
  if (letter != 'u') {
    return expected("an escape");
  }
  LABCHECK_TRY_ASSIGN(auto code, code_unit());
  if (code >= 0xDC00 && code < 0xE000) {
    return expected("a leading surrogate before");
  }
  if (code >= 0xD800 && code < 0xDC00) {
    if (peek() != '\\') {
      return expected("a trailing surrogate");
    }
    ++at_;
    LABCHECK_TRY_ASSIGN(const auto low, code_unit());
    if (low < 0xDC00 || low >= 0xE000) {
      return expected("a trailing surrogate before");
    }
    code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
  }
  std::string text;
  append_utf8(text, code);
  return text;
}

Result<std::uint32_t> Scanner::code_unit() {
  std::uint32_t code = 0;
  const auto digits = text_.substr(std::min(at_ + 1, text_.size()), 4);
  const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
  if (peek() != 'u' || digits.size() != 4 || problem != std::errc{} || end != digits.data() + 4) {
    return expected("\\u and four hexadecimal digits");
  }
  at_ += 5;
  return code;
}

Result<std::int64_t> Scanner::integer() {
  const auto start = at_;
  take("-");
  while (is_digit(peek())) {
    ++at_;
  }
  const auto word = text_.substr(start, at_ - start);
  std::int64_t number = 0;
  const auto [end, problem] = std::from_chars(word.data(), word.data() + word.size(), number);
  const auto digits = word.substr(word.starts_with('-') ? 1 : 0);
  if (problem != std::errc{} || number > largest_integer || number < -largest_integer || word == "-0" ||
      (digits.size() > 1 && digits[0] == '0')) {
    at_ = start;
    return expected("an integer");
  }
  return number;
}

Result<Value> Scanner::number() {
  const auto start = at_;
  const auto digits = [&] {
    const auto first = at_;
    while (is_digit(peek())) {
      ++at_;
    }
    return at_ - first;
  };
  take("-");
  const bool zero = peek() == '0';
  const auto whole = digits();
  bool good = whole > 0 && !(zero && whole > 1);
  bool is_integer = true;
  if (take(".")) {
    is_integer = false;
    good = digits() > 0 && good;
  }
  if (take("e") || take("E")) {
    is_integer = false;
    if (!take("-")) {
      take("+");
    }
    good = digits() > 0 && good;
  }
  const auto word = text_.substr(start, at_ - start);
  std::int64_t integer = 0;
  if (good && is_integer && std::from_chars(word.data(), word.data() + word.size(), integer).ec == std::errc{}) {
    return Value(integer);
  }
  double number = 0;
  const auto problem = std::from_chars(word.data(), word.data() + word.size(), number).ec;
  if (!good || problem != std::errc{} || !std::isfinite(number)) {
    at_ = start;
    return expected("a number");
  }
  return Value(number);
}

tl::unexpected<Error> Scanner::expected(std::string_view what) const {
  std::size_t end = at_ + 1;
  while (end < text_.size() && (static_cast<unsigned char>(text_[end]) & 0xC0) == 0x80) {
    ++end;
  }
  const auto found = at_end() ? std::string{"its end"} : fmt::format("'{}'", text_.substr(at_, end - at_));
  return failed(ErrorKind::invalid,
                fmt::format("JSON path '{}': expected {} at column {}, found {}", text_, what, at_ + 1, found));
}

}  // namespace labcheck::judge::path
