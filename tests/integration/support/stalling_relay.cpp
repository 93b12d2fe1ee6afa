#include "support/stalling_relay.hpp"

#include <algorithm>
#include <array>

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace labcheck::test {
namespace {

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  return address;
}

bool send_all(int socket, const char* bytes, std::size_t size) {
  while (size > 0) {
    const auto sent = ::send(socket, bytes, size, MSG_NOSIGNAL);
    if (sent <= 0) {
      return false;
    }
    bytes += sent;
    size -= static_cast<std::size_t>(sent);
  }
  return true;
}

}  // namespace

StallingRelay::StallingRelay(std::uint16_t server, std::size_t bytes, AtTheEnd at_the_end)
    : server_{server}, bytes_{bytes}, at_the_end_{at_the_end} {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  auto address = loopback(0);
  socklen_t size = sizeof address;
  ::bind(listener_, reinterpret_cast<const sockaddr*>(&address), size);
  ::listen(listener_, 16);
  ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
  port_ = ntohs(address.sin_port);
  thread_ = std::thread{[this] { serve(); }};
}

StallingRelay::~StallingRelay() {
  {
    const std::lock_guard lock{mutex_};
    stopping_ = true;
    for (const int socket : sockets_) {
      ::shutdown(socket, SHUT_RDWR);
    }
  }
  ::shutdown(listener_, SHUT_RDWR);
  thread_.join();
  for (auto& connection : connections_) {
    connection.join();
  }
  for (const int socket : sockets_) {
    ::close(socket);
  }
  ::close(listener_);
}

void StallingRelay::serve() {
  while (true) {
    const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) {
      return;
    }
    if (keep(client)) {
      connections_.emplace_back([this, client] { carry(client); });
    }
  }
}

/// Sockets stay open until the relay goes, so that no number is given out twice; false when it is going.
bool StallingRelay::keep(int socket) {
  const std::lock_guard lock{mutex_};
  sockets_.push_back(socket);
  if (stopping_) {
    ::shutdown(socket, SHUT_RDWR);
  }
  return !stopping_;
}

void StallingRelay::carry(int client) {
  const int server = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const auto address = loopback(server_);
  if (!keep(server) || ::connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    ::shutdown(client, SHUT_RDWR);
    return;
  }
  std::array<char, 4096> buffer{};
  bool going = true;
  while (going) {
    // Past the end the server's words are left unread.
    std::array<pollfd, 2> both{pollfd{.fd = client, .events = POLLIN, .revents = 0},
                               pollfd{.fd = at_the_end() ? -1 : server, .events = POLLIN, .revents = 0}};
    ::poll(both.data(), both.size(), 100);
    if (both[0].revents != 0) {
      const auto size = ::recv(client, buffer.data(), buffer.size(), 0);
      going = size > 0 && send_all(server, buffer.data(), static_cast<std::size_t>(size));
    }
    if (going && both[1].revents != 0) {
      going = carry_back(server, client);
    }
    going = going && !(at_the_end() && at_the_end_ == AtTheEnd::hang_up);
  }
  ::shutdown(client, SHUT_RDWR);
  ::shutdown(server, SHUT_RDWR);
}

bool StallingRelay::carry_back(int server, int client) {
  std::array<char, 4096> buffer{};
  const auto left = bytes_ - std::min(bytes_, passed_.load());
  const auto size = ::recv(server, buffer.data(), std::min(buffer.size(), left), 0);
  if (size <= 0 || !send_all(client, buffer.data(), static_cast<std::size_t>(size))) {
    return left == 0;
  }
  passed_ += static_cast<std::size_t>(size);
  return true;
}

}  // namespace labcheck::test
