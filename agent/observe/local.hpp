#pragma once

#include <memory>
#include <string>

#include <boost/asio/any_io_executor.hpp>

#include "observe/shell.hpp"
#include "observe/trouble.hpp"

namespace labcheck::observe {

/// Runs a command line by this machine's /bin/sh, in a session and process group of its own. Call it on the I/O thread
/// only: descriptors of ours would leak into a sibling that another thread starts at the same moment.
Tried<std::unique_ptr<Shell>> open_local_shell(boost::asio::any_io_executor executor, std::string command);

}  // namespace labcheck::observe
