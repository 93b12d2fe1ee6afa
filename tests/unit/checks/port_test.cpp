#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <doctest/doctest.h>

#include "checks/network/address.hpp"
#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks;
using namespace labcheck::checks::test;

namespace {

const Value any_port = {{"port", 80}};

// A socket of this test that listens on the loopback, on a port that the kernel chooses.
class Listener {
 public:
  explicit Listener(int type) : descriptor_{socket(AF_INET, type | SOCK_CLOEXEC, 0)} {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(bind(descriptor_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    if (type == SOCK_STREAM) {
      REQUIRE(listen(descriptor_, 1) == 0);
    }
    socklen_t size = sizeof address;
    getsockname(descriptor_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
  }
  ~Listener() { close(descriptor_); }
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;
  int port() const { return port_; }

 private:
  int descriptor_{-1};
  int port_{0};
};

std::string process(std::string_view words) {
  return "process=" + in_hex(words) + "\n";
}

}  // namespace

TEST_SUITE("checks/port") {
  TEST_CASE("nginx on Debian 12 is found behind its port, by its master") {
    const auto facts = facts_of("port", any_port, recorded("debian-12/port-80"));
    CHECK(facts["listening"] == true);
    CHECK(facts["addresses"] == Value{"0.0.0.0", "::"});
    CHECK(facts["program"] == "/usr/sbin/nginx");
    CHECK(facts["programs"] == Value{"/usr/sbin/nginx"});
    CHECK(facts["package"] == "nginx");
    CHECK(facts["user"] == "root");
    CHECK(facts_of("port", any_port, recorded("debian-12/port-22"))["package"] == "openssh-server");
  }

  TEST_CASE("a port that nothing listens on is a fact") {
    CHECK(facts_of("port", any_port, recorded("debian-12/port-closed")) ==
          Value{{"listening", false}, {"addresses", Value::array()}});
  }

  TEST_CASE("a listener of this very test is found with its process, over TCP and over UDP") {
    for (const auto& [type, protocol] : {std::pair{SOCK_STREAM, "tcp"}, std::pair{SOCK_DGRAM, "udp"}}) {
      CAPTURE(protocol);
      const Listener listener{type};
      const auto facts = facts_here("port", {{"port", listener.port()}, {"protocol", protocol}});
      CHECK(facts["listening"] == true);
      CHECK(facts["addresses"] == Value{"127.0.0.1"});
      CHECK(facts["pid"] == getpid());
      CHECK(facts["program"].get<std::string>().ends_with("unit_checks"));
      CHECK_FALSE(facts.contains("package"));
      const auto elsewhere =
          facts_here("port", {{"port", listener.port()}, {"protocol", protocol}, {"address", "0.0.0.0"}});
      CHECK(elsewhere["listening"] == false);
    }
  }

  TEST_CASE("who listens only on the loopback does not hide who others reach") {
    const auto facts =
        facts_of("port", any_port,
                 answered("socket=3500007F:0035 7\nsocket=0100A8C0:0035 8\nholder=7 50\n" +
                          process("50 1 101 /lib/resolved") + "holder=8 60\n" + process("60 1 0 /usr/sbin/named") +
                          "package=" + in_hex("bind9 /usr/sbin/named") + "\nend=\n"));
    CHECK(facts["addresses"] == Value{"127.0.0.53", "192.168.0.1"});
    CHECK(facts["program"] == "/usr/sbin/named");
    CHECK(facts["package"] == "bind9");
  }

  TEST_CASE("two programs on one port are both named and neither is the program") {
    const auto facts = facts_of(
        "port", any_port,
        answered("socket=00000000:0050 7\nsocket=0100A8C0:0050 8\nholder=7 50\n" + process("50 1 0 /usr/sbin/nginx") +
                 "holder=8 60\n" + process("60 1 0 /tmp/fake") + "end=\n"));
    CHECK(facts["programs"] == Value{"/tmp/fake", "/usr/sbin/nginx"});
    CHECK_FALSE(facts.contains("program"));
    CHECK_FALSE(facts.contains("package"));
  }

  TEST_CASE("of a socket that systemd passed on, the service is meant") {
    const auto facts =
        facts_of("port", any_port,
                 answered("socket=00000000:0050 7\nholder=7 1\n" + process("1 0 0 /lib/systemd/systemd") +
                          "holder=7 60\n" + process("60 1 33 /usr/sbin/x") + "end=\n"));
    CHECK(facts["program"] == "/usr/sbin/x");
    CHECK(facts["pid"] == 60);
    CHECK(facts["user"] == "33");
  }

  TEST_CASE("a program's name cannot forge a holder") {
    const auto facts =
        facts_of("port", any_port,
                 answered("socket=00000000:0050 7\nholder=7 50\n" + process("50 1 0 /x\npackage=nginx /x") + "end=\n"));
    CHECK(facts["program"] == "/x\npackage=nginx /x");
    CHECK_FALSE(facts.contains("package"));
  }

  TEST_CASE("a holder that only root sees is an error until it is not asked for") {
    const auto hidden = answered("socket=00000000:0050 7\nhidden=yes\nend=\n");
    CHECK(message_of("port", any_port, hidden) ==
          "the program that listens is seen only by root: log in as root, use sudo, or set 'owner: false'");
    CHECK(facts_of("port", {{"port", 80}, {"owner", false}}, hidden)["listening"] == true);
  }

  TEST_CASE("absurd lines are no facts") {
    CHECK(message_of("port", any_port, answered("socket=zz:0050 7\nend=\n")) ==
          "the host describes a socket as 'zz:0050 7'");
    CHECK(message_of("port", any_port, answered("socket=00000000:0050 1e999\nend=\n")) ==
          "the host describes a socket as '00000000:0050 1e999'");
    CHECK(message_of("port", any_port, answered("socket=00000000:0050\nend=\n")) ==
          "the host describes a socket as '00000000:0050'");
    CHECK(message_of("port", any_port, answered("socket=00000000:0050 7\nholder=7 x\nend=\n")) ==
          "the host gives 'x' for a number");
    CHECK(message_of("port", any_port, answered("socket=00000000:0050 7\nprocess=" + in_hex("1 2") + "\nend=\n")) ==
          "the host describes a process as '1 2'");
  }

  TEST_CASE("addresses are compared by what they mean") {
    CHECK(plain_address("0:0:0:0:0:0:0:0") == "::");
    CHECK(plain_address("::ffff:10.0.0.1") == "10.0.0.1");
    CHECK_FALSE(plain_address("10.0.0"));
    CHECK_FALSE(plain_address("localhost"));
    CHECK(kernel_address("0100007F") == "127.0.0.1");
    CHECK(kernel_address("00000000000000000000000001000000") == "::1");
    CHECK(kernel_address("0000000000000000FFFF00000100007F") == "127.0.0.1");
    CHECK_FALSE(kernel_address("0100007"));
    CHECK(find_check_type("port")->complaint({{"port", 80}, {"address", "localhost"}}) ==
          "'localhost' is no IP address");
  }

  TEST_CASE("the package that rpm says owns the program is named") {
    CHECK(facts_of("port", any_port, recorded("rpm-4.18/port-owned"))["package"] == "chk-nginx");
  }
}
