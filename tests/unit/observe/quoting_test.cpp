#include "observe/quoting.hpp"

#include <cstdio>

#include <doctest/doctest.h>

using labcheck::observe::shell_quote;

namespace {

std::string through_a_shell(const std::string& text) {
  FILE* pipe = ::popen(("printf %s " + shell_quote(text)).c_str(), "r");
  std::string out;
  for (int byte = std::fgetc(pipe); byte != EOF; byte = std::fgetc(pipe)) {
    out += static_cast<char>(byte);
  }
  ::pclose(pipe);
  return out;
}

}  // namespace

TEST_SUITE("observe/quoting") {
  TEST_CASE("a quoted text is one word") {
    CHECK(shell_quote("") == "''");
    CHECK(shell_quote("a b") == "'a b'");
    CHECK(shell_quote("it's") == "'it'\\''s'");
  }

  TEST_CASE("a real shell gives every byte back") {
    std::string every;
    for (int byte = 1; byte < 256; ++byte) {
      every += static_cast<char>(byte);
    }
    for (const auto& text : {every, std::string{"'; touch /tmp/x; '"}, std::string{"$(id) `id` \\ \"\n\n"},
                             std::string{"-n"}, std::string{"''''"}}) {
      CHECK(through_a_shell(text) == text);
    }
  }
}
