#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace labcheck::cli {

/// The names of all matchers, as scenarios spell them.
std::vector<std::string_view> matcher_names();

/// What a matcher means, with an example; empty for an unknown one.
std::string matcher_page(std::string_view name);

}  // namespace labcheck::cli
