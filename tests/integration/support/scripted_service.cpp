#include "support/scripted_service.hpp"

#include <array>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace labcheck::test {

bool Peer::send(std::string_view bytes) const {
  while (!bytes.empty()) {
    const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) {
      return false;
    }
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

std::string Peer::receive(std::string_view until) const {
  std::string received;
  std::array<char, 4096> buffer{};
  while (received.empty() || received.find(until) == std::string::npos) {
    const auto size = ::recv(socket_, buffer.data(), buffer.size(), 0);
    if (size <= 0) {
      break;
    }
    received.append(buffer.data(), static_cast<std::size_t>(size));
  }
  return received;
}

void Peer::wait_for_end() const {
  std::array<char, 4096> buffer{};
  while (::recv(socket_, buffer.data(), buffer.size(), 0) > 0) {
  }
}

void Peer::reset() const {
  const linger at_once{.l_onoff = 1, .l_linger = 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

ScriptedService::ScriptedService(std::function<void(const Peer& peer)> script) : script_{std::move(script)} {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  ::bind(listener_, reinterpret_cast<const sockaddr*>(&address), size);
  ::listen(listener_, 64);
  ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
  port_ = ntohs(address.sin_port);
  server_ = std::thread{[this] { serve(); }};
}

ScriptedService::~ScriptedService() {
  stopping_ = true;
  ::shutdown(listener_, SHUT_RDWR);
  server_.join();
  {
    const std::lock_guard lock{mutex_};
    for (const int socket : open_) {
      ::shutdown(socket, SHUT_RDWR);
    }
  }
  for (auto& peer : peers_) {
    peer.join();
  }
  ::close(listener_);
}

void ScriptedService::serve() {
  while (true) {
    const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0 || stopping_) {
      ::close(socket);
      return;
    }
    ++connections_;
    const std::lock_guard lock{mutex_};
    open_.insert(socket);
    peers_.emplace_back([this, socket] {
      script_(Peer{socket});
      const std::lock_guard closing{mutex_};
      open_.erase(socket);
      ::close(socket);
    });
  }
}

}  // namespace labcheck::test
