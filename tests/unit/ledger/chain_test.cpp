#include "ledger/chain.hpp"

#include <doctest/doctest.h>

using namespace labcheck::ledger;

namespace {

std::string hex(std::string_view bytes) {
  std::string text;
  for (const unsigned char byte : bytes) {
    text += fmt::format("{:02x}", byte);
  }
  return text;
}

}  // namespace

TEST_SUITE("ledger/chain") {
  // Both values were computed apart from this code, by the layout in docs/reference/ledger-format.md:
  //   h = sha256(b"labcheck ledger 1"); n = lambda x: x.to_bytes(8, "big", signed=True); t = lambda b: n(len(b)) + b
  //   sha256(h + n(1) + n(-5) + t(b"flag") + t(b"c01") + t(b'{"a":1}') + t(b"\x00\xff"))
  TEST_CASE("the layout is the documented one") {
    CHECK(hex(chain_start()) == "517fae65303935b0718a3ee24526c83e2d26b7400cbdb467304c02aaa6fdec47");
    CHECK(hex(chain_next(chain_start(), {.seq = 1,
                                         .time = -5,
                                         .kind = "flag",
                                         .candidate = "c01",
                                         .body = R"({"a":1})",
                                         .payload = std::string_view("\0\xff", 2)})) ==
          "ffa243dff394fdfba2035d61f792f993f48bdff0488e3f4aea53a3ce4bf67b12");
  }

  TEST_CASE("bytes can't be moved from one column to the next") {
    const auto one = chain_next(chain_start(), {.seq = 1, .time = 0, .kind = "ab", .candidate = "c", .body = "d"});
    CHECK(one != chain_next(chain_start(), {.seq = 1, .time = 0, .kind = "a", .candidate = "bc", .body = "d"}));
    CHECK(one != chain_next(chain_start(), {.seq = 1, .time = 0, .kind = "ab", .candidate = "cd", .body = ""}));
    CHECK(one != chain_next(chain_start(), {.seq = 2, .time = 0, .kind = "ab", .candidate = "c", .body = "d"}));
    CHECK(one != chain_next(one, {.seq = 1, .time = 0, .kind = "ab", .candidate = "c", .body = "d"}));
  }
}
