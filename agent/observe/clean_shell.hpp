#pragma once

#include <functional>
#include <memory>
#include <string>

#include <boost/asio/awaitable.hpp>

#include <labcheck/roster.hpp>

#include "observe/shell.hpp"
#include "observe/trouble.hpp"

namespace labcheck::observe {

/// Runs a command line of a login shell and gives its streams.
using CommandOpener = std::function<boost::asio::awaitable<Tried<std::unique_ptr<Shell>>>(std::string command)>;

/// A POSIX shell that reads its standard input, in an empty environment with a fixed PATH, through sudo where the login
/// says so. sudo's password is sent only after a prompt of our own was seen.
boost::asio::awaitable<Tried<std::unique_ptr<Shell>>> open_clean_shell(CommandOpener open, Login login,
                                                                       Deadline deadline);

}  // namespace labcheck::observe
