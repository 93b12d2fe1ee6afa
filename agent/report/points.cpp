#include "report/points.hpp"

#include <fmt/format.h>

namespace labcheck::report {

std::string to_text(Points points) {
  const bool negative = points.hundredths < 0;
  const auto all =
      negative ? 0 - static_cast<std::uint64_t>(points.hundredths) : static_cast<std::uint64_t>(points.hundredths);
  auto text = fmt::format("{}{}", negative ? "-" : "", all / 100);
  if (all % 100 != 0) {
    text += fmt::format(".{:02}", all % 100);
    if (text.back() == '0') {
      text.pop_back();
    }
  }
  return text;
}

nlohmann::ordered_json to_number(Points points) {
  if (points.hundredths % 100 == 0) {
    return points.hundredths / 100;
  }
  return static_cast<double>(points.hundredths) / 100;
}

}  // namespace labcheck::report
