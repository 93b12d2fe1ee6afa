// A wire with a delay, for the bench: Linux's own netem is missing from some kernels. Joins two network namespaces by a
// tun device in each ("bench0") and hands every packet over after half the round-trip time.
// Usage: delay CLIENT-NETNS SERVER-NETNS RTT-MS; prints "ready", then runs until it is killed.
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <deque>
#include <string>
#include <utility>

#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <poll.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace {

using Nanoseconds = long long;
constexpr std::size_t longest_packet = 65536;

struct Packet {
  Nanoseconds due{0};
  std::string bytes{};
};

/// What came from one side and waits to be handed to the other.
struct Way {
  int from{-1};
  int to{-1};
  std::deque<Packet> waiting{};
};

Nanoseconds now() {
  timespec time{};
  ::clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1'000'000'000LL + time.tv_nsec;
}

/// A tun device in a namespace of `ip netns`; -1 with errno set.
int device_in(const std::string& name) {
  const int space = ::open(("/run/netns/" + name).c_str(), O_RDONLY | O_CLOEXEC);
  if (space < 0 || ::setns(space, CLONE_NEWNET) != 0) {
    return -1;
  }
  ::close(space);
  const int device = ::open("/dev/net/tun", O_RDWR | O_CLOEXEC | O_NONBLOCK);
  ifreq wish{};
  wish.ifr_flags = IFF_TUN | IFF_NO_PI;
  std::strncpy(wish.ifr_name, "bench0", IFNAMSIZ - 1);
  return device >= 0 && ::ioctl(device, TUNSETIFF, &wish) == 0 ? device : -1;
}

void take(Way& way, Nanoseconds delay) {
  static char buffer[longest_packet];
  for (;;) {
    const auto count = ::read(way.from, buffer, sizeof buffer);
    if (count <= 0) {
      return;
    }
    way.waiting.push_back({now() + delay, std::string(buffer, static_cast<std::size_t>(count))});
  }
}

/// Hands over what is due; a packet that the other side can't take is lost, as on any wire.
void hand_over(Way& way) {
  while (!way.waiting.empty() && way.waiting.front().due <= now()) {
    const auto& bytes = way.waiting.front().bytes;
    if (::write(way.to, bytes.data(), bytes.size()) < 0 && errno != EIO) {  // EIO: it isn't up yet
      std::perror("delay: a packet is lost");
    }
    way.waiting.pop_front();
  }
}

/// Until the next packet is due, at most a second.
timespec pause(const Way& there, const Way& back) {
  Nanoseconds next = 1'000'000'000LL;
  for (const auto* way : {&there, &back}) {
    if (!way->waiting.empty()) {
      next = std::max(0LL, std::min(next, way->waiting.front().due - now()));
    }
  }
  return {.tv_sec = next / 1'000'000'000LL, .tv_nsec = next % 1'000'000'000LL};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fputs("usage: delay CLIENT-NETNS SERVER-NETNS RTT-MS\n", stderr);
    return 2;
  }
  const int client = device_in(argv[1]);
  const int server = device_in(argv[2]);
  if (client < 0 || server < 0) {
    std::perror("delay: no device");
    return 1;
  }
  const auto delay = static_cast<Nanoseconds>(std::atof(argv[3]) * 1e6 / 2);
  Way there{.from = client, .to = server};
  Way back{.from = server, .to = client};
  std::puts("ready");
  std::fflush(stdout);
  for (;;) {
    pollfd sides[] = {{.fd = client, .events = POLLIN, .revents = 0}, {.fd = server, .events = POLLIN, .revents = 0}};
    const auto length = pause(there, back);
    ::ppoll(sides, 2, &length, nullptr);
    take(there, delay);
    take(back, delay);
    hand_over(there);
    hand_over(back);
  }
}
