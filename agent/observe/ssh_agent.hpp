#pragma once

#include <memory>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include <labcheck/result.hpp>

#include "observe/deadline.hpp"
#include "observe/tunnel.hpp"

namespace labcheck::observe {

/// A key that an ssh-agent holds.
struct AgentKey {
  std::string blob{};
  std::string comment{};
};

/// The user's ssh-agent on its socket, spoken to without ever blocking the thread: libssh2's own client waits for an
/// agent that is mute (a locked token, a forwarded socket whose far end is gone) with everything else standing still.
class SshAgent {
 public:
  static boost::asio::awaitable<Result<std::shared_ptr<SshAgent>>> connect(std::string socket);

  boost::asio::awaitable<Result<std::vector<AgentKey>>> keys(Deadline deadline);
  /// The bare signature; `algorithm` is "rsa-sha2-256" or "rsa-sha2-512" for RSA keys, else the key's type.
  boost::asio::awaitable<Result<std::string>> sign(std::string blob, std::string data, std::string algorithm,
                                                   Deadline deadline);

 private:
  explicit SshAgent(std::unique_ptr<Stream> stream) : stream_{std::move(stream)} {}
  boost::asio::awaitable<Result<std::string>> ask(std::string request, Deadline deadline);

  std::unique_ptr<Stream> stream_;
};

}  // namespace labcheck::observe
