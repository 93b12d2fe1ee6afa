#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <labcheck/answer.hpp>
#include <labcheck/result.hpp>
#include <labcheck/value.hpp>

/// Reading answers, strictly: what is not exactly as expected is unreadable, never a fact.
namespace labcheck::checks {

/// The `key=value` lines of a script of ours, read by their keys.
class Fields {
 public:
  bool has(std::string_view key) const { return lines_.find(key) != lines_.end(); }
  /// The one value of a key. An error when it isn't there or is there twice.
  Result<std::string> word(std::string_view key) const;
  Result<std::int64_t> integer(std::string_view key) const;
  Result<bool> yes(std::string_view key) const;
  /// Bytes spelt in hex, and the same as valid UTF-8.
  Result<std::string> bytes(std::string_view key) const;
  Result<std::string> text(std::string_view key) const;
  /// All values of a key that may be there any number of times.
  std::vector<std::string> all(std::string_view key) const;

 private:
  friend Result<Fields> read_fields(const Answer& answer);
  std::map<std::string, std::vector<std::string>, std::less<>> lines_;
};

/// An error when the script failed, said `missing` or `trouble`, or when its last line is not `end=`.
Result<Fields> read_fields(const Answer& answer);

/// A whole number in decimal digits, nothing else around it.
std::optional<std::int64_t> read_integer(std::string_view text);
/// A finite number, nothing else around it.
std::optional<double> read_finite(std::string_view text);
std::optional<std::string> read_hex(std::string_view text);
/// JSON of at most 100 levels, or nothing.
std::optional<Value> read_json(std::string_view text);

/// The text cut at a character; empty pieces stay.
std::vector<std::string> split(std::string_view text, char separator);
/// Lines without their ends; the newline of the last line starts no further one.
std::vector<std::string> lines_of(std::string_view text);
/// Bytes from a host, fit for a message: one line, at most 200 bytes, no control characters.
std::string excerpt(std::string_view bytes);

/// `unreadable`, in the words of the message.
tl::unexpected<Error> unreadable(std::string message);

}  // namespace labcheck::checks
