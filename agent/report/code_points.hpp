#pragma once

#include "text/code_points.hpp"

namespace labcheck::report {

using text::CodePoint;
using text::display_width;
using text::is_deceptive;
using text::take;
using text::width_of;

}  // namespace labcheck::report
