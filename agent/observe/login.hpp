#pragma once

#include <memory>
#include <optional>

#include <boost/asio/awaitable.hpp>

#include <labcheck/roster.hpp>

#include "observe/session.hpp"
#include "observe/trouble.hpp"

namespace labcheck::observe {

/// Logs in with what the roster gives: the key, the user's ssh-agent (where there is neither a password nor a key that
/// can be read), the password or keyboard-interactive. Each is tried once, and a refused login is final.
boost::asio::awaitable<std::optional<Trouble>> log_in(std::shared_ptr<Session> session, Login login, Deadline deadline);

}  // namespace labcheck::observe
