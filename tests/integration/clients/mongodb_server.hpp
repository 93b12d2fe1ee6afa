#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include <labcheck/value.hpp>

#include "support/scripted_service.hpp"

namespace labcheck::test {

/// An OP_MSG with this document, given in extended JSON; in reply to `request_id`.
std::string mongo_reply(const std::string& json, int request_id = 1);

/// The JSON of a reply to a command; an empty text ends the connection.
using MongoScript = std::function<std::string(const std::string& name, const Value& command)>;

/// Speaks OP_MSG on 127.0.0.1, with libbson and nothing of the client's; it says what a test wants. It stands for a
/// MongoDB because none can run here.
std::unique_ptr<ScriptedService> mongo_server(MongoScript script);

/// The server's half of SCRAM with one user, by OpenSSL and nothing of the client's.
class MongoLogins {
 public:
  MongoLogins(bool sha256, std::string password, int iterations = 4096);
  /// The reply to saslStart and saslContinue.
  std::string reply(const std::string& name, const Value& command);

 private:
  std::string hmac(const std::string& key, const std::string& text) const;
  std::string hash(const std::string& text) const;
  std::string last(const std::string& message);

  bool sha256_;
  std::string password_;
  int iterations_;
  std::string conversation_{};
  std::string nonce_{};
};

}  // namespace labcheck::test
