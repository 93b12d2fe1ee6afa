#pragma once

#include <cstdint>
#include <string>

#include <labcheck/result.hpp>

namespace labcheck::ledger {

/// What an export left in and out.
struct Exported {
  std::int64_t records{0};   ///< in the new file, withheld ones among them
  std::int64_t withheld{0};  ///< left out of it, but for their digests
};

/// Makes a new ledger (mode 0600, never over a file that is there) of one candidate's part of another: what is of the
/// whole run and of the candidate as it is, of everything else the digests, so that chain and signatures still hold.
Result<Exported> export_ledger(const std::string& from, const std::string& candidate, const std::string& to);

}  // namespace labcheck::ledger
