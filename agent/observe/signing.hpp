#pragma once

#include <functional>
#include <memory>
#include <string>

#include <boost/asio/awaitable.hpp>

#include <labcheck/result.hpp>

#include "observe/session.hpp"

namespace labcheck::observe {

/// Gives the bare signature over `data`; `algorithm` is what the server was told ("rsa-sha2-256", "ssh-ed25519").
using SignFunction =
    std::function<boost::asio::awaitable<Result<std::string>>(std::string data, std::string algorithm)>;

/// Whether libssh2 itself signs RSA keys with SHA-2 (1.11 and later).
bool signs_rsa_with_sha2();

/// Public key login with a signature that comes from elsewhere and may take its time. Gives libssh2's code, like
/// Session::drive. Before libssh2 1.11 an RSA key goes out under the name `rsa-sha2-256`: OpenSSH takes that.
boost::asio::awaitable<Result<long>> log_in_with_signature(std::shared_ptr<Session> session, std::string user,
                                                           std::string blob, SignFunction sign, Deadline deadline);

}  // namespace labcheck::observe
