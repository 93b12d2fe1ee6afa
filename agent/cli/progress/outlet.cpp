#include "cli/progress/outlet.hpp"

#include <cerrno>
#include <chrono>
#include <climits>
#include <cstring>
#include <optional>

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include "cli/standard_error.hpp"

namespace labcheck::cli {
namespace {

/// Some thousand checks' ends: a reader that is so far behind is none.
constexpr std::size_t most_kept = 1U << 20;
/// A terminal that may block has room for so much whenever it says that it has any.
constexpr std::size_t careful = 256;

Error cannot_open(const std::string& what) {
  return {ErrorKind::invalid, fmt::format("cannot write progress to {}: {}", what, std::strerror(errno))};
}

/// The number in /dev/fd/N, under all of its names. Opened by name, a file would be cut, and a socket refused.
std::optional<int> descriptor_in(std::string_view path) {
  if (path == "/dev/stdout" || path == "/dev/stderr") {
    return path == "/dev/stdout" ? STDOUT_FILENO : STDERR_FILENO;
  }
  std::string_view digits;
  for (const std::string_view folder : {"/dev/fd/", "/proc/self/fd/"}) {
    digits = path.starts_with(folder) ? path.substr(folder.size()) : digits;
  }
  if (digits.empty() || digits.size() > 6) {
    return std::nullopt;
  }
  int number = 0;
  for (const char digit : digits) {
    if (digit < '0' || digit > '9') {
      return std::nullopt;
    }
    number = number * 10 + (digit - '0');
  }
  return number;
}

/// What can be written at once: whole lines as far as a pipe takes them in one piece.
std::string_view piece_of(std::string_view text, std::size_t most) {
  if (text.size() <= most) {
    return text;
  }
  const auto end = text.rfind('\n', most - 1);
  return text.substr(0, end == std::string_view::npos ? most : end + 1);
}

}  // namespace

Result<std::unique_ptr<Outlet>> Outlet::to(int descriptor) {
  struct stat about {};
  std::unique_ptr<Outlet> outlet{new Outlet};
  if (::fstat(descriptor, &about) != 0) {
    return tl::unexpected(cannot_open(fmt::format("file descriptor {}", descriptor)));
  }
  const bool terminal = S_ISCHR(about.st_mode) && ::isatty(descriptor) == 1;
  outlet->kind_ = S_ISSOCK(about.st_mode)   ? Kind::socket
                  : S_ISFIFO(about.st_mode) ? Kind::pipe
                  : terminal                ? Kind::terminal
                                            : Kind::file;
  if (terminal) {
    // Opened anew it can be made not to block, and nobody else's writes are.
    const auto again = fmt::format("/proc/self/fd/{}", descriptor);
    outlet->descriptor_ = ::open(again.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    outlet->blocks_ = outlet->descriptor_ < 0;
  }
  if (outlet->descriptor_ < 0) {
    outlet->descriptor_ = ::fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
  }
  if (outlet->descriptor_ < 0) {
    return tl::unexpected(cannot_open(fmt::format("file descriptor {}", descriptor)));
  }
  return outlet;
}

Result<std::unique_ptr<Outlet>> Outlet::to_path(const std::string& path) {
  if (const auto number = descriptor_in(path)) {
    if (*number > STDERR_FILENO) {
      ::fcntl(*number, F_SETFD, FD_CLOEXEC);  // what is run on this machine has no business there
    }
    return to(*number);
  }
  std::unique_ptr<Outlet> outlet{new Outlet};
  struct stat about {};
  if (::stat(path.c_str(), &about) == 0 && S_ISFIFO(about.st_mode)) {
    outlet->kind_ = Kind::pipe;
    outlet->fifo_ = path;
    if (!outlet->find_reader() && outlet->given_up()) {
      return failed(ErrorKind::invalid, fmt::format("cannot write progress to {}: {}", path, outlet->trouble()));
    }
    return outlet;
  }
  const int flags = O_WRONLY | O_CREAT | O_TRUNC | O_NONBLOCK | O_CLOEXEC | O_NOCTTY;
  outlet->descriptor_ = ::open(path.c_str(), flags, 0644);
  if (outlet->descriptor_ < 0) {
    return tl::unexpected(cannot_open(path));
  }
  outlet->kind_ = ::isatty(outlet->descriptor_) == 1 ? Kind::terminal : Kind::file;
  return outlet;
}

Outlet::~Outlet() {
  if (descriptor_ >= 0) {
    ::close(descriptor_);
  }
}

/// Whether the FIFO has a reader by now.
bool Outlet::find_reader() {
  descriptor_ = ::open(fifo_.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC);
  if (descriptor_ < 0 && errno != ENXIO && errno != EINTR) {
    give_up(std::strerror(errno));
  }
  return descriptor_ >= 0;
}

void Outlet::give_up(std::string why) {
  trouble_ = std::move(why);
  kept_.clear();
}

bool Outlet::takes_more() const {
  pollfd look{.fd = descriptor_, .events = POLLOUT, .revents = 0};
  return ::poll(&look, 1, 0) != 0;  // an error is told by the write
}

long Outlet::write_some(std::string_view text) const {
  if (kind_ == Kind::socket) {
    return ::send(descriptor_, text.data(), text.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
  }
  if (!takes_more()) {
    errno = EAGAIN;
    return -1;
  }
  return write_quietly(descriptor_, text);
}

void Outlet::put(std::string_view text) {
  if (given_up()) {
    return;
  }
  kept_ += text;
  flush();
  if (kept_.size() > most_kept) {
    give_up(descriptor_ < 0 ? "nobody reads it" : "its reader is too slow");
  }
}

void Outlet::flush() {
  if (given_up() || kept_.empty() || (descriptor_ < 0 && !find_reader())) {
    return;
  }
  std::string_view rest = kept_;
  while (!rest.empty()) {
    const auto count = write_some(piece_of(rest, blocks_ ? careful : PIPE_BUF));
    if (count < 0 && errno == EINTR) {
      continue;
    }
    if (count < 0 && errno != EAGAIN && errno != EWOULDBLOCK) {
      give_up(std::strerror(errno));
      return;
    }
    if (count <= 0) {
      break;
    }
    rest.remove_prefix(static_cast<std::size_t>(count));
  }
  kept_.erase(0, kept_.size() - rest.size());
}

void Outlet::drain(Duration patience) {
  const auto until = std::chrono::steady_clock::now() + patience;
  for (flush(); !idle() && !given_up(); flush()) {
    const auto left = std::chrono::duration_cast<Duration>(until - std::chrono::steady_clock::now());
    if (left <= Duration{0}) {
      give_up(descriptor_ < 0 ? "nobody reads it" : "its reader is too slow");
      return;
    }
    pollfd look{.fd = descriptor_, .events = POLLOUT, .revents = 0};
    ::poll(&look, 1, static_cast<int>(std::min(left, Duration{50}).count()));
  }
}

}  // namespace labcheck::cli
