#include "report/xml.hpp"

#include "report/report.hpp"

namespace labcheck::report {

// What XML 1.0 can't hold at all was written out by printable() before.
std::string xml(std::string_view text) {
  std::string escaped;
  for (const char character : printable(text)) {
    switch (character) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&apos;";
        break;
      default:
        escaped += character;
    }
  }
  return escaped;
}

}  // namespace labcheck::report
