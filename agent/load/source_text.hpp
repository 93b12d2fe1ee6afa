#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <labcheck/place.hpp>

namespace labcheck::load {

/// A text with its lines, to turn the parser's 0-based byte columns into places that an editor shows.
class SourceLines {
 public:
  SourceLines(const std::string& name, std::string_view text);

  /// The place of a 0-based line and byte column.
  Place place(int line, int byte_column) const;
  /// The place of a byte offset.
  Place place_at(std::size_t offset) const;
  /// The text from a 0-based line and byte column to its end.
  std::string_view rest(int line, int byte_column) const;
  /// A 0-based line without its end, empty when there is none.
  std::string_view line(int number) const;

 private:
  std::shared_ptr<const std::string> name_;
  std::string_view text_;
  std::vector<std::size_t> starts_;
};

/// The line's part outside quotes and comments, the rest blanked byte for byte, so that offsets stay.
std::string outside_quotes(std::string_view line);

/// Why a line that the YAML parser refused may be wrong, in words for authors ("quote "${…}" …"), with the 0-based byte
/// column of the culprit; an empty message when no known trap is there.
struct Trap {
  int byte_column{0};
  std::string message{};
};
Trap find_trap(std::string_view line);

/// The full-width punctuation mark that a key was probably spelt with, or an empty text.
std::string_view full_width_mark(std::string_view text);

}  // namespace labcheck::load
