#include <chrono>

#include "ssh/filtered_port.hpp"
#include "ssh/seat.hpp"

using namespace labcheck;
using namespace labcheck::test;

namespace {

/// Waits for the banner of the sshd behind a port.
Asked banner(std::uint16_t port, Duration timeout = Duration{10'000}, const std::string& host = "127.0.0.1") {
  return {
      .candidate = "c01",
      .host = "box",
      .request =
          Exchange{.protocol = "tcp", .host = host, .port = port, .details = {{"receive", 8}, {"until", "SSH-2.0"}}},
      .timeout = timeout};
}

}  // namespace

TEST_SUITE("ssh/tunnel") {
  TEST_CASE("a service is spoken to through the host's session") {
    Sshd sshd;
    Seat seat{sshd};
    const auto answer = seat.ask(banner(sshd.port()));
    CHECK(answer.ending == Ending::completed);
    CHECK(answer.reply["connected"] == true);
    CHECK(answer.reply["received"].get<std::string>().starts_with("SSH-2.0"));
  }

  TEST_CASE("a refused connection is a completed answer, an unknown name too") {
    Sshd sshd;
    Seat seat{sshd};
    for (const auto* host : {"127.0.0.1", "no-such-host.invalid"}) {
      const auto answer = seat.ask(banner(free_port(), Duration{10'000}, host));
      CHECK(answer.ending == Ending::completed);
      CHECK(answer.reply["connected"] == false);
      CHECK(answer.reply["reason"] == "connect failed: refused or unknown name");
    }
  }

  TEST_CASE("a filtered port ends at its deadline and holds up neither scripts nor other tunnels") {
    Sshd sshd;
    FilteredPort filtered;
    Seat seat{sshd};
    const auto begun = std::chrono::steady_clock::now();
    const auto answers =
        seat.ask_all({banner(filtered.port(), Duration{5'000}), banner(sshd.port()), seat.script("echo in")});
    CHECK(answers[0].ending == Ending::timed_out);
    CHECK(answers[1].ending == Ending::completed);
    CHECK(answers[1].reply["connected"] == true);
    CHECK(answers[2].out == "in\n");
    CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds{8});
    CHECK(seat.ask(banner(sshd.port())).reply["connected"] == true);
  }

  TEST_CASE("where forwarding is off the agent speaks straight only to the host's own address") {
    Sshd sshd{"AllowTcpForwarding no"};
    Seat seat{sshd};
    const auto answer = seat.ask(banner(sshd.port()));
    CHECK(answer.ending == Ending::forwarding_refused);
    CHECK(answer.reply.is_null());
  }

  TEST_CASE("the agent speaks straight from its own place") {
    Sshd sshd;
    Seat seat{sshd};
    auto asked = banner(sshd.port());
    asked.host = "agent";
    CHECK(seat.ask(asked).reply["connected"] == true);
    asked = banner(free_port());
    asked.host = "agent";
    const auto refused = seat.ask(asked);
    CHECK(refused.ending == Ending::completed);
    CHECK(refused.reply["connected"] == false);
  }
}
