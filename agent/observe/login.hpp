#pragma once

#include <memory>
#include <optional>

#include <boost/asio/awaitable.hpp>

#include <labcheck/roster.hpp>

#include "observe/key_store.hpp"
#include "observe/session.hpp"
#include "observe/trouble.hpp"

namespace labcheck::observe {

/// Logs in with what the roster and ssh_config give: key files, the user's ssh-agent (for keys whose passphrase isn't
/// known, and where there is neither a key nor a password), the password or keyboard-interactive. Each is tried once,
/// and a refused login is final.
boost::asio::awaitable<std::optional<Trouble>> log_in(std::shared_ptr<Session> session, Login login, KeyStore& keys,
                                                      Deadline deadline);

}  // namespace labcheck::observe
