#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace labcheck::test {

/// A connection that a scripted service has taken.
class Peer {
 public:
  explicit Peer(int socket) : socket_{socket} {}

  /// False once the other side is gone.
  bool send(std::string_view bytes) const;
  /// What has come by the time that `until` was seen, or the other side ended. An empty `until`: whatever comes first.
  std::string receive(std::string_view until) const;
  /// Waits until the other side ends.
  void wait_for_end() const;
  /// Ends the connection by a reset.
  void reset() const;

 private:
  int socket_{-1};
};

/// A service on 127.0.0.1 that says what a test wants it to say, each connection in a thread of its own.
class ScriptedService {
 public:
  explicit ScriptedService(std::function<void(const Peer& peer)> script);
  ~ScriptedService();
  ScriptedService(const ScriptedService&) = delete;
  ScriptedService& operator=(const ScriptedService&) = delete;

  std::uint16_t port() const { return port_; }
  int connections() const { return connections_; }

 private:
  void serve();

  std::function<void(const Peer& peer)> script_;
  int listener_{-1};
  std::uint16_t port_{0};
  std::atomic<int> connections_{0};
  std::atomic<bool> stopping_{false};
  std::mutex mutex_{};
  std::set<int> open_{};
  std::vector<std::thread> peers_{};
  std::thread server_{};
};

}  // namespace labcheck::test
