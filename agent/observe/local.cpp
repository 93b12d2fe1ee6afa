#include "observe/local.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/process/args.hpp>
#include <boost/process/child.hpp>
#include <boost/process/exe.hpp>
#include <boost/process/extend.hpp>
#include <boost/process/posix.hpp>
#include <fmt/format.h>

#include "observe/waiting.hpp"

namespace labcheck::observe {
namespace {

using boost::asio::awaitable;
using Descriptor = boost::asio::posix::stream_descriptor;
namespace process = boost::process;

constexpr Duration look_every{200};
constexpr Duration closing_time{1'000};

/// A process of ours, with our ends of its streams.
struct Process {
  explicit Process(const boost::asio::any_io_executor& own)
      : executor{own}, in{own}, out{Descriptor{own}, Descriptor{own}} {}

  boost::asio::any_io_executor executor;
  pid_t pid{0};
  bool over{false};
  bool killed{false};
  Descriptor in;  ///< a socket, so that writing can't raise SIGPIPE
  std::array<Descriptor, 2> out;
  std::array<bool, 2> ended{false, false};
  std::array<bool, 2> waited_for{false, false};
  Signal news{};

  void reap() {
    int status = 0;
    if (!over && ::waitpid(pid, &status, WNOHANG) == pid) {
      over = true;
      killed = WIFSIGNALED(status);
    }
  }
};

/// The process is given its time to end, then its group is ended; either way it is reaped.
awaitable<void> release(std::shared_ptr<Process> process) {
  boost::system::error_code ignored;
  process->in.close(ignored);
  process->out[0].close(ignored);
  process->out[1].close(ignored);
  const auto deadline = deadline_in(closing_time);
  bool told = false;
  for (process->reap(); !process->over; process->reap()) {
    if (!told && std::chrono::steady_clock::now() > deadline) {
      told = true;
      ::kill(-process->pid, SIGKILL);
    }
    co_await sleep_until(deadline_in(Duration{10}));
  }
}

void watch(const std::shared_ptr<Process>& process, std::size_t stream) {
  if (process->ended[stream] || process->waited_for[stream]) {
    return;
  }
  process->waited_for[stream] = true;
  process->out[stream].async_wait(Descriptor::wait_read, [process, stream](boost::system::error_code) {
    process->waited_for[stream] = false;
    process->news.notify();
  });
}

class LocalShell final : public Shell {
 public:
  explicit LocalShell(std::shared_ptr<Process> process) : process_{std::move(process)} {}
  /// Without close() the I/O loop is being torn down: nobody is left to wait for a gentle end.
  ~LocalShell() override {
    if (!process_->over) {
      ::kill(-process_->pid, SIGKILL);
      ::waitpid(process_->pid, nullptr, 0);
    }
  }

  awaitable<Result<void>> write(std::string_view bytes, Deadline deadline) override {
    while (!bytes.empty()) {
      const auto sent = ::send(process_->in.native_handle(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
      if (sent >= 0) {
        bytes.remove_prefix(static_cast<std::size_t>(sent));
      } else if (errno != EAGAIN && errno != EINTR) {
        co_return failed(ErrorKind::lost, fmt::format("the shell takes no input: {}", std::strerror(errno)));
      } else if (std::chrono::steady_clock::now() >= deadline) {
        co_return failed(ErrorKind::timed_out, "the shell took its input too slowly");
      } else {
        auto pending = std::make_shared<Pending>(process_->executor);
        process_->in.async_wait(Descriptor::wait_write,
                                [pending](boost::system::error_code error) { pending->finish(error); });
        co_await finished(pending, deadline);
      }
    }
    co_return Result<void>{};
  }

  awaitable<Result<Piece>> read(char* buffer, std::size_t size, Deadline deadline) override {
    while (true) {
      if (auto piece = look(buffer, size)) {
        co_return *piece;
      }
      if (std::chrono::steady_clock::now() >= deadline) {
        co_return failed(ErrorKind::timed_out, "the deadline passed");
      }
      watch(process_, 0);
      watch(process_, 1);
      co_await process_->news.wait(std::min(deadline, deadline_in(look_every)));
    }
  }

  awaitable<void> close() override { co_await release(process_); }

 private:
  std::optional<Piece> look(char* buffer, std::size_t size) {
    for (int turn = 0; turn < 2; ++turn) {
      next_ = 1 - next_;
      if (process_->ended[next_]) {
        continue;
      }
      const auto got = ::read(process_->out[next_].native_handle(), buffer, size);
      if (got > 0) {
        return Piece{.from = next_ == 0 ? Piece::From::out : Piece::From::err, .size = static_cast<std::size_t>(got)};
      }
      process_->ended[next_] = got == 0 || (errno != EAGAIN && errno != EINTR);
    }
    if (process_->ended[0] && process_->ended[1]) {
      return Piece{.from = Piece::From::ended, .size = 0};
    }
    process_->reap();
    if (process_->killed && !told_) {
      told_ = true;
      return Piece{.from = Piece::From::died, .size = 0};
    }
    return std::nullopt;
  }

  std::shared_ptr<Process> process_;
  std::size_t next_{1};
  bool told_{false};
};

/// Both ends closed on exec; the child gets its own by dup2.
struct Ends {
  int child{-1};
  int ours{-1};
};

bool make_pipe(Ends& ends) {
  std::array<int, 2> made{-1, -1};
  const bool good = ::pipe2(made.data(), O_CLOEXEC) == 0 && ::fcntl(made[0], F_SETFL, O_NONBLOCK) == 0;
  ends = {.child = made[1], .ours = made[0]};
  return good;
}

bool make_input(Ends& ends) {
  std::array<int, 2> made{-1, -1};
  const bool good = ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, made.data()) == 0;
  ends = {.child = made[1], .ours = made[0]};
  return good;
}

/// In the child, before it becomes the shell: a session and process group of its own, and every signal as it is by
/// default, whatever this program ignores or blocks.
struct OwnSession : process::extend::handler {
  char** environment{nullptr};

  template <class Executor>
  void on_exec_setup(Executor& executor) const {
    executor.env = environment;
    ::setsid();
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    for (int number = 1; number < NSIG; ++number) {
      std::signal(number, SIG_DFL);
    }
  }
};

/// Secrets that the roster takes from variables are not for the processes of a lab on this machine.
std::string bare_environment() {
  const char* home = std::getenv("HOME");
  return home == nullptr ? std::string{"HOME=/"} : "HOME=" + std::string{home};
}

std::error_code spawn(pid_t& pid, const std::string& command, const std::array<Ends, 3>& streams) {
  std::error_code problem;
  const std::vector<std::string> arguments{"-c", command};
  auto home = bare_environment();
  std::array<char*, 2> environment{home.data(), nullptr};
  OwnSession own_session;
  own_session.environment = environment.data();
  process::child child{process::exe = "/bin/sh",
                       process::args = arguments,
                       process::posix::fd.bind(STDIN_FILENO, streams[0].child),
                       process::posix::fd.bind(STDOUT_FILENO, streams[1].child),
                       process::posix::fd.bind(STDERR_FILENO, streams[2].child),
                       own_session,
                       problem};
  pid = child.id();
  child.detach();  // reaped here, by its number: the library's own waiting is not safe beside other children
  return problem;
}

}  // namespace

Tried<std::unique_ptr<Shell>> open_local_shell(boost::asio::any_io_executor executor, std::string command) {
  std::array<Ends, 3> streams{};
  const bool made = make_input(streams[0]) && make_pipe(streams[1]) && make_pipe(streams[2]);
  const auto own = std::make_shared<Process>(executor);
  const auto problem = made ? spawn(own->pid, command, streams) : std::error_code{errno, std::generic_category()};
  for (const auto& stream : streams) {
    if (stream.child >= 0) {
      ::close(stream.child);
    }
  }
  if (problem) {
    for (const auto& stream : streams) {
      if (stream.ours >= 0) {
        ::close(stream.ours);
      }
    }
    return trouble(Ending::failed, fmt::format("no shell on this machine: {}", problem.message()));
  }
  own->in.assign(streams[0].ours);
  own->out[0].assign(streams[1].ours);
  own->out[1].assign(streams[2].ours);
  return std::make_unique<LocalShell>(own);
}

}  // namespace labcheck::observe
