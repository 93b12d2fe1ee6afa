#pragma once

#include <string>

#include <labcheck/scenario.hpp>

namespace labcheck::judge {

/// What a check asks otherwise than it did before, in words; empty when it asks the same. What it expects and how long it
/// waits is no part of that. `before` is nullptr when there was no such check.
std::string changed_asking(const Check* before, const Check& after);

}  // namespace labcheck::judge
