#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace labcheck::cli {

/// What stands on a terminal as its last lines, and the bytes that change it. The cursor rests below it, at the left.
/// No I/O.
class Canvas {
 public:
  /// Puts these lines in place of those that stand there.
  std::string draw(std::vector<std::string> lines, std::size_t width);
  /// Takes the lines away.
  std::string wipe(std::size_t width);
  /// Takes the lines away, says a text of whole lines, and puts them back.
  std::string say(std::string_view text, std::size_t width);
  /// Something else has written on the terminal: what stood there is left to it.
  void forget() { lines_.clear(); }
  bool empty() const { return lines_.empty(); }

 private:
  std::string up(std::size_t width) const;

  std::vector<std::string> lines_{};
  std::size_t width_{0};  ///< of the terminal when they were drawn
};

}  // namespace labcheck::cli
