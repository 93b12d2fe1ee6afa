#pragma once

#include <string>
#include <string_view>

#include <labcheck/result.hpp>

namespace labcheck::observe {

enum class ScramHash { sha1, sha256 };

/// One login by SCRAM (RFC 5802, RFC 7677), as MongoDB uses it: the password is never shown, and the server must prove
/// that it knows it, too. Errors: lost, for a server that does not keep to it.
class MongoScram {
 public:
  /// `nonce` is printable and without a comma.
  MongoScram(ScramHash hash, std::string user, std::string password, std::string nonce);

  std::string first() const;
  /// What answers the server's first message.
  Result<std::string> answer(std::string_view server_first);
  /// Whether the server's last message proves it.
  Result<void> check(std::string_view server_final) const;

 private:
  ScramHash hash_;
  std::string user_;
  std::string password_;
  std::string nonce_;
  std::string proof_of_server_{};
};

}  // namespace labcheck::observe
