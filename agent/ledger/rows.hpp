#pragma once

#include <string>
#include <vector>

#include <labcheck/result.hpp>

#include "ledger/opening.hpp"
#include "ledger/verify.hpp"

namespace labcheck::ledger {

/// All records of a ledger as they lie in the file, whether they fit or not.
Result<std::vector<Row>> read_rows(const std::string& path);

/// See `verify_ledger`.
Verification verify_rows(const std::vector<Row>& rows, const std::vector<VerifyKey>& keys);

}  // namespace labcheck::ledger
