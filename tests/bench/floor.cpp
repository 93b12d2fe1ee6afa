// The floor of the bench: the least that libssh2 needs to log in to many hosts and run one batch of probes on each.
// One thread, one epoll, no ledger, no judging, no time-outs. Usage: floor HOSTS PROBES KEY USER
//   HOSTS: a file of `address port` lines; PROBES: a file with one shell command a line; KEY: a private key file.
// Prints `hosts N answered M`; exits with 1 unless every probe of every host was answered.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <libssh2.h>

namespace {

enum class Phase { connect, handshake, login, open, exec, write, close_input, read, goodbye, done, failed };

struct Host {
  std::string address{};
  int port{0};
  int socket{-1};
  Phase phase{Phase::connect};
  LIBSSH2_SESSION* session{nullptr};
  LIBSSH2_CHANNEL* channel{nullptr};
  std::size_t written{0};
  std::string output{};
};

struct Job {
  std::string key{};
  std::string user{};
  std::string script{};
  std::string marker{"@@floor-done@@"};
  std::size_t probes{0};
};

std::string slurp(const char* path) {
  std::ifstream in{path};
  return {std::istreambuf_iterator<char>{in}, {}};
}

bool begin(Host& host) {
  host.socket = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  const int on = 1;
  ::setsockopt(host.socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(static_cast<std::uint16_t>(host.port));
  return ::inet_pton(AF_INET, host.address.c_str(), &to.sin_addr) == 1 &&
         (::connect(host.socket, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0 || errno == EINPROGRESS);
}

/// Reads what there is: EAGAIN when more must come, 0 at the end.
int read_output(Host& host) {
  char buffer[16384];
  for (;;) {
    const auto count = libssh2_channel_read(host.channel, buffer, sizeof buffer);
    if (count == 0 && libssh2_channel_eof(host.channel) == 1) {
      return 0;
    }
    if (count == 0) {
      return LIBSSH2_ERROR_EAGAIN;
    }
    if (count < 0) {
      return static_cast<int>(count);
    }
    host.output.append(buffer, static_cast<std::size_t>(count));
  }
}

int write_script(Host& host, const Job& job) {
  while (host.written < job.script.size()) {
    const auto count =
        libssh2_channel_write(host.channel, job.script.data() + host.written, job.script.size() - host.written);
    if (count < 0) {
      return static_cast<int>(count);
    }
    host.written += static_cast<std::size_t>(count);
  }
  return 0;
}

/// One call in the host's phase; 0 moves it to the next one.
int advance(Host& host, const Job& job) {
  switch (host.phase) {
    case Phase::connect:
      host.session = libssh2_session_init();
      libssh2_session_set_blocking(host.session, 0);
      return 0;
    case Phase::handshake:
      return libssh2_session_handshake(host.session, host.socket);
    case Phase::login:
      return libssh2_userauth_publickey_frommemory(host.session, job.user.c_str(), job.user.size(), nullptr, 0,
                                                   job.key.c_str(), job.key.size(), nullptr);
    case Phase::open:
      host.channel = libssh2_channel_open_session(host.session);
      return host.channel != nullptr ? 0 : libssh2_session_last_errno(host.session);
    case Phase::exec:
      return libssh2_channel_exec(host.channel, "sh");
    case Phase::write:
      return write_script(host, job);
    case Phase::close_input:
      return libssh2_channel_send_eof(host.channel);
    case Phase::read:
      return read_output(host);
    case Phase::goodbye:
      return libssh2_session_disconnect(host.session, "done");
    case Phase::done:
    case Phase::failed:
      return LIBSSH2_ERROR_EAGAIN;
  }
  return LIBSSH2_ERROR_EAGAIN;
}

/// Goes on as far as possible; true once the host is finished.
bool drive(Host& host, const Job& job) {
  while (host.phase < Phase::done) {
    const int result = advance(host, job);
    if (result == LIBSSH2_ERROR_EAGAIN) {
      const int on = 1;
      ::setsockopt(host.socket, IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
      return false;
    }
    host.phase = result == 0 ? static_cast<Phase>(static_cast<int>(host.phase) + 1) : Phase::failed;
  }
  if (host.session != nullptr) {
    libssh2_session_free(host.session);
  }
  ::close(host.socket);
  return true;
}

Job make_job(char** argv) {
  Job job{.key = slurp(argv[3]), .user = argv[4]};
  std::istringstream probes{slurp(argv[2])};
  for (std::string line; std::getline(probes, line); ++job.probes) {
    job.script += "( " + line + "\n) </dev/null 2>&1; echo \"" + job.marker + " $?\"\n";
  }
  return job;
}

std::size_t answered(const Host& host, const Job& job) {
  std::size_t count = 0;
  for (auto at = host.output.find(job.marker); at != std::string::npos; at = host.output.find(job.marker, at + 1)) {
    ++count;
  }
  return count;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) {
    std::cerr << "usage: floor HOSTS PROBES KEY USER\n";
    return 2;
  }
  const auto job = make_job(argv);
  std::vector<Host> hosts;
  std::ifstream list{argv[1]};
  for (Host host; list >> host.address >> host.port;) {
    hosts.push_back(host);
  }
  libssh2_init(0);
  const int poll = ::epoll_create1(EPOLL_CLOEXEC);
  std::size_t open = 0;
  for (std::size_t at = 0; at < hosts.size(); ++at) {
    epoll_event event{.events = EPOLLIN | EPOLLOUT | EPOLLET, .data = {.u64 = at}};
    if (begin(hosts[at]) && ::epoll_ctl(poll, EPOLL_CTL_ADD, hosts[at].socket, &event) == 0) {
      ++open;
    }
  }
  std::vector<epoll_event> events(256);
  while (open > 0) {
    const int count = ::epoll_wait(poll, events.data(), static_cast<int>(events.size()), 60'000);
    if (count <= 0) {
      break;
    }
    for (int at = 0; at < count; ++at) {
      auto& host = hosts[events[static_cast<std::size_t>(at)].data.u64];
      if (host.phase < Phase::done && drive(host, job)) {
        --open;
      }
    }
  }
  std::size_t total = 0;
  for (const auto& host : hosts) {
    total += answered(host, job);
  }
  std::cout << "hosts " << hosts.size() << " answered " << total << '\n';
  libssh2_exit();
  return total == hosts.size() * job.probes ? 0 : 1;
}
