#include "observe/relay_peer.hpp"

#include <charconv>
#include <filesystem>
#include <optional>
#include <string>

#include <netinet/in.h>
#include <sys/socket.h>

namespace labcheck::observe {

namespace {

/// The port on 127.0.0.1 that a descriptor's socket has, by getsockname or getpeername.
template <class Ask>
std::optional<std::uint16_t> loopback_port(int descriptor, Ask ask) {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  if (ask(descriptor, reinterpret_cast<sockaddr*>(&address), &size) != 0 || size != sizeof address ||
      address.sin_family != AF_INET || address.sin_addr.s_addr != htonl(INADDR_LOOPBACK)) {
    return std::nullopt;
  }
  return ntohs(address.sin_port);
}

}  // namespace

bool connected_from_this_process(std::uint16_t from, std::uint16_t to) {
  // The client libraries don't hand out their sockets before they have connected, but they are all among our
  // descriptors, and a pair of ports on 127.0.0.1 names one connection.
  std::error_code problem;
  for (std::filesystem::directory_iterator entry{"/proc/self/fd", problem}, end; !problem && entry != end;
       entry.increment(problem)) {
    const auto name = entry->path().filename().string();
    int descriptor = -1;
    std::from_chars(name.data(), name.data() + name.size(), descriptor);
    if (loopback_port(descriptor, ::getsockname) == from && loopback_port(descriptor, ::getpeername) == to) {
      return true;
    }
  }
  return false;
}

}  // namespace labcheck::observe
