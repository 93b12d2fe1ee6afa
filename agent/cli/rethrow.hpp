#pragma once

#include <exception>

namespace labcheck::cli {

/// What a coroutine that is spawned ends with: an exception of its own leaves io_context::run().
inline void rethrow(const std::exception_ptr& problem) {
  if (problem) {
    std::rethrow_exception(problem);
  }
}

}  // namespace labcheck::cli
