#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <labcheck/result.hpp>

#include "observe/deadline.hpp"

namespace labcheck::observe {

/// The threads for client libraries that block. The first call sets the libraries up, once for the process.
boost::asio::thread_pool& client_pool();

/// Makes this thread of the pool deaf to signals: OpenSSL's writes raise SIGPIPE, and Ctrl-C is the main thread's.
void block_signals();

/// How long after its deadline a client library may take to notice that its connection is gone.
inline constexpr Duration pool_grace{1'000};

/// What a thread of the pool and the coroutine that waits for it share. The timer stays with the coroutine: once that
/// has given up, nothing of its io_context is touched any more.
template <class T>
struct PoolJob {
  std::mutex mutex{};
  bool abandoned{false};
  std::optional<Result<T>> result{};
};

template <class T>
Result<T> guarded(const std::function<T()>& work) {
  try {
    return work();
  } catch (const std::exception& problem) {
    return failed(ErrorKind::resource, problem.what());
  }
}

/// Runs blocking work in a pool. At the deadline `give_up` is called, which must make the work return soon; work
/// that doesn't is left to itself, so it must own all that it touches. Errors: timed_out, or what `work` threw.
template <class T>
boost::asio::awaitable<Result<T>> run_blocking(std::function<T()> work, Deadline deadline,
                                               std::function<void()> give_up,
                                               boost::asio::thread_pool& pool = client_pool()) {
  const auto executor = co_await boost::asio::this_coro::executor;
  boost::asio::steady_timer timer{executor, deadline};
  auto job = std::make_shared<PoolJob<T>>();
  struct Abandon {
    std::shared_ptr<PoolJob<T>> job;
    ~Abandon() {
      const std::lock_guard lock{job->mutex};
      job->abandoned = true;
    }
  };
  const Abandon abandon{job};
  boost::asio::post(pool, [job, executor, &timer, work = std::move(work)] {
    block_signals();
    {
      const std::lock_guard lock{job->mutex};
      if (job->abandoned) {
        return;
      }
    }
    auto result = guarded<T>(work);
    const std::lock_guard lock{job->mutex};
    if (!job->abandoned) {
      job->result = std::move(result);
      boost::asio::post(executor, [job, &timer] {
        if (!job->abandoned) {
          timer.cancel();
        }
      });
    }
  });
  const auto finished = [&job] {
    const std::lock_guard lock{job->mutex};
    return job->result.has_value();
  };
  for (int rounds = 0; rounds < 2 && !finished(); ++rounds) {
    boost::system::error_code ignored;
    co_await timer.async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, ignored));
    if (!finished()) {
      give_up();
      timer.expires_after(pool_grace);
    }
  }
  if (!finished()) {
    co_return failed(ErrorKind::timed_out, "the client library did not return by its deadline");
  }
  co_return std::move(*job->result);
}

}  // namespace labcheck::observe
