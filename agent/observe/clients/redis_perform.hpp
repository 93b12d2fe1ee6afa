#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <labcheck/value.hpp>

#include "observe/clients/outcome.hpp"

namespace labcheck::observe {

/// A login to a Redis server and the commands to put to it, one after another.
struct RedisRequest {
  std::string host{};  ///< the server's real name, for TLS
  std::string user{};
  std::string password{};
  std::int64_t database{0};
  bool tls{false};
  bool verify{true};
  std::vector<std::vector<std::string>> commands{};
};

/// Speaks through the relay on 127.0.0.1:`relay_port`; blocks until the relay is closed or it is done.
TalkOutcome perform_redis(const RedisRequest& request, std::uint16_t relay_port);

}  // namespace labcheck::observe
