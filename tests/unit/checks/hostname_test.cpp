#include <doctest/doctest.h>

#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks::test;

namespace {

const Value none = Value::object();

Value facts_with(const std::string& written) {
  return facts_of("hostname", none, answered("name=" + in_hex("web1") + "\nwritten=" + in_hex(written) + "\nend=\n"));
}

}  // namespace

TEST_SUITE("checks/hostname") {
  TEST_CASE("the name now, at boot and in full") {
    CHECK(facts_of("hostname", none, recorded("debian-12/hostname-web1")) ==
          Value{{"name", "web1"}, {"persistent", "web1"}, {"fqdn", "web1.example.com"}, {"domain", "example.com"}});
  }

  TEST_CASE("of /etc/hostname the first line counts that is neither empty nor a comment") {
    CHECK(facts_with("# web0\n\n  web1 \nweb2\n")["persistent"] == "web1");
    CHECK_FALSE(facts_with("# web1\n").contains("persistent"));
    CHECK_FALSE(facts_with("").contains("persistent"));
  }

  TEST_CASE("a name that resolves to nothing has no full form") {
    CHECK(facts_of("hostname", none, answered("name=" + in_hex("web1") + "\nend=\n")) == Value{{"name", "web1"}});
    CHECK_FALSE(facts_of("hostname", none, answered("name=6131\nfqdn=6131\nend=\n")).contains("domain"));
  }

  TEST_CASE("this machine's name is read") {
    CHECK(facts_here("hostname", none)["name"].get<std::string>() != "");
  }

  TEST_CASE("cut and absurd answers are no facts; bytes forge no line") {
    CHECK(message_of("hostname", none, answered("name=6131\n")) == "the host's answer is cut off");
    CHECK(message_of("hostname", none, answered("name=\nend=\n")) == "the kernel has no name for the host");
    CHECK(message_of("hostname", none, answered("name=61\nfqdn=\nend=\n")) == "the host's full name is empty");
    CHECK(message_of("hostname", none, answered("name=61\nname=62\nend=\n")) ==
          "the host's answer has 'name' more than once");
    CHECK(facts_with("web1\xff")["persistent"] == "web1\xEF\xBF\xBD");
  }
}
