#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <sys/types.h>

namespace labcheck::test {

/// A program that runs while this object lives: in a process group of its own, ended with it, and also when the test
/// program dies. What it prints goes into a file.
class ServerProcess {
 public:
  /// `goodbye` is the signal that ends it, children and all; whatever is left a while later is killed.
  ServerProcess(const std::vector<std::string>& command, const std::string& log, int goodbye);
  ~ServerProcess();
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  /// Waits until something listens on 127.0.0.1:`port`; throws with the log's text when the program ends before.
  void wait_for_port(std::uint16_t port) const;

 private:
  pid_t pid_{-1};
  std::string log_{};
  int goodbye_{0};
};

/// Runs a program to its end; throws with what it printed unless it exits with 0.
void run_program(const std::vector<std::string>& command, const std::string& log);

/// A port of 127.0.0.1 that nobody listens on right now.
std::uint16_t free_port();

bool has_program(const std::string& name);

}  // namespace labcheck::test
