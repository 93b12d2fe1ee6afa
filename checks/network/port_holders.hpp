#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <labcheck/result.hpp>
#include <labcheck/value.hpp>

#include "checks/reading.hpp"

namespace labcheck::checks {

struct Process {
  std::int64_t parent{0};
  std::int64_t uid{0};
  std::string program{};
};

/// Who holds sockets, as the port script found it.
struct Holders {
  std::multimap<std::int64_t, std::int64_t> pids{};  ///< by inode
  std::map<std::int64_t, Process> processes{};       ///< by pid
  std::map<std::int64_t, std::string> users{};       ///< names by uid
  std::map<std::string, std::string> packages{};     ///< by program
};

Result<Holders> read_holders(const Fields& fields);

/// Adds `programs`, and `program`, `package`, `pid` and `user` when the sockets are all of one program. False when
/// some socket's holder is not known.
Result<bool> add_holder_facts(const Holders& holders, const std::vector<std::int64_t>& inodes, Value& facts);

}  // namespace labcheck::checks
