#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

namespace labcheck::test {

/// Stands between a client and a server of 127.0.0.1. Of what the server says only so many bytes come through, over all
/// connections; then silence, or an end of them all.
class StallingRelay {
 public:
  enum class AtTheEnd { silence, hang_up };

  StallingRelay(std::uint16_t server, std::size_t bytes, AtTheEnd at_the_end = AtTheEnd::silence);
  ~StallingRelay();
  StallingRelay(const StallingRelay&) = delete;
  StallingRelay& operator=(const StallingRelay&) = delete;

  std::uint16_t port() const { return port_; }
  /// How many bytes of the server's came through so far.
  std::size_t passed() const { return passed_; }
  bool at_the_end() const { return passed_ >= bytes_; }

 private:
  void serve();
  void carry(int client);
  bool carry_back(int server, int client);
  bool keep(int socket);

  const std::uint16_t server_;
  const std::size_t bytes_;
  const AtTheEnd at_the_end_;
  int listener_{-1};
  std::uint16_t port_{0};
  std::atomic<std::size_t> passed_{0};
  std::atomic<bool> stopping_{false};
  std::mutex mutex_{};
  std::vector<int> sockets_{};
  std::vector<std::thread> connections_{};
  std::thread thread_{};
};

}  // namespace labcheck::test
