#include <array>
#include <set>

#include <fmt/format.h>

#include <labcheck/check_type.hpp>
#include <labcheck/reference.hpp>

#include "checks/host_script.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "checks/system/cron/jobs.hpp"
#include "checks/system/cron/script.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {
      {.name = "user", .kind = ValueKind::text, .about = "only jobs that run as this user"},
      {.name = "command",
       .kind = ValueKind::text,
       .about =
           "only jobs that run this program, whatever is before and behind it; a program with its first arguments"},
      {.name = "schedule",
       .kind = ValueKind::text,
       .about = "only jobs at exactly these times, however they are written: 30 2 * * *, @daily"},
  };
}

std::vector<FactSpec> facts() {
  return {
      {.name = "exists", .kind = ValueKind::boolean, .about = "whether there is such a job"},
      {.name = "running",
       .kind = ValueKind::boolean,
       .about = "whether the cron daemon runs, without which no job does"},
      {.name = "jobs",
       .kind = ValueKind::list,
       .about = "user, command, schedule (in numbers), minutes, hours, days, months, weekdays and file of each job"},
      {.name = "schedules",
       .kind = ValueKind::list,
       .about = "the times of each job in one spelling: 0,15,30,45 * * * *",
       .element = ValueKind::text},
      {.name = "daily_at",
       .kind = ValueKind::list,
       .about = "times of day at which such jobs run every day, as 02:30; up to 144 of them",
       .element = ValueKind::text},
      {.name = "ignored",
       .kind = ValueKind::list,
       .about = "tables and scripts that cron takes no notice of, and why",
       .element = ValueKind::text},
  };
}

std::string complaint(const Value& parameters) {
  const auto user = text_of(parameters, "user");
  if (given(parameters, "user") && !is_name(user, "._-@\\")) {
    return fmt::format("'{}' is no user", user);
  }
  if (given(parameters, "command") && text_of(parameters, "command").empty()) {
    return "command is empty";
  }
  const auto schedule = text_of(parameters, "schedule");
  return given(parameters, "schedule") && !has_references(schedule) && !read_schedule(schedule)
             ? fmt::format("'{}' is no schedule of cron (minute, hour, day, month, weekday)", schedule)
             : "";
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  return host_script(cron_script, {});
}

Value in_facts(const CronJob& job) {
  Value made{{"user", job.user}, {"command", job.command}, {"file", job.file}};
  if (!job.period.empty()) {
    made["period"] = job.period;
  }
  if (!job.scheduled) {
    return made;
  }
  made["schedule"] = job.schedule.normal();
  if (!job.schedule.at_boot) {
    constexpr std::array<const char*, 5> names{"minutes", "hours", "days", "months", "weekdays"};
    for (std::size_t at = 0; at < names.size(); ++at) {
      made[names.at(at)] = job.schedule.fields.at(at);
    }
    made["either_day"] = job.schedule.either_day;
  }
  return made;
}

void add_times(const CronJob& job, std::set<std::string>& times) {
  if (job.scheduled && job.schedule.daily()) {
    for (const int hour : job.schedule.fields[1]) {
      for (const int minute : job.schedule.fields[0]) {
        times.insert(fmt::format("{:02}:{:02}", hour, minute));
      }
    }
  }
}

Result<Value> read(const Value& parameters, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto fields, read_fields(answer));
  LABCHECK_TRY_ASSIGN(const auto running, fields.yes("running"));
  LABCHECK_TRY_ASSIGN(const auto found, read_cron_jobs(fields));
  const auto user = text_of(parameters, "user");
  const auto command = text_of(parameters, "command");
  const auto wanted = read_schedule(text_of(parameters, "schedule"));
  Value facts{
      {"running", running}, {"jobs", Value::array()}, {"schedules", Value::array()}, {"ignored", found.ignored}};
  std::set<std::string> times;
  for (const auto& job : found.jobs) {
    const bool same_times =
        !given(parameters, "schedule") || (wanted && job.scheduled && job.schedule.normal() == wanted->normal() &&
                                           job.schedule.either_day == wanted->either_day);
    if ((user.empty() || job.user == user) && (command.empty() || runs_program(job.command, command)) && same_times) {
      facts["jobs"].push_back(in_facts(job));
      add_times(job, times);
      if (job.scheduled) {
        facts["schedules"].push_back(job.schedule.normal());
      }
    }
  }
  facts["exists"] = !facts["jobs"].empty();
  constexpr std::size_t most_times = 144;
  if (times.size() <= most_times) {
    facts["daily_at"] = times;
  }
  return facts;
}

}  // namespace

CheckType cron() {
  return {
      .name = "cron",
      .subject = "system",
      .about = "jobs of cron: crontabs of users, /etc/crontab, /etc/cron.d and cron.daily with its like",
      .main_parameter = "command",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{exists: true, running: true}",
      .example =
          "on: web\ncron: {command: /usr/local/bin/backup.sh, user: root, schedule: \"30 2 * * *\"}\n"
          "expect: {exists: true, running: true}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
