#include "observe/allowance.hpp"

#include <doctest/doctest.h>

using namespace labcheck;
using labcheck::observe::Allowance;

namespace {

Answer of_size(std::size_t size) {
  Answer answer;
  answer.status = 0;
  answer.out = std::string(size, 'x');
  return answer;
}

bool taken(Allowance& allowance, Answer answer) {
  const bool replied = !answer.reply.is_null();
  allowance.charge(answer);
  const bool whole = answer.ending == Ending::completed;
  CHECK(answer.reply.is_null() == !(whole && replied));
  CHECK(answer.out.empty() == (!whole || replied));
  return whole;
}

}  // namespace

TEST_SUITE("observe/allowance") {
  TEST_CASE("all that a candidate's hosts answer is bounded, and what is beyond it is trouble, never a fact") {
    Allowance allowance{std::size_t{1} << 20};
    CHECK(taken(allowance, of_size(600'000)));
    auto beyond = of_size(600'000);
    allowance.charge(beyond);
    CHECK(beyond.ending == Ending::truncated);
    CHECK(beyond.message == "the answers of this candidate's hosts are more than 1 MiB in all");
    CHECK_FALSE(beyond.status);
    CHECK(taken(allowance, of_size(400'000)));
    CHECK_FALSE(taken(allowance, of_size(100'000)));
  }

  TEST_CASE("small answers are always taken, so that a flooding lab is still restored") {
    Allowance allowance{100'000};
    CHECK(taken(allowance, of_size(99'000)));
    for (int times = 0; times < 20; ++times) {
      CHECK(taken(allowance, of_size(10'000)));
    }
  }

  TEST_CASE("what an exchange brought counts with all that is in it") {
    Allowance allowance{1'000'000};
    Answer answer;
    for (int page = 0; page < 20; ++page) {
      answer.reply["responses"].push_back({{"body", std::string(40'000, 'x')}});
    }
    CHECK(taken(allowance, answer));
    CHECK_FALSE(taken(allowance, answer));
  }
}
