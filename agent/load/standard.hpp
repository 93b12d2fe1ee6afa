#pragma once

#include <string>

#include <labcheck/standard.hpp>

#include "load/loaded.hpp"
#include "load/sources.hpp"

namespace labcheck::load {

/// Loads a standard (`standards/ID.yaml`).
Loaded<Standard> load_standard(const std::string& path, const Sources& sources);

}  // namespace labcheck::load
