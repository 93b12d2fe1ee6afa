#include "observe/session.hpp"

#include <cerrno>
#include <cstdlib>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <malloc.h>

namespace labcheck::observe {
namespace {

using boost::asio::awaitable;
using boost::asio::use_awaitable;

constexpr std::size_t most_in_a_step = 256U << 10;
constexpr std::int64_t most_held = 32 << 20;
constexpr std::size_t longest_claim = 64U << 10;

void set_tcp_option(int descriptor, int option) {
  const int on = 1;
  ::setsockopt(descriptor, IPPROTO_TCP, option, &on, sizeof on);  // fails on the socket of a jump: no matter
}

}  // namespace

Session::Session(Socket socket) : socket_{std::move(socket)} {
  static const int ready = libssh2_init(0);
  socket_.non_blocking(true);
  set_tcp_option(socket_.native_handle(), TCP_NODELAY);
  session_ = ready == 0 ? libssh2_session_init_ex(&allocate, &release, &reallocate, this) : nullptr;
  if (session_ == nullptr) {
    drop("libssh2 can't be initialised");
    return;
  }
  libssh2_session_set_blocking(session_, 0);
  libssh2_session_callback_set(session_, LIBSSH2_CALLBACK_RECV, reinterpret_cast<void*>(&Session::receive));
  libssh2_session_callback_set(session_, LIBSSH2_CALLBACK_SEND, reinterpret_cast<void*>(&Session::send));
}

Session::~Session() {
  drop("the session is over");
  // The socket is closed, so that nothing here can want to wait; the bound is for what we don't know.
  for (int tries = 0; session_ != nullptr && tries < 100; ++tries) {
    if (libssh2_session_free(session_) != LIBSSH2_ERROR_EAGAIN) {
      break;
    }
  }
}

/// libssh2 keeps every packet that nobody has asked for yet: what it holds is counted, since a peer can send such
/// packets for ever.
/// While a host asks (keyboard-interactive), libssh2 before 1.11 copies as long a name as the host claims to have sent,
/// from wherever its packet ends: long ones are then not to be had, and behind every packet lies as much of nothing.
void* Session::allocate(std::size_t size, void** session) {
  auto& self = *static_cast<Session*>(*session);
  const bool is_asked = self.prompts != nullptr;
  if (is_asked && size > longest_claim) {
    return nullptr;
  }
  void* const memory = is_asked ? std::calloc(1, size + longest_claim) : std::malloc(size);
  self.held_ += static_cast<std::int64_t>(::malloc_usable_size(memory));
  return memory;
}

void* Session::reallocate(void* memory, std::size_t size, void** session) {
  const auto before = static_cast<std::int64_t>(::malloc_usable_size(memory));
  void* const moved = std::realloc(memory, size);
  if (moved != nullptr) {
    static_cast<Session*>(*session)->held_ += static_cast<std::int64_t>(::malloc_usable_size(moved)) - before;
  }
  return moved;
}

void Session::release(void* memory, void** session) {
  static_cast<Session*>(*session)->held_ -= static_cast<std::int64_t>(::malloc_usable_size(memory));
  std::free(memory);
}

ssize_t Session::receive(libssh2_socket_t descriptor, void* buffer, std::size_t size, int flags, void** session) {
  auto& self = *static_cast<Session*>(*session);
  if (self.broken_) {
    return -ECONNRESET;
  }
  // libssh2 reads on for as long as bytes come: a peer that floods us must not keep the thread from everybody else.
  if (self.in_this_step_ >= most_in_a_step) {
    return -EAGAIN;
  }
  const auto got = ::recv(descriptor, buffer, size, flags);
  const int problem = errno;
  self.hung_up_ = self.hung_up_ || got == 0 || (got < 0 && problem == ECONNRESET);
  if (got > 0) {
    self.received_ += static_cast<std::uint64_t>(got);
    self.in_this_step_ += static_cast<std::size_t>(got);
  }
  // The kernel forgets this each time; without it sshd's Nagle waits 40 ms for our delayed acknowledgement.
  set_tcp_option(descriptor, TCP_QUICKACK);
  return got < 0 ? -problem : got;
}

ssize_t Session::send(libssh2_socket_t descriptor, const void* buffer, std::size_t size, int flags, void** session) {
  if (static_cast<Session*>(*session)->broken_) {
    return -ECONNRESET;
  }
  const auto sent = ::send(descriptor, buffer, size, flags | MSG_NOSIGNAL);
  return sent < 0 ? -errno : sent;
}

awaitable<Result<long>> Session::drive(std::function<long()> step, Deadline deadline) {
  const auto self = shared_from_this();
  const void* me = &step;
  while (!broken_) {
    if (sender_ == nullptr || sender_ == me) {
      const auto before = received_;
      in_this_step_ = 0;
      const long said = step();
      if (held_ > most_held) {
        drop("the host floods the connection");
        break;
      }
      const bool outbound = said == LIBSSH2_ERROR_EAGAIN &&
                            (libssh2_session_block_directions(session_) & LIBSSH2_SESSION_BLOCK_OUTBOUND) != 0;
      const bool news = received_ != before || (sender_ == me && !outbound);
      sender_ = outbound ? me : nullptr;
      if (news) {
        wake();
      }
      if (said != LIBSSH2_ERROR_EAGAIN) {
        co_return said;
      }
      if (news) {
        // Others get their look first, then this one a second.
        co_await boost::asio::post(executor(), use_awaitable);
        if (std::chrono::steady_clock::now() < deadline) {
          continue;
        }
      }
    }
    if (std::chrono::steady_clock::now() >= deadline) {
      if (sender_ == me) {
        drop("the connection stalled while sending");
      }
      co_return failed(ErrorKind::timed_out, "the deadline passed");
    }
    co_await wait(deadline);
  }
  if (sender_ == me) {
    sender_ = nullptr;
  }
  co_return failed(ErrorKind::lost, reason_);
}

awaitable<void> Session::wait(Deadline deadline) {
  arm();
  co_await news_.wait(deadline);
}

void Session::wake() {
  news_.notify();
}

void Session::arm() {
  if (broken_) {
    return;
  }
  if (!reading_) {
    reading_ = true;
    socket_.async_wait(Socket::wait_read, [weak = weak_from_this()](const boost::system::error_code&) {
      if (const auto self = weak.lock()) {
        self->reading_ = false;
        self->wake();
      }
    });
  }
  if (sender_ != nullptr && !writing_) {
    writing_ = true;
    socket_.async_wait(Socket::wait_write, [weak = weak_from_this()](const boost::system::error_code&) {
      if (const auto self = weak.lock()) {
        self->writing_ = false;
        self->wake();
      }
    });
  }
}

awaitable<bool> Session::lock_opening(Deadline deadline) {
  const auto self = shared_from_this();
  while (opening_ && !broken_ && std::chrono::steady_clock::now() < deadline) {
    co_await wait(deadline);
  }
  if (opening_ || broken_) {
    co_return false;
  }
  opening_ = true;
  co_return true;
}

void Session::unlock_opening() {
  opening_ = false;
  wake();
}

void Session::drop(std::string reason) {
  if (broken_) {
    return;
  }
  broken_ = true;
  reason_ = std::move(reason);
  boost::system::error_code ignored;
  socket_.close(ignored);
  wake();
}

awaitable<void> Session::close(Deadline deadline) {
  const auto self = shared_from_this();
  if (!broken_) {
    std::function<long()> goodbye = [this] { return libssh2_session_disconnect(session_, "done"); };
    co_await drive(std::move(goodbye), deadline);
  }
  drop("the session was closed");
}

std::string Session::last_error() const {
  char* message = nullptr;
  int size = 0;
  const int code = libssh2_session_last_error(session_, &message, &size, 0);
  return code == 0 || message == nullptr ? std::string{} : std::string(message, static_cast<std::size_t>(size));
}

}  // namespace labcheck::observe
