#include "cli/standard_error.hpp"

#include <cerrno>
#include <csignal>
#include <ctime>
#include <mutex>

#include <unistd.h>

namespace labcheck::cli {
namespace {

/// What `say` shares with a live view.
struct Place {
  std::mutex mutex{};
  Overlay* overlay{nullptr};
};

Place& place() {
  static Place one;
  return one;
}

}  // namespace

void say(std::string_view text) {
  auto& shared = place();
  const std::lock_guard lock{shared.mutex};
  if (shared.overlay != nullptr) {
    shared.overlay->say(text);
    return;
  }
  while (!text.empty()) {
    const auto count = write_quietly(STDERR_FILENO, text);
    if (count < 0 && errno == EINTR) {
      continue;
    }
    if (count < 0) {
      return;
    }
    text.remove_prefix(static_cast<std::size_t>(count));
  }
}

void set_overlay(Overlay* overlay) {
  auto& shared = place();
  const std::lock_guard lock{shared.mutex};
  shared.overlay = overlay;
}

// A handler would be the whole process's, and an ignored signal is inherited by the shells that are started.
long write_quietly(int descriptor, std::string_view bytes) {
  sigset_t only{};
  sigset_t before{};
  sigset_t pending{};
  sigemptyset(&only);
  sigaddset(&only, SIGPIPE);
  sigpending(&pending);
  const bool waits = sigismember(&pending, SIGPIPE) == 1;
  pthread_sigmask(SIG_BLOCK, &only, &before);
  const auto count = ::write(descriptor, bytes.data(), bytes.size());
  const int problem = errno;
  if (count < 0 && problem == EPIPE && !waits) {
    const timespec none{};
    while (::sigtimedwait(&only, nullptr, &none) < 0 && errno == EINTR) {
    }
  }
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  errno = problem;
  return count;
}

}  // namespace labcheck::cli
