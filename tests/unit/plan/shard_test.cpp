#include "plan/shard.hpp"

#include <map>

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace labcheck;
using namespace labcheck::plan;

namespace {

std::string error_of(std::string_view text) {
  const auto shard = read_shard(text);
  return shard ? "" : shard.error().message;
}

}  // namespace

TEST_SUITE("plan/shard") {
  TEST_CASE("a shard is written as its number among how many") {
    const auto shard = read_shard("2/3");
    REQUIRE(shard);
    CHECK(shard->number == 2);
    CHECK(shard->count == 3);
    CHECK(to_string(*shard) == "2/3");
    CHECK(read_shard("10000/10000"));
  }

  TEST_CASE("anything else is none") {
    for (const char* text : {"", "2", "2/", "/3", "2/3/4", "a/3", "-1/3", "+1/3", "2/3 ", " 2/3", "2 / 3", "0x1/3"}) {
      CHECK_MESSAGE(error_of(text) == fmt::format("'{}' is no shard (write 2/3 for the second of three)", text), text);
    }
    for (const char* text : {"0/3", "4/3", "0/0", "1/0", "1/10001"}) {
      CHECK_MESSAGE(
          error_of(text) == fmt::format("there is no shard '{}': they go from 1/N to N/N, and N to 10000", text), text);
    }
  }

  // Agents of other versions and other programs must come to the same parts. Computed with Python's hashlib.
  TEST_CASE("whose part a candidate is in is the same for ever") {
    CHECK(is_in({.number = 3, .count = 3}, "c01"));
    CHECK(is_in({.number = 2, .count = 3}, "c02"));
    CHECK(is_in({.number = 2, .count = 3}, "c03"));
    CHECK(is_in({.number = 1, .count = 7}, "张三"));
    CHECK(is_in({.number = 2, .count = 3}, ""));
    CHECK(is_in({.number = 24, .count = 64}, "S-2026-000117"));
  }

  TEST_CASE("every candidate is in one part, and the parts are of a size") {
    std::map<std::uint64_t, int> sizes;
    for (int at = 0; at < 3000; ++at) {
      const auto id = fmt::format("c{:04}", at);
      int parts = 0;
      for (std::uint64_t number = 1; number <= 3; ++number) {
        if (is_in({.number = number, .count = 3}, id)) {
          ++parts;
          ++sizes[number];
        }
      }
      REQUIRE(parts == 1);
    }
    for (const auto& [number, size] : sizes) {
      CHECK(size > 900);
    }
  }
}
