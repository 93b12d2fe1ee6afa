#include "checks/reading.hpp"

#include <doctest/doctest.h>

#include "checks/host_script.hpp"
#include "checks/parameters.hpp"
#include "checks/target.hpp"
#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks;
using namespace labcheck::checks::test;

namespace {

std::string trouble_with(std::string_view out, int status = 0) {
  const auto fields = read_fields(answered(out, status));
  REQUIRE_FALSE(fields);
  CHECK(fields.error().kind == ErrorKind::unreadable);
  return fields.error().message;
}

std::string wrong_target(std::string_view text) {
  return read_target(text).error().message;
}
std::string wrong_url(std::string_view text) {
  return read_url(text).error().message;
}

}  // namespace

TEST_SUITE("checks/reading") {
  TEST_CASE("an answer that does not end with its end line is cut off") {
    for (const auto* cut :
         {"", "\n", "exists=yes", "exists=yes\n", "exists=yes\nend", "exists=yes\nend=", "end=\nexists=yes\n"}) {
      CAPTURE(cut);
      CHECK(trouble_with(cut) == "the host's answer is cut off");
    }
  }

  TEST_CASE("trouble without words is still told in words") {
    // Found by fuzzing: the message of this error was empty.
    CHECK(trouble_with("trouble=\nend=\n") == "the host's answer speaks of trouble without saying which");
    CHECK(trouble_with("trouble=no rights\nend=\n") == "no rights");
  }

  TEST_CASE("a line that is no key=value spoils the answer") {
    CHECK(trouble_with("exists\nend=\n") == "the host's answer has a line that is no key=value: 'exists'");
    CHECK(trouble_with("=x\nend=\n") == "the host's answer has a line that is no key=value: '=x'");
    CHECK(trouble_with("a b=x\nend=\n") == "the host's answer has a line that is no key=value: 'a b=x'");
    CHECK(trouble_with("\x1b[2J\nend=\n") == "the host's answer has a line that is no key=value: '?[2J'");
  }

  TEST_CASE("a failed script of ours, a missing tool and trouble on the host are unreadable") {
    CHECK(trouble_with("end=\n", 2) == "labcheck's own script ended with status 2: no message");
    CHECK(trouble_with("missing=systemctl\nend=\n") == "the host has no 'systemctl', which labcheck needs for this");
    CHECK(trouble_with("trouble=no way\nexists=yes\nend=\n") == "no way");
    Answer killed;
    killed.out = "end=\n";
    CHECK(read_fields(killed).error().message == "labcheck's own script ended with no status: no message");
    auto loud = answered("trouble=no way\nend=\n");
    loud.err = "first\nsecond\n";
    CHECK(read_fields(loud).error().message == "no way (first)");
  }

  TEST_CASE("a forged second line of a key is not the key's value") {
    const auto fields = read_fields(answered("a=1\na=2\nend=\n"));
    REQUIRE(fields);
    CHECK(fields->word("a").error().message == "the host's answer has 'a' more than once");
    CHECK(fields->all("a") == std::vector<std::string>{"1", "2"});
    CHECK(fields->word("b").error().message == "the host's answer has no 'b'");
  }

  TEST_CASE("words are read by their kind or not at all") {
    const auto fields =
        read_fields(answered("n=12x\nbig=99999999999999999999\ny=maybe\nodd=abc\nup=AB\nok=c3a9ff\nend=\n"));
    REQUIRE(fields);
    CHECK(fields->integer("n").error().message == "'n' in the host's answer is '12x', no whole number");
    CHECK_FALSE(fields->integer("big"));
    CHECK(fields->yes("y").error().message == "'y' in the host's answer is 'maybe', neither yes nor no");
    CHECK(fields->bytes("odd").error().message == "'odd' in the host's answer is 'abc', no hex");
    CHECK_FALSE(fields->bytes("up"));
    CHECK(*fields->text("ok") == "\xC3\xA9\xEF\xBF\xBD");
  }

  TEST_CASE("numbers must be finite and alone") {
    CHECK(read_finite("1.5") == 1.5);
    CHECK(read_finite("-3") == -3.0);
    for (const auto* text : {"1e999", "inf", "nan", "", "1 ", " 1", "1,5", "0x10"}) {
      CAPTURE(text);
      CHECK_FALSE(read_finite(text));
    }
  }

  TEST_CASE("JSON is read whole, finite and of a bearable depth, or not at all") {
    CHECK(read_json(R"({"a": [1]})").value() == Value{{"a", {1}}});
    CHECK_FALSE(read_json(""));
    CHECK_FALSE(read_json("{} trailing"));
    CHECK_FALSE(read_json("[1e999]"));
    CHECK_FALSE(read_json("[\"\xff\"]"));
    CHECK_FALSE(read_json(R"({"a": 1)"));
    CHECK_FALSE(read_json(std::string(1'000'000, '[')));
    CHECK_FALSE(read_json(std::string(101, '[') + std::string(101, ']')));
    CHECK(read_json(std::string(100, '[') + std::string(100, ']')));
    CHECK(read_json('"' + std::string(200, '[') + "\\\"[\""));
  }

  TEST_CASE("bytes in messages keep to one short line without control characters") {
    CHECK(excerpt("a\x1b[31mb\tc\nd") == "a?[31mb?c");
    CHECK(excerpt(std::string(500, 'x')).size() == 200);
    CHECK(excerpt("a\xC2\x9B\xC2\xA0") == "a?\xC2\xA0");
    CHECK(excerpt("\xff") == "\xEF\xBF\xBD");
  }

  TEST_CASE("a script answers every byte in a form that forges no line") {
    const std::string hostile = "it's $(reboot) `x` \"q\"\\\n-n\nend=\n\xff";
    const auto script = host_script("tell a \"$1\"\nfinish\n", {hostile});
    REQUIRE(script);
    const auto fields = read_fields(run_here(*script));
    REQUIRE(fields);
    CHECK(*fields->bytes("a") == hostile);
  }

  TEST_CASE("a script refuses to say a value with a newline in it") {
    const auto script = host_script("say a \"$1\"\nfinish\n", {"x\nb=forged"});
    REQUIRE(script);
    CHECK(read_fields(run_here(*script)).error().message == "the value of a holds a newline");
  }

  TEST_CASE("a script names the tool that it misses") {
    const auto script = host_script("need no_such_tool\nfinish\n", {});
    CHECK(read_fields(run_here(*script)).error().message ==
          "the host has no 'no_such_tool', which labcheck needs for this");
    CHECK_FALSE(host_script("finish\n", {std::string("a\0b", 3)}));
  }
}

TEST_SUITE("checks/target") {
  TEST_CASE("a target is a host and a port") {
    const auto plain = read_target("db.lab:5432");
    REQUIRE(plain);
    CHECK(plain->host == "db.lab");
    CHECK(plain->port == 5432);
    CHECK(read_target("[fd00::2]:22")->host == "fd00::2");
    CHECK(read_target("host", 80)->port == 80);
  }

  TEST_CASE("a wrong target is named") {
    CHECK(wrong_target("db") == "'db' is no target (write host:port)");
    CHECK(wrong_target("db:") == "'db:' is no target (write host:port)");
    CHECK(wrong_target(":80") == "':80' is no target (write host:port)");
    CHECK(wrong_target("-x:80") == "'-x:80' is no target (write host:port)");
    CHECK(wrong_target("a b:80") == "'a b:80' is no target (write host:port)");
    CHECK(wrong_target("fd00::2:22") == "'fd00::2:22' is no target (write host:port)");
    CHECK(wrong_target("[fd00::2") == "'[fd00::2' is no target (write host:port)");
    CHECK(wrong_target("db:0") == "port 0 is outside 1-65535");
    CHECK(wrong_target("db:65536") == "port 65536 is outside 1-65535");
    CHECK(wrong_target("db:99999999999") == "port 99999999999 is outside 1-65535");
    CHECK(wrong_target("db:80x") == "'db:80x' is no target (write host:port)");
  }

  TEST_CASE("a URL is taken apart") {
    const auto url = read_url("http://10.0.0.1:8080/a/b?c=d#frag");
    REQUIRE(url);
    CHECK(url->scheme == "http");
    CHECK(url->where.host == "10.0.0.1");
    CHECK(url->where.port == 8080);
    CHECK(url->target == "/a/b?c=d");
    CHECK(read_url("https://[::1]")->where.port == 443);
    CHECK(read_url("https://[::1]")->target == "/");
    CHECK(read_url("http://a?x")->target == "/?x");
  }

  TEST_CASE("a wrong URL is named, and one with a password is refused without showing it") {
    CHECK(wrong_url("ftp://a/") == "'ftp://a/' is no URL: it must begin with http:// or https://");
    CHECK(wrong_url("http://a b/") ==
          "'http://a b/' is no URL: a blank or control character stands in it (write %20 for a blank)");
    CHECK(wrong_url("http://") == "'http://' is no URL: '' is no target (write host:port)");
    CHECK(wrong_url("http://me:pw@a/") == "a URL must hold no user and no password: write user and password beside it");
    CHECK(wrong_url("http://a/\r\nX: y").find("control character") != std::string::npos);
  }
}

TEST_SUITE("checks/parameters") {
  TEST_CASE("names hold no dash in front, no blank and nothing a tool would take for a pattern") {
    CHECK(is_name("nginx", ""));
    CHECK(is_name("${x}", ""));
    CHECK(is_name("php8.2-fpm@a", ".-@"));
    for (const auto* name : {"", "-x", "a b", "a*", "$(x)", "a\nb", "a;b", "a/b"}) {
      CAPTURE(name);
      CHECK_FALSE(is_name(name, ".-@"));
    }
  }
}
