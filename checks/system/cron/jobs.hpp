#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "checks/reading.hpp"
#include "schedule.hpp"

namespace labcheck::checks {

struct CronJob {
  std::string user{};
  std::string command{};
  CronSchedule schedule{};
  std::string file{};    ///< the table, or the script of cron.daily and the like
  std::string period{};  ///< hourly, daily, weekly or monthly of such a script; its schedule may be nowhere
  bool scheduled{true};
};

struct CronJobs {
  std::vector<CronJob> jobs{};
  std::vector<std::string> ignored{};  ///< what cron takes no notice of, and why
};

/// All jobs of a host's tables, of every user. Tables that were not sent whole are errors.
Result<CronJobs> read_cron_jobs(const Fields& fields);

/// Whether the command runs this program (or command with its first arguments): not merely names it, as `echo` does.
bool runs_program(std::string_view command, std::string_view wanted);

}  // namespace labcheck::checks
