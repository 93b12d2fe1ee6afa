#pragma once

#include <string>

#include <doctest/doctest.h>

#include "talk.hpp"

namespace labcheck::test {

inline Exchange sql(const char* engine, std::uint16_t port, Value details) {
  details["engine"] = engine;
  return {.protocol = "sql", .host = "127.0.0.1", .port = port, .details = std::move(details)};
}

/// The reply of an exchange that must be completed.
inline Value reply_of(const Exchange& exchange, Duration timeout = Duration{20'000}) {
  const auto talked = talk(exchange, timeout);
  REQUIRE_MESSAGE(talked.answer.ending == Ending::completed, talked.answer.message);
  return talked.answer.reply;
}

}  // namespace labcheck::test
