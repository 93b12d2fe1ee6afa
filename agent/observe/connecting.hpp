#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include <boost/asio/awaitable.hpp>

#include <labcheck/roster.hpp>

#include "observe/context.hpp"
#include "observe/session.hpp"
#include "observe/trouble.hpp"

namespace labcheck::observe {

/// Where a session goes and how it gets in.
struct Target {
  std::string host{};
  std::uint16_t port{22};
  Login login{};
  std::function<void(const std::shared_ptr<Session>&)> started{};  ///< hears of each session that is being opened
};

struct Connected {
  std::shared_ptr<Session> session{};
  std::string host_key{};  ///< type and fingerprint
};

/// How long each phase of connecting may take.
Duration patience_of(const Context& context, const Target& target);

/// Banner and key exchange, each in its time and bounded in size; trouble when the host is silent, hangs up or speaks
/// something else.
boost::asio::awaitable<std::optional<Trouble>> shake_hands(std::shared_ptr<Session> session, Target target,
                                                           Duration each);

/// A logged-in session, through jump hosts where the login says so. Each phase (resolve, connect, banner, key
/// exchange, login) has a deadline of its own and is named in the message. A host that hangs up on the crowd
/// (MaxStartups) is asked again a few times.
boost::asio::awaitable<Tried<Connected>> open_session(Context& context, Target target, int depth = 0);

}  // namespace labcheck::observe
