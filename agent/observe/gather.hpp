#pragma once

#include <memory>
#include <utility>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace labcheck::observe {

/// Something that happens once; any number of coroutines of the same io_context can wait for it.
class Event {
 public:
  explicit Event(const boost::asio::any_io_executor& executor)
      : timer_{executor, boost::asio::steady_timer::time_point::max()} {}

  void set() {
    happened_ = true;
    timer_.cancel();
  }
  boost::asio::awaitable<void> wait() {
    while (!happened_) {
      boost::system::error_code ignored;
      co_await timer_.async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, ignored));
    }
  }

 private:
  boost::asio::steady_timer timer_;
  bool happened_{false};
};

/// Runs all at once and gives their values in the same order. None of them may throw.
template <class T>
boost::asio::awaitable<std::vector<T>> gather(std::vector<boost::asio::awaitable<T>> all) {
  const auto executor = co_await boost::asio::this_coro::executor;
  std::vector<T> values(all.size());
  auto open = std::make_shared<std::size_t>(all.size());
  auto done = std::make_shared<Event>(executor);
  if (all.empty()) {
    co_return values;
  }
  for (std::size_t at = 0; at < all.size(); ++at) {
    auto one = [](boost::asio::awaitable<T> work, T& value, std::shared_ptr<std::size_t> left,
                  std::shared_ptr<Event> finished) -> boost::asio::awaitable<void> {
      value = co_await std::move(work);
      if (--*left == 0) {
        finished->set();
      }
    };
    boost::asio::co_spawn(executor, one(std::move(all[at]), values[at], open, done), boost::asio::detached);
  }
  co_await done->wait();
  co_return values;
}

/// The same for work without a value.
inline boost::asio::awaitable<void> gather(std::vector<boost::asio::awaitable<void>> all) {
  std::vector<boost::asio::awaitable<int>> valued;
  for (auto& work : all) {
    auto one = [](boost::asio::awaitable<void> inner) -> boost::asio::awaitable<int> {
      co_await std::move(inner);
      co_return 0;
    };
    valued.push_back(one(std::move(work)));
  }
  co_await gather<int>(std::move(valued));
}

}  // namespace labcheck::observe
