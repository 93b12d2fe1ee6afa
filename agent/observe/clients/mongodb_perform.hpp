#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <labcheck/value.hpp>

#include "observe/clients/mongodb_wire.hpp"
#include "observe/clients/outcome.hpp"

namespace labcheck::observe {

/// A greeting, a login if there is a user, and commands, on one connection to one server.
struct MongoRequest {
  std::string host{};
  std::string user{};
  std::string password{};
  std::string source{};     ///< the database that has the user
  std::string mechanism{};  ///< SCRAM-SHA-1 or SCRAM-SHA-256; empty for the better one that the server has for the user
  bool tls{false};
  bool verify{true};
  std::vector<MongoCommand> commands{};
};

/// Blocking; through a relay on 127.0.0.1, whose end ends it.
TalkOutcome perform_mongodb(const MongoRequest& request, std::uint16_t relay_port);

}  // namespace labcheck::observe
