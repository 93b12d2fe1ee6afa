#pragma once

#include <algorithm>
#include <memory>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "observe/deadline.hpp"

namespace labcheck::observe {

/// Sleeps until a deadline.
inline boost::asio::awaitable<void> sleep_until(Deadline deadline) {
  boost::asio::steady_timer timer{co_await boost::asio::this_coro::executor, deadline};
  boost::system::error_code ignored;
  co_await timer.async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, ignored));
}

/// Something that coroutines of the I/O thread wait for. Look at what you wait for again after each wait. Those who
/// wait may outlive it.
class Signal {
  using Timers = std::vector<boost::asio::steady_timer*>;

 public:
  boost::asio::awaitable<void> wait(Deadline deadline) {
    boost::asio::steady_timer timer{co_await boost::asio::this_coro::executor, deadline};
    // A waiting coroutine may also end by being destroyed.
    const Entry entry{waiting_, &timer};
    boost::system::error_code ignored;
    co_await timer.async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, ignored));
  }
  void notify() {
    for (auto* timer : *waiting_) {
      timer->cancel();
    }
  }

 private:
  class Entry {
   public:
    Entry(std::shared_ptr<Timers> all, boost::asio::steady_timer* own) : all_{std::move(all)}, own_{own} {
      all_->push_back(own_);
    }
    ~Entry() { all_->erase(std::find(all_->begin(), all_->end(), own_)); }
    Entry(const Entry&) = delete;
    Entry& operator=(const Entry&) = delete;

   private:
    std::shared_ptr<Timers> all_;
    boost::asio::steady_timer* own_;
  };

  std::shared_ptr<Timers> waiting_{std::make_shared<Timers>()};
};

/// An operation that can't be cancelled reliably, waited for until a deadline; its handler only touches this.
struct Pending {
  explicit Pending(const boost::asio::any_io_executor& executor) : timer{executor} {}
  void finish(boost::system::error_code result) {
    finished = true;
    error = result;
    timer.cancel();
  }

  boost::asio::steady_timer timer;
  boost::system::error_code error{};
  bool finished{false};
};

/// False when the deadline came first; the operation then goes on and is forgotten.
inline boost::asio::awaitable<bool> finished(std::shared_ptr<Pending> pending, Deadline deadline) {
  if (!pending->finished) {
    pending->timer.expires_at(deadline);
    boost::system::error_code ignored;
    co_await pending->timer.async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, ignored));
  }
  co_return pending->finished;
}

}  // namespace labcheck::observe
