#pragma once

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>

#include <labcheck/value.hpp>

namespace labcheck {

/// A time taken apart, UTC. Years outside 1970–9999 become the nearest of them.
struct DateAndTime {
  int year{1970};
  unsigned month{1};
  unsigned day{1};
  std::int64_t of_day{0};  ///< milliseconds

  static DateAndTime of(Time time) {
    constexpr std::int64_t last_of_9999 = 253'402'300'799'999;
    constexpr std::int64_t day_length = 86'400'000;
    const auto count = std::clamp<std::int64_t>(time.time_since_epoch().count(), 0, last_of_9999);
    const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{count / day_length}}};
    return {.year = static_cast<int>(date.year()),
            .month = static_cast<unsigned>(date.month()),
            .day = static_cast<unsigned>(date.day()),
            .of_day = count % day_length};
  }
};

/// `2026-11-24 22:10:03 UTC`
inline std::string to_clock(Time time) {
  const auto at = DateAndTime::of(time);
  const auto second = static_cast<int>(at.of_day / 1000);
  char text[64];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u %02d:%02d:%02d UTC", at.year, at.month, at.day, second / 3600,
                second / 60 % 60, second % 60);
  return text;
}

/// `2026-11-24T22:10:03.000Z`
inline std::string to_iso(Time time) {
  auto text = to_clock(time);
  text[10] = 'T';
  char rest[16];
  std::snprintf(rest, sizeof rest, ".%03dZ", static_cast<int>(DateAndTime::of(time).of_day % 1000));
  return text.substr(0, 19) + rest;
}

}  // namespace labcheck
