#pragma once

#include <string>
#include <string_view>

#include <labcheck/text.hpp>

namespace labcheck::report {

/// A whole page around a body that is HTML already: no script, nothing loaded from anywhere, and a policy that forbids
/// both to whatever could slip in. It is well-formed XML too.
std::string html_page(std::string_view title, Language language, std::string_view body);

/// `<TAG class="CLASS">TEXT</TAG>`, the text escaped.
std::string element(std::string_view tag, std::string_view text, std::string_view style_class = {});

}  // namespace labcheck::report
