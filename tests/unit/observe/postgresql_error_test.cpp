#include "observe/clients/postgresql_error.hpp"

#include <doctest/doctest.h>

using namespace labcheck::observe;

namespace {

std::string refusal(const std::string& words) {
  const auto read = read_login_refusal(words);
  return read ? read->state + '|' + read->message : "none";
}

}  // namespace

TEST_SUITE("observe/clients/postgresql_error") {
  TEST_CASE("the server's no is told by its SQLSTATE, whatever the language of the severity") {
    CHECK(
        refusal("connection to server at \"db\" (127.0.0.1), port 5432 failed: FATAL:  28P01: password authentication "
                "failed for user \"app\"\nLOCATION:  auth_failed, auth.c:326\n") ==
        "28P01|password authentication failed for user \"app\"");
    CHECK(refusal("connection to server at \"db\" (127.0.0.1), port 5432 failed: \xE8\x87\xB4\xE5\x91\xBD\xE9\x94\x99"
                  "\xE8\xAF\xAF:  3D000: no such: database") == "3D000|no such: database");
    CHECK(refusal("FATAL:  53300: sorry, too many clients already") == "53300|sorry, too many clients already");
  }

  TEST_CASE("libpq's own words are no refusal") {
    CHECK(refusal("") == "none");
    CHECK(refusal("connection to server at \"db\" (127.0.0.1), port 5432 failed: server closed the connection "
                  "unexpectedly\n\tThis probably means the server terminated abnormally\n") == "none");
    CHECK(refusal("connection to server at \"db\" (127.0.0.1), port 5432 failed: fe_sendauth: no password supplied") ==
          "none");
    CHECK(refusal("expected authentication request from server, but received X\nFATAL:  28P01: on another line") ==
          "none");
    CHECK(refusal("connection to server at \"db\" failed: FATAL:  28p01: state in lower case") == "none");
    CHECK(refusal("connection to server at \"db\" failed: FATAL:  28P0: too short") == "none");
    CHECK(refusal("connection to server at \"db\" failed: received invalid response:  28P01: to a negotiation") ==
          "none");
  }
}
