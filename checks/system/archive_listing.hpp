#pragma once

#include <string_view>

#include <labcheck/result.hpp>
#include <labcheck/value.hpp>

namespace labcheck::checks {

/// Entries of an archive, each `{path, type, size}`, out of what GNU tar lists verbosely with names quoted as in C, or
/// Info-ZIP's zipinfo in its long form. A leading "./" and a directory's slash are left out of paths.
Result<Value> read_tar_listing(std::string_view text);
Result<Value> read_zip_listing(std::string_view text);

}  // namespace labcheck::checks
