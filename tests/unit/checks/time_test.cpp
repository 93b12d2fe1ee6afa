#include <doctest/doctest.h>

#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks::test;

namespace {

const Value none = Value::object();

std::string daemons(const char* chronyd, const char* ntpd, const char* timesyncd) {
  return fmt::format("utc_offset=+0800\nchronyd={}\nntpd={}\ntimesyncd={}\n", chronyd, ntpd, timesyncd);
}

Answer chrony(const std::string& tracking, const std::string& sources) {
  return answered(daemons("yes", "no", "no") + "tracking=" + in_hex(tracking) + "\nsources=" + in_hex(sources) +
                  "\nend=\n");
}

const std::string tracked = "C0A84601,192.168.70.1,9,1796002176.37,0.000008,0.1,0.1,-2.6,0.1,12.7,0.1,0.1,4.0,Normal";

}  // namespace

TEST_SUITE("checks/time") {
  TEST_CASE("chrony 4.3: the source it follows, and one that never answered") {
    const auto facts = facts_of("time", none, recorded("debian-12/time-chrony"));
    CHECK(facts["timezone"] == "Etc/UTC");
    CHECK(facts["utc_offset"] == "+0000");
    CHECK(facts["daemons"] == Value{"chronyd"});
    CHECK(facts["synchronized"] == true);
    CHECK(facts["source"] == "192.168.70.1");
    CHECK(facts["stratum"] == 9);
    CHECK(facts["offset"].get<double>() < 0.001);
    CHECK(facts["sources"][0]["stratum"] == 8);
    CHECK(facts["sources"][0]["state"] == "selected");
    CHECK(facts["sources"][1]["address"] == "192.168.70.99");
    CHECK(facts["sources"][1]["reachable"] == false);
    CHECK(facts["sources"][1]["state"] == "unreachable");
  }

  TEST_CASE("a server that goes by its own clock follows nobody") {
    const auto facts = facts_of("time", none, recorded("debian-12/time-server"));
    CHECK(facts["synchronized"] == false);
    CHECK(facts["stratum"] == 8);
    CHECK(facts["sources"] == Value::array());
  }

  TEST_CASE("ntpsec 1.2 and systemd-timesyncd 252 read the same") {
    const auto ntp = facts_of("time", none, recorded("debian-12/time-ntpsec"));
    CHECK(ntp["daemons"] == Value{"ntpd"});
    CHECK(ntp["synchronized"] == true);
    CHECK(ntp["source"] == "192.168.70.1");
    CHECK(ntp["stratum"] == 9);
    CHECK(ntp["sources"].size() == 2);
    CHECK(ntp["sources"][0]["offset"].get<double>() < 0.001);
    CHECK(ntp["sources"][1]["state"] == "unreachable");
    const auto timesyncd = facts_of("time", none, recorded("debian-12/time-timesyncd"));
    CHECK(timesyncd["daemons"] == Value{"systemd-timesyncd"});
    CHECK(timesyncd["synchronized"] == true);
    CHECK(timesyncd["source"] == "192.168.70.1");
    CHECK(timesyncd["stratum"] == 9);
    CHECK_FALSE(timesyncd.contains("offset"));
  }

  TEST_CASE("without a daemon the clock follows nothing, which is a fact") {
    CHECK(facts_of("time", none, answered(daemons("no", "no", "no") + "end=\n")) == Value{{"utc_offset", "+0800"},
                                                                                          {"daemons", Value::array()},
                                                                                          {"synchronized", false},
                                                                                          {"sources", Value::array()}});
    CHECK(facts_here("time", none)["daemons"].is_array());
  }

  TEST_CASE("a source that is not followed, and two daemons at once") {
    const auto facts = facts_of("time", none,
                                chrony("00000000,,0,0,0,0,0,0,0,0,1,1,0,Not synchronised",
                                       "^,x,10.0.0.1,2,6,377,1,90.5,90.5,0.1\n^,~,10.0.0.2,2,6,377,1,1,1,1"));
    CHECK(facts["synchronized"] == false);
    CHECK_FALSE(facts.contains("source"));
    CHECK(facts["sources"][0]["state"] == "falseticker");
    CHECK(facts["sources"][0]["offset"] == 90.5);
    const auto two = facts_of(
        "time", none, answered(daemons("yes", "no", "yes") + "tracking=" + in_hex(tracked) + "\nsources=\nend=\n"));
    CHECK(two["daemons"] == Value{"chronyd", "systemd-timesyncd"});
    const auto asking = facts_of("time", none,
                                 answered(daemons("no", "no", "yes") + "timesync=" + in_hex("ServerAddress=10.0.0.1") +
                                          "\nsynchronized=no\nend=\n"));
    CHECK(asking["synchronized"] == false);
    CHECK(asking["sources"][0]["state"] == "unreachable");
  }

  TEST_CASE("cut and forged words of daemons are no facts") {
    CHECK(message_of("time", none, chrony("506 Cannot talk to daemon", "")) ==
          "chronyc says of its clock '506 Cannot talk to daemon'");
    for (std::size_t size = 0; size < 70; ++size) {
      CAPTURE(size);
      CHECK(message_of("time", none, chrony(tracked.substr(0, size), "")) != "");
    }
    CHECK(message_of("time", none, chrony(tracked, "^,*,10.0.0.1,8,2,77,1,0.1")) ==
          "chronyc gives '^,*,10.0.0.1,8,2,77,1,0.1', no source");
    CHECK(message_of("time", none, chrony(tracked, "^,!,10.0.0.1,8,2,77,1,0.1,0.1,0.1")) != "");
    const auto ntp = [](const std::string& peers) {
      return answered(daemons("no", "yes", "no") + "system=" + in_hex("leap=00, stratum=3, offset=0.1") +
                      "\nassociations=" + in_hex("ind assid\n=====\n  1 17767  b61a\n") + "\n" + peers + "end=\n");
    };
    CHECK(message_of("time", none, ntp("")) == "ntpq's list of sources is cut off");
    CHECK(message_of("time", none, ntp("peer=" + in_hex("b61a srcadr=10.0.0.1, stratum=2") + "\n")) ==
          "ntpq gives 'b61a srcadr=10.0.0.1, stratum=2', no source");
    CHECK(message_of("time", none,
                     answered(daemons("no", "no", "yes") +
                              "timesync=" + in_hex("ServerAddress=10.0.0.1\nNTPMessage={ Leap=0 }") +
                              "\nsynchronized=yes\nend=\n")) ==
          "the time server's message, as timedatectl shows it, has no stratum");
    CHECK(message_of("time", none, answered("utc_offset=+08\nend=\n")) == "the host's clock shows no offset from UTC");
    CHECK(message_of("time", none, answered(daemons("yes", "no", "no") + "tracking=31\n")) ==
          "the host's answer is cut off");
  }
}
