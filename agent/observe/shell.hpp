#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <boost/asio/awaitable.hpp>

#include <labcheck/result.hpp>

#include "observe/deadline.hpp"

namespace labcheck::observe {

/// What a read from a shell gives.
struct Piece {
  enum class From {
    out,
    err,
    died,   ///< the shell itself was killed, its children may still write
    ended,  ///< both streams have ended
  };
  From from{From::out};
  std::size_t size{0};
};

/// A running shell with its three streams: on a channel of an SSH session, or a process of this machine. One coroutine
/// at a time uses it.
class Shell {
 public:
  virtual ~Shell() = default;
  virtual boost::asio::awaitable<Result<void>> write(std::string_view bytes, Deadline deadline) = 0;
  virtual boost::asio::awaitable<Result<Piece>> read(char* buffer, std::size_t size, Deadline deadline) = 0;
  /// Ends it without waiting for what it may still say; returns soon.
  virtual boost::asio::awaitable<void> close() = 0;
};

/// The fixed environment of every script, as arguments of env(1).
inline constexpr std::string_view clean_path = "/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/sbin:/usr/local/bin";

}  // namespace labcheck::observe
