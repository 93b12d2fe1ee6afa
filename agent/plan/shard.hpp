#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <labcheck/result.hpp>

namespace labcheck::plan {

/// One of `count` parts of a roster. Whose part a candidate is in is said by the candidate's id alone: not by the order
/// of the roster, nor by who else is in it. So agents that know nothing of one another take every candidate once.
struct Shard {
  std::uint64_t number{1};  ///< 1 … count
  std::uint64_t count{1};
};

/// `2/3`.
Result<Shard> read_shard(std::string_view text);
std::string to_string(const Shard& shard);

/// The first 8 bytes of the id's SHA-256, as a big-endian number, modulo `count`, are `number` - 1.
bool is_in(const Shard& shard, std::string_view candidate);

}  // namespace labcheck::plan
