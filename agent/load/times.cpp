#include "load/times.hpp"

#include <charconv>
#include <chrono>
#include <ctime>
#include <optional>
#include <string>

#include <labcheck/reading.hpp>

namespace labcheck::load {

namespace {

/// Takes a text apart from its front; once something does not fit, everything after it fails too.
class TimeReader {
 public:
  explicit TimeReader(std::string_view text) : rest_{text} {}

  bool take(std::string_view mark) {
    const bool there = rest_.starts_with(mark);
    rest_.remove_prefix(there ? mark.size() : 0);
    return there;
  }
  void expect(bool fits) { good_ = good_ && fits; }

  int number(std::size_t digits, int lowest, int highest) {
    int value = 0;
    const auto part = rest_.substr(0, digits);
    const auto [end, problem] = std::from_chars(part.data(), part.data() + part.size(), value);
    expect(part.size() == digits && problem == std::errc{} && end == part.data() + digits && part[0] != '-' &&
           value >= lowest && value <= highest);
    rest_.remove_prefix(part.size());
    return value;
  }

  /// The first moment of a day.
  Time date() {
    const int year = number(4, 1970, 9999);
    expect(take("-"));
    const int month = number(2, 1, 12);
    expect(take("-"));
    const int day = number(2, 1, 31);
    const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                           std::chrono::day{static_cast<unsigned>(day)}};
    expect(good_ && date.ok());
    return good_ ? Time{std::chrono::sys_days{date}} : Time{};
  }

  Duration of_day() {
    expect(take("T") || take(" "));
    return clock();
  }

  Duration clock() {
    Duration time = std::chrono::hours{number(2, 0, 23)};
    expect(take(":"));
    time += std::chrono::minutes{number(2, 0, 59)};
    if (take(":")) {
      time += std::chrono::seconds{number(2, 0, 59)};
      time += Duration{take(".") ? number(3, 0, 999) : 0};
    }
    return time;
  }

  /// How far the zone's clocks are ahead of UTC.
  Duration zone() {
    take(" ");
    if (take("Z") || take("UTC")) {
      return {};
    }
    const bool east = take("+");
    expect(east || take("-"));
    Duration ahead = std::chrono::hours{number(2, 0, 14)};
    expect(take(":"));
    ahead += std::chrono::minutes{number(2, 0, 59)};
    return east ? ahead : -ahead;
  }

  bool at_end() const { return rest_.empty(); }
  bool good() const { return good_; }

 private:
  std::string_view rest_;
  bool good_{true};
};

Result<Time> read(std::string_view text, Duration of_bare_date) {
  TimeReader reader{text};
  auto time = reader.date();
  if (reader.at_end()) {
    time += of_bare_date;
  } else {
    time += reader.of_day();
    time -= reader.zone();
  }
  if (!reader.good() || !reader.at_end()) {
    return failed(
        ErrorKind::invalid,
        "'" + std::string{text} + "' is no time (write 2026-12-31, 2026-12-31T18:00Z or 2026-12-31T18:00+08:00)");
  }
  return time;
}

/// The moment nearest to `now` at which this machine's clock shows a time of the day.
Time nearest(Time now, Duration of_day) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(of_day);
  const auto today = std::chrono::system_clock::to_time_t(now);
  std::optional<Time> found;
  for (const int days : {-1, 0, 1}) {
    std::tm local{};
    ::localtime_r(&today, &local);
    local.tm_mday += days;
    local.tm_hour = static_cast<int>(seconds.count() / 3600);
    local.tm_min = static_cast<int>(seconds.count() / 60 % 60);
    local.tm_sec = static_cast<int>(seconds.count() % 60);
    local.tm_isdst = -1;
    const auto moment =
        std::chrono::time_point_cast<Duration>(std::chrono::system_clock::from_time_t(std::mktime(&local)));
    const auto away = [&](Time time) { return std::chrono::abs(time - now); };
    found = !found || away(moment) < away(*found) ? moment : *found;
  }
  return *found + (of_day - seconds);
}

}  // namespace

Result<Time> read_moment(std::string_view text, Time now, Time from) {
  if (const auto length = read_duration(text)) {
    return from + *length;
  }
  TimeReader reader{text};
  const auto of_day = reader.clock();
  if (reader.good() && reader.at_end()) {
    return nearest(now, of_day);
  }
  const bool bare_date = text.find(':') == std::string_view::npos;
  if (const auto time = read_time(text); time && !bare_date) {
    return *time;
  }
  return failed(ErrorKind::invalid, "'" + std::string{text} +
                                        "' is no moment (write 17:00, 90m, 2026-12-31T18:00Z or "
                                        "2026-12-31T18:00+08:00)");
}

Result<Time> read_time(std::string_view text) {
  return read(text, Duration{0});
}

Result<Time> read_expiry(std::string_view text) {
  return read(text, std::chrono::hours{24});
}

}  // namespace labcheck::load
