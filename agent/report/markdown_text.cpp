#include "report/markdown_text.hpp"

#include <cctype>

#include <fmt/format.h>

#include "text/printable.hpp"

namespace labcheck::report {

// Every ASCII punctuation mark may be escaped by a backslash; marks of HTML stand as entities, so that they are nothing
// to any dialect. An @ is code: sites make mail links and notify people after the escapes are gone, but not in code.
std::string md(std::string_view text) {
  std::string escaped;
  for (const char character : text::printable(text)) {
    const bool mark = character > ' ' && character < 0x7F && std::isalnum(static_cast<unsigned char>(character)) == 0;
    if (character == '@') {
      escaped += "`@`";
    } else if (character == '<' || character == '>' || character == '&' || character == '"') {
      escaped += fmt::format("&#{};", static_cast<int>(character));
    } else {
      escaped += mark ? fmt::format("\\{}", character) : std::string(1, character);
    }
  }
  return escaped;
}

}  // namespace labcheck::report
