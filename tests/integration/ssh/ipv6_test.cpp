#include <fstream>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include "observe/straight.hpp"
#include "ssh/filtered_port.hpp"
#include "ssh/seat.hpp"

using namespace labcheck;
using namespace labcheck::test;

namespace {

using Socket = boost::asio::generic::stream_protocol::socket;
using Endpoint = boost::asio::ip::tcp::endpoint;

/// An sshd on ::1 and 127.0.0.1 alike.
class BothSshd : public Sshd {
 public:
  explicit BothSshd(std::uint16_t port = free_port()) : Sshd{fmt::format("ListenAddress [::1]:{}", port), port} {}
};

constexpr auto in = "completed 0 out='in\n' err='' message=''";

struct Raced {
  std::string error{};
  ErrorKind kind{ErrorKind::invalid};
  bool connected{false};
  Duration elapsed{0};
};

Raced race(const std::vector<Endpoint>& addresses, Duration time) {
  boost::asio::io_context io;
  Raced raced;
  const auto begun = std::chrono::steady_clock::now();
  const auto one = [&]() -> boost::asio::awaitable<void> {
    const auto socket = co_await observe::connect_any(addresses, observe::deadline_in(time));
    raced.connected = socket.has_value();
    raced.error = socket ? "" : socket.error().message;
    raced.kind = socket ? ErrorKind::invalid : socket.error().kind;
    raced.elapsed = std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - begun);
  };
  boost::asio::co_spawn(io, one(), boost::asio::detached);
  io.run();
  // Whatever else was being tried ends with it and keeps no program from ending.
  CHECK(std::chrono::steady_clock::now() - begun < raced.elapsed + std::chrono::milliseconds{500});
  return raced;
}

const auto six = boost::asio::ip::make_address("::1");
const auto four = boost::asio::ip::make_address("127.0.0.1");

}  // namespace

TEST_SUITE("ssh/ipv6") {
  TEST_CASE("a host by its IPv6 address, whose key is known as [::1]:port") {
    BothSshd sshd;
    const auto learnt = sshd.folder() / "learnt";
    Seat seat{sshd};
    seat.box().connect_host = "::1";
    seat.options.learnt_hosts = learnt;
    CHECK(shown(seat.ask("echo in")) == in);
    CHECK(file_text(learnt).starts_with(fmt::format("[::1]:{} ssh-ed25519 AAAA", sshd.port())));
    Seat strict{sshd};
    strict.box().connect_host = "::1";
    strict.options.known_hosts = learnt;
    strict.options.host_keys = observe::HostKeys::strict;
    CHECK(shown(strict.ask("echo in")) == in);
  }

  TEST_CASE("messages put an IPv6 address into brackets") {
    Sshd sshd;
    Seat seat{sshd};
    const auto port = free_port();
    seat.box().connect_host = "::1";
    seat.box().connect_port = port;
    CHECK(seat.ask("echo in").message == fmt::format("connect: [::1]:{} refused the connection", port));
  }

  TEST_CASE("a tunnel and a jump to an IPv6 address") {
    BothSshd target;
    Sshd bastion;
    Seat seat{target};
    Asked banner{.candidate = "c01",
                 .host = "box",
                 .request = Exchange{.protocol = "tcp",
                                     .host = "::1",
                                     .port = target.port(),
                                     .details = {{"receive", 8}, {"until", "SSH-2.0"}}},
                 .timeout = Duration{10'000}};
    CHECK(seat.ask(banner).reply["connected"] == true);
    Seat behind{target};
    Jump jump{.name = "bastion", .host = "127.0.0.1", .port = bastion.port(), .login = {}};
    jump.login.key = bastion.user_key();
    behind.roster.jumps = {jump};
    behind.box().connect_host = "::1";
    behind.box().login.via = "bastion";
    CHECK(shown(behind.ask("echo in")) == in);
  }

  TEST_CASE("a dead IPv6 address costs a quarter of a second, not the time for connecting") {
    Sshd sshd;
    FilteredPort dead{AF_INET6};
    const auto raced = race({{four, sshd.port()}, {six, dead.port()}}, Duration{20'000});
    CHECK(raced.connected);
    CHECK(raced.elapsed >= Duration{200});
    CHECK(raced.elapsed < Duration{10'000});
  }

  TEST_CASE("an IPv6 address that refuses costs nothing") {
    Sshd sshd;
    const auto raced = race({{six, free_port()}, {four, sshd.port()}}, Duration{20'000});
    CHECK(raced.connected);
    CHECK(raced.elapsed < Duration{10'000});
  }

  TEST_CASE("where every address fails each is named, and one that may still have answered makes it no refusal") {
    const auto port = free_port();
    auto raced = race({{six, port}, {four, port}}, Duration{20'000});
    CHECK(raced.kind == ErrorKind::refused);
    CHECK(raced.error ==
          fmt::format("[::1]:{} refused the connection; 127.0.0.1:{} refused the connection", port, port));
    FilteredPort dead{AF_INET6};
    raced = race({{six, dead.port()}, {four, port}}, Duration{1'000});
    CHECK(raced.kind == ErrorKind::timed_out);
  }
}
