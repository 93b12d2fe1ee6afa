#pragma once

#include <string_view>
#include <thread>

#include <doctest/doctest.h>

#include <labcheck/check_type.hpp>

#include "talk.hpp"

namespace labcheck::test {

/// A step of a protocol type, asked of a service of this machine.
inline Talked asked(std::string_view type, const Value& parameters, Duration timeout = Duration{10'000}) {
  const auto request = find_check_type(type)->request(parameters);
  REQUIRE_MESSAGE(request, (request ? "" : request.error().message));
  return talk(std::get<Exchange>(*request), timeout);
}

/// Its facts; requires that it can be read.
inline Value facts(std::string_view type, const Value& parameters) {
  const auto talked = asked(type, parameters);
  REQUIRE_MESSAGE(talked.answer.ending == Ending::completed, talked.answer.message);
  auto read = find_check_type(type)->read(parameters, talked.answer);
  REQUIRE_MESSAGE(read, (read ? "" : read.error().message));
  return std::move(*read);
}

/// The facts once they have this value, or those of the last time it was asked.
inline Value facts_once(std::string_view type, const Value& parameters, const std::string& fact, const Value& wanted) {
  auto found = facts(type, parameters);
  for (int patience = 150; patience > 0 && found.value(fact, Value()) != wanted; --patience) {
    std::this_thread::sleep_for(std::chrono::milliseconds{100});
    found = facts(type, parameters);
  }
  return found;
}

}  // namespace labcheck::test
