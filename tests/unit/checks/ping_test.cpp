#include <doctest/doctest.h>

#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks::test;

namespace {

const Value to = {{"to", "10.5.0.2"}};

Value recorded_ping(std::string_view name) {
  return facts_of("ping", to, recorded(fmt::format("debian-12/ping-{}", name)));
}

std::string said(const std::string& output, int status) {
  return fmt::format("status={}\noutput={}\nend=\n", status, in_hex(output));
}

}  // namespace

TEST_SUITE("checks/ping") {
  TEST_CASE("answers are counted and timed, by iputils and by busybox") {
    CHECK(recorded_ping("answered") == Value{{"answered", true},
                                             {"address", "10.5.0.2"},
                                             {"sent", 3},
                                             {"received", 3},
                                             {"loss", 0.0},
                                             {"rtt_min", 0.059},
                                             {"rtt_avg", 0.140},
                                             {"rtt_max", 0.288}});
    CHECK(recorded_ping("busybox-answered")["received"] == 3);
    CHECK(recorded_ping("busybox-answered")["rtt_max"] == 0.085);
    CHECK(recorded_ping("six")["address"] == "fd00::1");
    CHECK(recorded_ping("busybox-six")["address"] == "fd00::1");
  }

  TEST_CASE("silence is a fact") {
    const Value silence{{"answered", false}, {"address", "10.5.0.77"}, {"sent", 2}, {"received", 0}, {"loss", 100.0}};
    CHECK(recorded_ping("silent") == silence);
    CHECK(recorded_ping("busybox-silent") == silence);
  }

  TEST_CASE("so is that nothing could be sent, and why") {
    CHECK(recorded_ping("unknown") == Value{{"answered", false}, {"reason", "unknown_name"}});
    CHECK(recorded_ping("busybox-unknown")["reason"] == "unknown_name");
    CHECK(recorded_ping("unreachable")["reason"] == "no_route");
    CHECK(recorded_ping("busybox-unreachable")["reason"] == "no_route");
    CHECK(recorded_ping("no-interface")["reason"] == "no_source");
    CHECK(recorded_ping("no-address")["reason"] == "no_source");
    CHECK(recorded_ping("busybox-no-address")["reason"] == "no_source");
  }

  TEST_CASE("half of the answers is half a loss, with errors and duplicates named between") {
    const auto facts = facts_of("ping", to,
                                answered(said("PING x (10.0.0.9) 56(84) bytes of data.\n"
                                              "4 packets transmitted, 2 received, +1 duplicates, +2 errors, 50% packet "
                                              "loss, time 3ms\nrtt min/avg/max/mdev = 1/2/3/0 ms, pipe 2\n",
                                              0)));
    CHECK(facts["loss"] == 50.0);
    CHECK(facts["rtt_max"] == 3.0);
    CHECK(facts["address"] == "10.0.0.9");
  }

  TEST_CASE("a name that speaks of statistics forges nothing; trouble of ping's is no fact") {
    CHECK(message_of("ping", to, answered(said("ping: socket: Operation not permitted", 2))) ==
          "ping ended with status 2 and said 'ping: socket: Operation not permitted'");
    CHECK(message_of("ping", to, answered(said("", 0))) != "");
    CHECK(message_of("ping", to, answered(said("3 packets transmitted, 5 received, 0% packet loss", 0))) ==
          "ping says that of 3 requests 5 were answered");
    CHECK(message_of("ping", to, answered(said("3 packets transmitted, 3 received, 0% packet loss, time 1ms", 0))) ==
          "ping's output is cut off before the round trips");
    CHECK(message_of("ping", to, answered(said("3 packets transmitted, 3 received, 0% packet loss, time 1ms", 1))) !=
          "");
    CHECK(message_of("ping", to, answered(said("rtt min/avg/max/mdev = a/b/c/d ms", 0))) ==
          "ping shows round trips as 'rtt min/avg/max/mdev = a/b/c/d ms'");
  }

  TEST_CASE("options are no targets, numbers have limits") {
    const auto* type = find_check_type("ping");
    CHECK(type->complaint({{"to", "-f"}}) == "'-f' is no address and no name of a host");
    CHECK(type->complaint({{"to", "a"}, {"count", 0}}) == "count 0 is outside 1-20");
    CHECK(type->complaint({{"to", "a"}, {"wait", 31}}) == "wait 31 is outside 1-30");
    CHECK(type->complaint({{"to", "a"}, {"from", "a b"}}) == "'a b' is no interface and no address");
    CHECK(type->complaint({{"to", "${web.address}"}}) == "");
    CHECK(script_of("ping", {{"to", "web"}, {"family", "ipv6"}}).arguments ==
          std::vector<std::string>{"web", "3", "2", "", "-6"});
  }
}
