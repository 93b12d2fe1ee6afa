#pragma once

#include <string>

#include <labcheck/result.hpp>

#include "ledger/descriptor.hpp"

namespace labcheck::ledger {

// Errors do not name the file.

/// The real path for a file that is to be made, next to no journal of an earlier one of its name.
Result<std::string> new_file_path(const std::string& path);

/// Makes the file (mode 0600, never through a link, never one that is there) and locks it.
Result<Descriptor> make_file(const std::string& real);

/// Opens a file that is there and locks it.
Result<Descriptor> take_file(const std::string& real);

}  // namespace labcheck::ledger
