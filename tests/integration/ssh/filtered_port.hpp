#pragma once

#include <cstdint>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace labcheck::test {

/// A listening socket whose backlog is full: further connections hang, like those to a filtered port.
class FilteredPort {
 public:
  explicit FilteredPort(int family = AF_INET) : listener_{::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0)} {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    if (family == AF_INET6) {
      auto& six = reinterpret_cast<sockaddr_in6&>(address);
      six.sin6_family = AF_INET6;
      six.sin6_addr = in6addr_loopback;
    } else {
      auto& four = reinterpret_cast<sockaddr_in&>(address);
      four.sin_family = AF_INET;
      four.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    }
    ::bind(listener_, reinterpret_cast<const sockaddr*>(&address), size);
    ::listen(listener_, 0);
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    // The port stands at the same place in both kinds of address.
    port_ = ntohs(reinterpret_cast<const sockaddr_in&>(address).sin_port);
    for (int count = 0; count < 4; ++count) {
      fillers_.push_back(::socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
      ::connect(fillers_.back(), reinterpret_cast<const sockaddr*>(&address), size);
    }
    ::usleep(100'000);
  }
  ~FilteredPort() {
    for (const int filler : fillers_) {
      ::close(filler);
    }
    ::close(listener_);
  }
  FilteredPort(const FilteredPort&) = delete;
  FilteredPort& operator=(const FilteredPort&) = delete;
  std::uint16_t port() const { return port_; }

 private:
  int listener_;
  std::vector<int> fillers_{};
  std::uint16_t port_{0};
};

}  // namespace labcheck::test
