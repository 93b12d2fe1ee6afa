#pragma once

#include <string>
#include <string_view>

namespace labcheck::report {

/// A text as it stands within Markdown of any dialect: nothing in it is markup, a link or a mention.
std::string md(std::string_view text);

}  // namespace labcheck::report
