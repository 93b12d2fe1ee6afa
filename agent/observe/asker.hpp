#pragma once

#include <string>

#include <boost/asio/awaitable.hpp>

#include <labcheck/answer.hpp>
#include <labcheck/request.hpp>

namespace labcheck::observe {

/// One request to one host of a candidate ("agent" for the agent itself).
struct Asked {
  std::string candidate{};
  std::string host{};
  Request request{};
  Duration timeout{0};
  bool completes{false};  ///< even when the run is interrupted: it changes or restores the lab
  bool restarts{false};   ///< the host may start anew because of it
  bool operator==(const Asked&) const = default;
};

/// Puts requests to hosts. It never throws and never stays away: every trouble is an ending of the answer, and each
/// answer comes by its timeout (plus connecting, which has deadlines of its own). Answers come masked of secrets.
class Asker {
 public:
  virtual ~Asker() = default;
  virtual boost::asio::awaitable<Answer> ask(Asked asked) = 0;
};

}  // namespace labcheck::observe
