#pragma once

#include <string>

#include <labcheck/verdict.hpp>

namespace labcheck::report {

/// `10`, `2.5`, `0.33`: at most two decimals, none without need.
std::string to_text(Points points);

/// The same as a JSON number.
nlohmann::ordered_json to_number(Points points);

}  // namespace labcheck::report
