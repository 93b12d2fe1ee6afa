#include "cli/progress/pace.hpp"

#include <algorithm>

namespace labcheck::cli {
namespace {

constexpr std::int64_t window = 15;  ///< seconds that count as lately
constexpr int enough_together = 10;
constexpr int enough_of_line = 3;
constexpr Duration too_soon{5'000};
constexpr Duration nonsense{24LL * 3'600'000};

}  // namespace

std::int64_t Pace::second_of(Moment now) const {
  return std::chrono::duration_cast<std::chrono::seconds>(now - begun_).count();
}

void Pace::ended(Moment now, bool line, Duration length) {
  const auto second = second_of(now);
  if (seconds_.empty() || seconds_.back().number != second) {
    seconds_.push_back({.number = second});
    while (seconds_.front().number <= second - 2 * window) {
      seconds_.pop_front();
    }
  }
  if (line) {
    ++seconds_.back().line;
    ++line_ended_;
    line_length_ += length;
  } else {
    ++seconds_.back().together;
    ++together_ended_;
  }
}

double Pace::lately(Moment now, bool together, bool line) const {
  const auto second = second_of(now);
  int count = 0;
  for (const auto& each : seconds_) {
    if (each.number > second - window) {
      count += (together ? each.together : 0) + (line ? each.line : 0);
    }
  }
  return static_cast<double>(count) / static_cast<double>(std::clamp<std::int64_t>(second + 1, 1, window));
}

double Pace::rate(Moment now) const {
  return lately(now, true, true);
}

std::optional<Duration> Pace::left(Moment now, std::size_t together, std::size_t line) const {
  if (elapsed(now) < too_soon || together + line == 0) {
    return std::nullopt;
  }
  Duration sum{0};
  if (together > 0) {
    const auto rate = lately(now, true, false);
    if (together_ended_ < enough_together || rate * window < 5) {
      return std::nullopt;
    }
    sum += Duration{static_cast<std::int64_t>(1000 * static_cast<double>(together) / rate)};
  }
  if (line > 0) {
    if (line_ended_ < enough_of_line) {
      return std::nullopt;
    }
    sum += line_length_ / line_ended_ * static_cast<std::int64_t>(line);
  }
  return sum > nonsense ? std::nullopt : std::optional{sum};
}

}  // namespace labcheck::cli
