#include "observe/quoting.hpp"

namespace labcheck::observe {

std::string shell_quote(std::string_view text) {
  std::string quoted = "'";
  for (const char letter : text) {
    if (letter == '\'') {
      quoted += "'\\''";
    } else {
      quoted += letter;
    }
  }
  quoted += '\'';
  return quoted;
}

}  // namespace labcheck::observe
