#pragma once

#include <string>
#include <vector>

#include <labcheck/handout.hpp>

namespace labcheck::report {

/// Task sheets as Markdown, one after the other.
std::string handouts_markdown(const std::vector<Handout>& handouts, Language language);

/// The same as HTML to print, a page for each.
std::string handouts_html(const std::vector<Handout>& handouts, Language language);

}  // namespace labcheck::report
