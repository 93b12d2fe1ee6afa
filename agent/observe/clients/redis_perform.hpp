#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <labcheck/value.hpp>

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

enum class RedisEnding {
  answered,       ///< every command was answered, or one was refused
  spoke_wrongly,  ///< the server ended early, spoke no RESP, or TLS failed
  truncated,      ///< a reply with more elements than are taken
  failed,         ///< our own trouble
};

struct RedisOutcome {
  RedisEnding ending{RedisEnding::failed};
  Value reply = Value::object();  ///< whatever is known: accepted, replies, refused
  std::string failure{};          ///< unless answered: one sentence
};

/// Speaks through the relay on 127.0.0.1:`relay_port`; blocks until the relay is closed or it is done.
RedisOutcome perform_redis(const RedisRequest& request, std::uint16_t relay_port);

}  // namespace labcheck::observe
