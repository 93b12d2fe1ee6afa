#include "observe/clients/postgresql_guard.hpp"

#include <doctest/doctest.h>

using namespace labcheck;
using namespace labcheck::observe;

namespace {

std::string message(char kind, const std::string& body) {
  const auto size = static_cast<std::uint32_t>(body.size() + 4);
  std::string whole(1, kind);
  for (int shift = 24; shift >= 0; shift -= 8) {
    whole += static_cast<char>(size >> static_cast<unsigned>(shift) & 0xFFU);
  }
  return whole + body;
}

std::string challenge(const std::string& rounds) {
  return message('R', std::string("\0\0\0\x0b", 4) + "r=abc,s=AAAA,i=" + rounds);
}

/// What is said of some bytes that come one by one, or an empty text.
std::string complaint(const std::string& bytes) {
  LoginWatch watch;
  for (const char byte : bytes) {
    if (const auto taken = watch.take({&byte, 1}); !taken) {
      return taken.error().message;
    }
  }
  return {};
}

}  // namespace

TEST_SUITE("observe/postgresql_guard") {
  // A server that asked for two billion rounds kept the whole run from ending.
  TEST_CASE("a challenge of more rounds than are done is not handed on, however it comes in") {
    CHECK(complaint(challenge("2147483647")) ==
          "the server asks for 2147483647 rounds of SCRAM, more than are done here (1000000)");
    CHECK(complaint(challenge("99999999999999999999999")) ==
          "the server asks for 99999999999999999999999 rounds of SCRAM, more than are done here (1000000)");
    CHECK(complaint(message('N', "SNOTICE") + challenge("1000001")) ==
          "the server asks for 1000001 rounds of SCRAM, more than are done here (1000000)");
    LoginWatch watch;
    CHECK_FALSE(watch.take(message('N', "x") + challenge("1000001") + "more"));
  }

  TEST_CASE("usual challenges, other messages and what comes after the login are let through") {
    CHECK(complaint(challenge("4096")).empty());
    CHECK(complaint(challenge("")).empty());
    CHECK(complaint(message('R', std::string(4, '\0'))).empty());
    CHECK(complaint(message('Z', "I") + challenge("2147483647")).empty());
    CHECK(complaint(std::string(100, '\xff') + challenge("2147483647")).empty());
  }
}
