#pragma once

#include <cstdint>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <labcheck/result.hpp>

#include "observe/clients/client.hpp"
#include "observe/gather.hpp"
#include "observe/relay.hpp"

namespace labcheck::observe {

/// The data connections of an FTP conversation. Whatever address a server names, each goes to the host of the control
/// connection and takes the same way there. Lives on the I/O thread.
class FtpRoad : public std::enable_shared_from_this<FtpRoad> {
 public:
  FtpRoad(const boost::asio::any_io_executor& executor, Opener opener, std::string host, Deadline deadline,
          std::size_t max_bytes);

  /// Begins to open a relay on 127.0.0.1 to this port of the host; may be called from another thread while the road
  /// and its executor last.
  std::future<Result<std::uint16_t>> begin(std::uint16_t port);
  /// Ends all connections and waits until nothing of them is under way.
  boost::asio::awaitable<void> close();

  /// Why a data connection could not be opened, or else what broke one.
  std::optional<Error> trouble() const;
  /// A data connection carried more than was to be taken.
  bool truncated() const;
  Deadline deadline() const { return deadline_; }

 private:
  boost::asio::awaitable<Result<std::uint16_t>> open(std::uint16_t port);

  boost::asio::any_io_executor executor_;
  Opener opener_;
  std::string host_;
  Deadline deadline_;
  std::size_t max_bytes_;
  bool closed_{false};
  int opening_{0};
  std::optional<Error> unopened_{};
  std::vector<std::shared_ptr<Relay>> relays_{};
  Event idle_;
};

/// What libcurl's thread knows of the road: once it is shut, nothing of the I/O thread's is touched any more, so that a
/// thread that was left to itself does no harm.
class FtpGate {
 public:
  explicit FtpGate(FtpRoad& road) : road_{&road}, deadline_{road.deadline()} {}
  void shut();
  /// The port of a relay to this port of the host; blocks until it is there or the deadline.
  Result<std::uint16_t> open(std::uint16_t port);

 private:
  std::mutex mutex_{};
  FtpRoad* road_;
  Deadline deadline_;
};

}  // namespace labcheck::observe
