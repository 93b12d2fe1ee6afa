#pragma once

#include <cstdint>
#include <string>

#include <labcheck/value.hpp>

#include "observe/clients/outcome.hpp"

namespace labcheck::observe {

/// One action on a memcached server, in its text protocol.
struct MemcachedRequest {
  std::string action{};  ///< version, stats, get, set or delete
  std::string key{};
  std::string value{};  ///< of set
  std::string which{};  ///< of stats: settings, items, …; empty for the general ones
  std::int64_t lifetime{0};
  std::string user{};
  std::string password{};
};

/// Speaks through the relay on 127.0.0.1:`relay_port`; blocks until the relay is closed or it is done.
TalkOutcome perform_memcached(const MemcachedRequest& request, std::uint16_t relay_port);

}  // namespace labcheck::observe
