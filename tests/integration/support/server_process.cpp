#include "support/server_process.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace labcheck::test {

namespace {

std::string text_of(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream{path}.rdbuf();
  return text.str();
}

pid_t start(const std::vector<std::string>& command, const std::string& log) {
  std::vector<char*> arguments;
  for (const auto& word : command) {
    arguments.push_back(const_cast<char*>(word.c_str()));
  }
  arguments.push_back(nullptr);
  const auto parent = ::getpid();
  const auto pid = ::fork();
  if (pid == 0) {
    ::setpgid(0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
    const int in = ::open("/dev/null", O_RDONLY);
    ::dup2(in, 0);
    ::dup2(out, 1);
    ::dup2(out, 2);
    ::close_range(3, ~0U, 0);
    if (::getppid() == parent) {
      ::execvp(arguments[0], arguments.data());
    }
    ::_exit(127);
  }
  ::setpgid(pid, pid);
  return pid;
}

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

bool is_listening(std::uint16_t port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const auto address = loopback(port);
  const bool good = ::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  ::close(socket);
  return good;
}

}  // namespace

ServerProcess::ServerProcess(const std::vector<std::string>& command, const std::string& log, int goodbye)
    : pid_{start(command, log)}, log_{log}, goodbye_{goodbye} {}

ServerProcess::~ServerProcess() {
  ::kill(pid_, goodbye_);
  for (int turn = 0; turn < 500 && ::waitpid(pid_, nullptr, WNOHANG) == 0; ++turn) {
    std::this_thread::sleep_for(std::chrono::milliseconds{10});
  }
  ::kill(-pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
}

void ServerProcess::wait_for_port(std::uint16_t port) const {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{60};
  while (!is_listening(port)) {
    siginfo_t ended{};
    const bool gone =
        ::waitid(P_PID, static_cast<id_t>(pid_), &ended, WEXITED | WNOHANG | WNOWAIT) == 0 && ended.si_pid != 0;
    if (gone || std::chrono::steady_clock::now() > end) {
      throw std::runtime_error("a test's server did not start:\n" + text_of(log_));
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{20});
  }
}

void run_program(const std::vector<std::string>& command, const std::string& log) {
  const auto pid = start(command, log);
  int status = 0;
  ::waitpid(pid, &status, 0);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    throw std::runtime_error(command[0] + " failed:\n" + text_of(log));
  }
}

std::uint16_t free_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  auto address = loopback(0);
  socklen_t size = sizeof address;
  ::bind(socket, reinterpret_cast<const sockaddr*>(&address), size);
  ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
  ::close(socket);
  return ntohs(address.sin_port);
}

bool has_program(const std::string& name) {
  for (const auto* folder : {"/usr/local/bin/", "/usr/bin/", "/usr/sbin/", "/bin/", "/sbin/"}) {
    if (::access((folder + name).c_str(), X_OK) == 0) {
      return true;
    }
  }
  return false;
}

}  // namespace labcheck::test
