#include "ledger/chain.hpp"

#include <doctest/doctest.h>

using namespace labcheck::ledger;

TEST_SUITE("ledger/chain") {
  // Computed apart from this code, by the layout in docs/reference/ledger-format.md; ledger-vectors/ has more.
  TEST_CASE("the layout is the documented one") {
    CHECK(hex(chain_start()) == "517fae65303935b0718a3ee24526c83e2d26b7400cbdb467304c02aaa6fdec47");
    const auto content = content_digest({.time = -5,
                                         .salt = "salt",
                                         .kind = "flag",
                                         .candidate = "c01",
                                         .body = R"({"a":1})",
                                         .payload = std::string_view("\0\xff", 2)});
    CHECK(hex(content) == "e89bfdf16f5a83003b063e1d90a9941c41798c795356da1ea7af176b91c5db78");
    const auto digest = record_digest(1, "owner", content);
    CHECK(hex(digest) == "88ffd486e57b25147b423d9817f9457222840c8a441122d27e20e70f225d4b27");
    CHECK(hex(chain_next(chain_start(), digest)) == "0a0599ad0cb320ae2606cb6edcecd62475a25439512b20b2e2743459aa78a47f");
  }

  TEST_CASE("bytes can't be moved from one column to the next") {
    const auto one = content_digest({.time = 0, .kind = "ab", .candidate = "c", .body = "d"});
    CHECK(one != content_digest({.time = 0, .kind = "a", .candidate = "bc", .body = "d"}));
    CHECK(one != content_digest({.time = 0, .kind = "ab", .candidate = "cd", .body = ""}));
    CHECK(one != content_digest({.time = 0, .salt = "a", .kind = "b", .candidate = "c", .body = "d"}));
    CHECK(one != content_digest({.time = 1, .kind = "ab", .candidate = "c", .body = "d"}));
    CHECK(record_digest(1, "", one) != record_digest(2, "", one));
    CHECK(record_digest(1, "", one) != record_digest(1, "x", one));
  }
}
