#pragma once

#include <string>

#include <labcheck/check_type.hpp>

namespace labcheck::cli {

/// What a check type takes and tells, with its example: for the terminal, and as a section of the reference.
std::string text_page(const CheckType& type);
std::string markdown_page(const CheckType& type);

}  // namespace labcheck::cli
