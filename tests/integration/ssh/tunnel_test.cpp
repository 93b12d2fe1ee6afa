#include <chrono>

#include <fmt/format.h>

#include "ssh/filtered_port.hpp"
#include "ssh/seat.hpp"
#include "support/stalling_relay.hpp"

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

/// Takes silence for a fact.
Asked silent(std::uint16_t port, Duration timeout) {
  auto asked = banner(port, timeout);
  std::get<Exchange>(asked.request).details["silence"] = true;
  return asked;
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

  TEST_CASE("a filtered port is silent where that is a fact: its host's sshd lives") {
    Sshd sshd;
    FilteredPort filtered;
    Seat seat{sshd};
    const auto answer = seat.ask(silent(filtered.port(), Duration{2'500}));
    REQUIRE_MESSAGE(answer.ending == Ending::completed, answer.message);
    CHECK(answer.reply["connected"] == false);
    CHECK(answer.reply["silent"] == true);
  }

  TEST_CASE("an sshd that hangs, or a port whose turn came too late, is no silent service") {
    Sshd sshd;
    const auto closed = free_port();
    std::size_t whole = 0;
    {
      StallingRelay relay{sshd.port(), 1U << 20};
      Seat seat{sshd};
      seat.box().connect_port = relay.port();
      CHECK(seat.ask(silent(closed, Duration{10'000})).reply["connected"] == false);
      whole = relay.passed();
    }
    // All but the last byte of the refusal comes through.
    StallingRelay relay{sshd.port(), whole - 1};
    Seat seat{sshd};
    seat.box().connect_port = relay.port();
    const auto hung = seat.ask(silent(closed, Duration{2'500}));
    CHECK(hung.ending == Ending::lost);
    CHECK(hung.message ==
          fmt::format("the tunnel to 127.0.0.1:{} did not open in time: sshd said nothing meanwhile", closed));
    FilteredPort filtered;
    Seat crowded{sshd};
    const auto answers =
        crowded.ask_all({silent(filtered.port(), Duration{2'200}), silent(filtered.port(), Duration{2'200})});
    CHECK(answers[0].ending == Ending::completed);
    CHECK(answers[1].ending != Ending::completed);
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
