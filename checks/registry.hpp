#pragma once

#include <labcheck/check_type.hpp>

/// Every check type is declared here and listed in registry.cpp: one file and one line each.
namespace labcheck::checks {

}  // namespace labcheck::checks
