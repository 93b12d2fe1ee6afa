#include "observe/clients/http_url.hpp"

#include <doctest/doctest.h>

using namespace labcheck;
using namespace labcheck::observe;

namespace {

std::string made(const std::string& host, const std::string& target, const std::string& scheme = "http") {
  const auto url = make_http_url(scheme, host, 8080, target);
  return url ? to_string(*url) : url.error().message;
}

std::string sent_on(const std::string& location) {
  const HttpUrl from{.scheme = "http", .host = "web", .port = 8080, .target = "/a/b?c"};
  const auto url = redirected(from, location);
  return url ? to_string(*url) : url.error().message;
}

}  // namespace

TEST_SUITE("observe/clients/http_url") {
  TEST_CASE("a url keeps its parts as they are, but for what no request line can hold") {
    CHECK(made("web", "/a/../b?x=1&y=%20") == "http://web:8080/a/../b?x=1&y=%20");
    CHECK(made("10.0.0.1", "") == "http://10.0.0.1:8080/");
    CHECK(made("web", "a b\r\nX: y") == "http://web:8080/a%20b%0D%0AX:%20y");
    CHECK(made("web", "/\xE6\xA2\xA8") == "http://web:8080/%E6%A2%A8");
    CHECK(made("fd00::7", "/") == "http://[fd00::7]:8080/");
  }

  TEST_CASE("the scheme's own port is left out") {
    CHECK(to_string({.scheme = "http", .host = "web", .port = 80, .target = "/"}) == "http://web/");
    CHECK(to_string({.scheme = "https", .host = "web", .port = 443, .target = "/"}) == "https://web/");
    CHECK(to_string({.scheme = "https", .host = "web", .port = 80, .target = "/"}) == "https://web:80/");
  }

  TEST_CASE("a host can't carry another url") {
    CHECK(made("web/evil", "/") == "'web/evil' is neither a host name nor an address");
    CHECK(made("me@evil", "/") == "'me@evil' is neither a host name nor an address");
    CHECK(made("web:80", "/") == "'web:80' is neither a host name nor an address");
    CHECK(made("", "/") == "'' is neither a host name nor an address");
    CHECK(made("web", "/", "ftp") == "scheme 'ftp' is neither http nor https");
    CHECK_FALSE(make_http_url("http", "web", 0, "/"));
  }

  TEST_CASE("an IPv6 address can't carry anything either") {
    // Found by fuzzing: Asio takes whatever stands behind a '%' for a zone, and reads no further than to a NUL.
    CHECK(made("fe80::7%eth0", "/") == "http://[fe80::7%eth0]:8080/");
    CHECK(made("::1%x]/ HTTP/1.1\r\nX: [", "/") == "'::1%x]/ HTTP/1.1 X: [' is neither a host name nor an address");
    CHECK(made("::1%@evil", "/") == "'::1%@evil' is neither a host name nor an address");
    CHECK_FALSE(make_http_url("http", std::string{"::\0\r\n", 5}, 8080, "/"));
  }

  TEST_CASE("redirects resolve absolute, relative and scheme-less locations") {
    CHECK(sent_on("/login") == "http://web:8080/login");
    CHECK(sent_on("next?page=2") == "http://web:8080/a/next?page=2");
    CHECK(sent_on("?page=2") == "http://web:8080/a/b?page=2");
    CHECK(sent_on("//other/x") == "http://other/x");
    CHECK(sent_on("HTTPS://Other.LAB/x#part") == "https://other.lab/x");
    CHECK(sent_on("http://[fd00::7]:81/") == "http://[fd00::7]:81/");
    CHECK(sent_on("/a b") == "http://web:8080/a%20b");
  }

  TEST_CASE("redirects to what is no plain http are refused") {
    CHECK(sent_on("file:///etc/passwd") == "scheme 'file' is neither http nor https");
    CHECK(sent_on("gopher://web:70/") == "scheme 'gopher' is neither http nor https");
    CHECK(sent_on("http://user:pw@web/") ==
          "location 'http://user:pw@web/': credentials was passed in the url when prohibited");
    CHECK(sent_on("http://web:99999/").starts_with("location 'http://web:99999/': "));
    CHECK(sent_on("http:///").starts_with("location 'http:///': "));
    CHECK(sent_on("http://we\x1b[2Jb/").starts_with("location "));
  }

  TEST_CASE("an origin is scheme, host in any case, and port") {
    const HttpUrl web{.scheme = "http", .host = "web", .port = 80, .target = "/a"};
    CHECK(same_origin(web, {.scheme = "http", .host = "WEB", .port = 80, .target = "/b"}));
    CHECK_FALSE(same_origin(web, {.scheme = "https", .host = "web", .port = 80, .target = "/a"}));
    CHECK_FALSE(same_origin(web, {.scheme = "http", .host = "web", .port = 81, .target = "/a"}));
    CHECK_FALSE(same_origin(web, {.scheme = "http", .host = "web2", .port = 80, .target = "/a"}));
  }
}
