#pragma once

#include <memory>

#include <boost/asio/awaitable.hpp>

#include "observe/connecting.hpp"

namespace labcheck::observe {

/// A socket that leads to a host, and what carries its bytes where a jump host does.
struct Way {
  Socket socket;
  std::shared_ptr<void> below{};
};

/// A way through the jump host that the login names. Its session is this target's alone: in libssh2 a tunnel that hangs
/// blocks every other open of its session and can't be cancelled, so a dead target would hold up the live ones. Until a
/// jump host has let somebody in once it is tried by one alone, and its refusal then holds for all.
boost::asio::awaitable<Tried<Way>> reach_through_jump(Context& context, Target target, int depth);

}  // namespace labcheck::observe
