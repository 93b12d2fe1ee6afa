#include "qualify/digest.hpp"

#include <doctest/doctest.h>

using namespace labcheck;
using namespace labcheck::qualify;

namespace {

std::string digest(const std::string& text) {
  Scenario scenario;
  scenario.sources.push_back({.name = "s.yaml", .text = text});
  return digest_of(scenario);
}

const std::string plain = R"(labcheck: 1
id: a/b
title: {en: One}
skills:
  - code: 1.1
    task: {en: do it}
    checks:
      - id: c
        title: {en: a check}
        on: lb
        artifact: {title: Report}
)";

std::string with(const std::string& from, const std::string& to) {
  auto text = plain;
  text.replace(text.find(from), from.size(), to);
  return text;
}

}  // namespace

TEST_SUITE("qualify/digest") {
  TEST_CASE("words for people, comments and spacing don't count") {
    CHECK(digest(with("One", "Two")) == digest(plain));
    CHECK(digest(with("do it", "do it now")) == digest(plain));
    CHECK(digest(with("a check", "a question")) == digest(plain));
    CHECK(digest("# a comment\n" + with("id: a/b", "id:   a/b")) == digest(plain));
  }

  TEST_CASE("what affects judging counts, also a title that a step asks about") {
    CHECK(digest(with("on: lb", "on: web")) != digest(plain));
    CHECK(digest(with("title: Report", "title: Letter")) != digest(plain));
    CHECK(digest(with("code: 1.1", "code: 1.2")) != digest(plain));
    CHECK(digest(with("on: lb", "on: \"lb\"")) != digest(plain));
  }
}
