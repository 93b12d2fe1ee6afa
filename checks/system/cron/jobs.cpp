#include "jobs.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <labcheck/value.hpp>

namespace labcheck::checks {
namespace {

constexpr std::string_view blanks = " \t";

/// The text's first `count` words as they stand, and what follows them.
std::pair<std::string_view, std::string_view> cut_words(std::string_view text, int count) {
  std::size_t at = 0;
  for (int word = 0; word < count && at < text.size(); ++word) {
    at = text.find_first_not_of(blanks, at);
    at = at == std::string_view::npos ? text.size() : std::min(text.find_first_of(blanks, at), text.size());
  }
  const auto rest = text.find_first_not_of(blanks, at);
  return {text.substr(0, at), rest == std::string_view::npos ? std::string_view{} : text.substr(rest)};
}

/// `NAME = value` instead of a job, as crontab(5) has it.
bool is_setting(std::string_view line) {
  const auto equals = line.find('=');
  if (equals == std::string_view::npos || equals == 0) {
    return false;
  }
  auto name = line.substr(0, line.find_last_not_of(blanks, equals - 1) + 1);
  if (name.size() > 1 && (name.front() == '"' || name.front() == '\'') && name.back() == name.front()) {
    name = name.substr(1, name.size() - 2);
  }
  return !name.empty() && (name.front() < '0' || name.front() > '9') && name.front() != '*' && name.front() != '@' &&
         name.find_first_of(blanks) == std::string_view::npos;
}

/// A job's command: up to its first bare % (what follows is its standard input), \% being a %.
std::string command_of(std::string_view text) {
  std::string command;
  for (std::size_t at = 0; at < text.size() && text[at] != '%'; ++at) {
    const bool escaped = text[at] == '\\' && at + 1 < text.size() && text[at + 1] == '%';
    at += escaped ? 1 : 0;
    command += text[at];
  }
  return command.substr(0, command.find_last_not_of(" \t\r") + 1);
}

struct Table {
  std::string file{};
  std::string user{};  ///< empty where each line names its own
  std::string text{};
};

/// A table's jobs; in words why cron refuses it as a whole, for one bad line is enough.
tl::expected<std::vector<CronJob>, std::string> read_table(const Table& table, const std::vector<std::string>& users) {
  std::vector<CronJob> jobs;
  std::size_t number = 0;
  for (const auto& whole : lines_of(table.text)) {
    ++number;
    const auto start = whole.find_first_not_of(blanks);
    const auto line = start == std::string::npos ? std::string_view{} : std::string_view{whole}.substr(start);
    if (line.empty() || line.front() == '#' || is_setting(line)) {
      continue;
    }
    auto [when, rest] = cut_words(line, words_of_schedule(line));
    const auto schedule = read_schedule(when);
    auto user = table.user;
    if (user.empty()) {
      const auto [name, behind] = cut_words(rest, 1);
      user = name;
      rest = behind;
    }
    if (schedule && !rest.empty() && std::find(users.begin(), users.end(), user) == users.end()) {
      return tl::unexpected<std::string>(fmt::format("line {}: there is no user '{}'", number, excerpt(user)));
    }
    if (!schedule || user.empty() || rest.empty()) {
      return tl::unexpected<std::string>(fmt::format("line {} is no job: '{}'", number, excerpt(line)));
    }
    jobs.push_back({.user = user, .command = command_of(rest), .schedule = *schedule, .file = table.file});
  }
  return jobs;
}

/// The scripts of cron.daily and the like, when the line that runs its folder says.
void add_scripts(const Fields& fields, CronJobs& found) {
  const auto tables = found.jobs;
  for (const auto* period : {"hourly", "daily", "weekly", "monthly"}) {
    const auto folder = fmt::format("/etc/cron.{}", period);
    const auto runner = std::find_if(tables.begin(), tables.end(), [&](const CronJob& job) {
      return runs_program(job.command, "run-parts") && job.command.find(folder) != std::string::npos;
    });
    for (const auto& spelt : fields.all(period)) {
      const auto path = valid_utf8(read_hex(spelt).value_or(""));
      const bool known = runner != tables.end();
      found.jobs.push_back({.user = known ? runner->user : "root",
                            .command = path,
                            .schedule = known ? runner->schedule : CronSchedule{},
                            .file = path,
                            .period = period,
                            .scheduled = known && !fields.has("anacron")});
    }
  }
}

}  // namespace

Result<CronJobs> read_cron_jobs(const Fields& fields) {
  const auto files = fields.all("table");
  const auto users = fields.all("owner");
  const auto contents = fields.all("content");
  if (files.size() != users.size() || files.size() != contents.size()) {
    return unreadable("the host's answer has tables without their contents");
  }
  LABCHECK_TRY_ASSIGN(const auto known, fields.text("users"));
  const auto names = lines_of(known);
  CronJobs found;
  for (std::size_t at = 0; at < files.size(); ++at) {
    const auto file = read_hex(files[at]);
    const auto user = read_hex(users[at]);
    const auto content = read_hex(contents[at]);
    if (!file || !user || !content) {
      return unreadable("the host's answer has a table that is not in hex");
    }
    if (!content->ends_with('.') || content->size() > 65'537) {
      return unreadable(fmt::format(
          "{} {}", excerpt(*file),
          content->ends_with('.') ? "holds more than the 64 KiB that are read" : "can't be read by this login"));
    }
    const Table table{valid_utf8(*file), valid_utf8(*user), valid_utf8(content->substr(0, content->size() - 1))};
    if (!table.text.empty() && !table.text.ends_with('\n')) {
      found.ignored.push_back(table.file + ": the last line has no newline");
    } else if (auto jobs = read_table(table, names)) {
      found.jobs.insert(found.jobs.end(), jobs->begin(), jobs->end());
    } else {
      found.ignored.push_back(table.file + ": " + jobs.error());
    }
  }
  for (const auto& spelt : fields.all("ignored")) {
    found.ignored.push_back(valid_utf8(read_hex(spelt).value_or("")));
  }
  add_scripts(fields, found);
  return found;
}

}  // namespace labcheck::checks
