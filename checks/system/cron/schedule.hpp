#pragma once

#include <array>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace labcheck::checks {

/// When a job of cron(8) runs.
struct CronSchedule {
  bool at_boot{false};
  std::array<std::set<int>, 5> fields{};  ///< minutes, hours, days, months, weekdays (Sunday is 0)
  bool either_day{false};                 ///< both kinds of day are narrowed down, and one of them is enough

  /// One spelling for every way to write the same: lists of numbers, `*` for all, `@reboot`.
  std::string normal() const;
  /// Whether it runs on every day of the year.
  bool daily() const;
};

/// Five fields, or one of @reboot, @daily and so on. Nothing when cron would refuse it.
std::optional<CronSchedule> read_schedule(std::string_view text);

/// How many words of a crontab's line the schedule takes: 1 with an @, else 5.
int words_of_schedule(std::string_view line);

}  // namespace labcheck::checks
