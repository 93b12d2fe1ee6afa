#include <doctest/doctest.h>

#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks::test;

namespace {

const Value none = Value::object();
const Value web1 = {{"name", "web1"}};

Value conf(const std::string& text, const std::string& further = "") {
  return facts_of("resolver", none, answered("conf=" + in_hex(text + ".") + "\n" + further + "end=\n"));
}

}  // namespace

TEST_SUITE("checks/resolver") {
  TEST_CASE("what /etc/resolv.conf says, and a name from /etc/hosts") {
    CHECK(facts_of("resolver", web1, recorded("debian-12/resolver-web1")) ==
          Value{{"nameservers", {"192.168.70.1", "fe80::1%eth0"}},
                {"search", {"example.com", "lab"}},
                {"options", {"rotate", "timeout:1"}},
                {"resolves", true},
                {"addresses", {"192.168.70.3"}},
                {"canonical", "web1.example.com"},
                {"hosts_file", {"192.168.70.3"}}});
  }

  TEST_CASE("a name that nobody knows is a fact") {
    const auto facts = facts_of("resolver", {{"name", "no.such.host"}}, recorded("debian-12/resolver-unknown"));
    CHECK(facts["resolves"] == false);
    CHECK(facts["addresses"] == Value::array());
    CHECK_FALSE(facts.contains("canonical"));
  }

  TEST_CASE("lines are read as the C library reads them") {
    CHECK(conf(" nameserver 10.0.0.1\n#nameserver 10.0.0.2\nnameserver\nnameserver\t10.0.0.3 # x\n")["nameservers"] ==
          Value{"10.0.0.3"});
    CHECK(conf("search a b\ndomain c\n")["search"] == Value{"c"});
    CHECK(conf("domain c\nsearch a b\n")["search"] == Value{"a", "b"});
    CHECK(conf("options rotate\noptions ndots:2\n")["options"] == Value{"rotate", "ndots:2"});
    CHECK(facts_of("resolver", none, answered("end=\n"))["nameservers"] == Value::array());
  }

  TEST_CASE("the servers behind systemd-resolved's stub") {
    const auto upstream = "upstream=" + in_hex("nameserver 192.168.70.1\n.") + "\n";
    CHECK(conf("nameserver 127.0.0.53\n", upstream)["upstream"] == Value{"192.168.70.1"});
    CHECK_FALSE(conf("nameserver 10.0.0.1\n", upstream).contains("upstream"));
    const auto facts = facts_of("resolver", web1, recorded("debian-12/resolver-resolved"));
    CHECK(facts["nameservers"] == Value{"127.0.0.53"});
    CHECK(facts["upstream"] == Value{"192.168.70.1"});
    CHECK(facts["search"] == Value::array());  // "search ."
  }

  TEST_CASE("names in /etc/hosts don't mind case, comments are none") {
    const auto hosts = [](const std::string& text) {
      return facts_of("resolver", web1, answered("hosts=" + in_hex(text + ".") + "\nfound=\nend=\n"))["hosts_file"];
    };
    CHECK(hosts("10.0.0.2 db WEB1\n10.0.0.1\tx web1 # y\n") == Value{"10.0.0.1", "10.0.0.2"});
    CHECK(hosts("10.0.0.1 x # web1\nweb1 10.0.0.1\n10.0.0.3 web10\n") == Value::array());
  }

  TEST_CASE("this machine knows itself") {
    const auto facts = facts_here("resolver", {{"name", "localhost"}});
    CHECK(facts["resolves"] == true);
    CHECK(facts["nameservers"].is_array());
  }

  TEST_CASE("files that can't be read, cut answers and odd ones are no facts") {
    CHECK(message_of("resolver", none, answered("conf=\nend=\n")) == "/etc/resolv.conf can't be read by this login");
    CHECK(message_of("resolver", none, answered("conf=" + in_hex(std::string(65537, ' ') + ".") + "\nend=\n")) ==
          "/etc/resolv.conf holds more than the 64 KiB that are read");
    CHECK(message_of("resolver", web1, answered("end=\n")) == "the host's answer has no 'found'");
    CHECK(message_of("resolver", web1, answered("found=" + in_hex("web1 STREAM 10.0.0.1") + "\nend=\n")) ==
          "getent gives 'web1 STREAM 10.0.0.1', no address of a host");
    CHECK(message_of("resolver", web1, answered("found=" + in_hex("10.0.0.1 STR") + "\nend=\n")) != "");
    CHECK(message_of("resolver", web1, answered("found=31\n")) == "the host's answer is cut off");
    CHECK(find_check_type("resolver")->complaint({{"name", "a b"}}) == "'a b' is no name of a host");
    CHECK(find_check_type("resolver")->complaint(none) == "");
  }
}
