#pragma once

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include <doctest/doctest.h>
#include <sqlite3.h>

#include <labcheck/ledger.hpp>

#include "ledger/ledger.hpp"

namespace labcheck::ledger::test {

/// A folder that goes away with everything in it.
class Folder {
 public:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "labcheck-ledger-XXXXXX").string();
    REQUIRE(mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string file(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

inline Time at(std::int64_t milliseconds) {
  return Time{Duration{milliseconds}};
}

inline RunInfo example_run() {
  return {.id = "5eed", .started = at(1'000), .version = "0.1.0"};
}

inline Observation example_observation() {
  return {.check = {.candidate = "c01", .scenario = "demo/web", .check = "listens", .run = 1},
          .step = {.part = Part::cleanup, .alternative = 1, .step = 2},
          .host = "web[0]",
          .attempt = 3,
          .request = Script{.text = "ss -ltn\n", .arguments = {"80", "a b"}, .alone = true},
          .answer = {.ending = Ending::completed,
                     .status = 0,
                     .out = "LISTEN\n",
                     .err = "noise",
                     .message = "",
                     .started = at(1'500),
                     .elapsed = Duration{42}}};
}

/// One candidate, one scenario with a secret parameter, a jump host: secrets wherever there can be any.
inline Plan example_plan() {
  auto roster = std::make_shared<Roster>();
  Login login{
      .user = "ubuntu", .password = Secret{"hunter22"}, .key = "/root/.ssh/exam", .sudo = true, .via = "bastion"};
  login.sudo_password = Secret{"sud0-pass"};
  roster->candidates = {{.id = "c01",
                         .name = "张三",
                         .seat = "A-01",
                         .hosts = {{.role = "web",
                                    .index = 1,
                                    .connect_host = "203.0.113.7",
                                    .connect_port = 22010,
                                    .address = "192.168.10.11",
                                    .login = login}},
                         .parameters = {{"db_pw", "s3cret-value"}, {"port", "8080"}}}};
  roster->jumps = {{.name = "bastion",
                    .host = "203.0.113.5",
                    .port = 2222,
                    .login = {.user = "proctor", .passphrase = Secret{"open sesame"}, .host_key = "ssh-ed25519 AAAA"}}};
  roster->sources = {{.name = "roster.yaml", .text = "db_pw: s3cret-value\nport: 8080\npassword: hunter22\n"}};
  auto scenario = std::make_shared<Scenario>();
  scenario->id = "demo/web";
  scenario->parameters = {{.name = "db_pw", .type = ParameterType::secret},
                          {.name = "port", .type = ParameterType::port}};
  scenario->sources = {{.name = "web.yaml", .text = "labcheck: 1\n"}, {.name = "standards/s.yaml", .text = "id: s\n"}};
  Plan plan{.roster = roster};
  plan.candidates = {{.candidate = &roster->candidates.front(),
                      .scenario = scenario,
                      .parameters = {{"db_pw", "s3cret-value"}, {"port", 8080}, {"marker", "k3y"}},
                      .selected_codes = {"2.2.3"}}};
  return plan;
}

inline std::unique_ptr<LedgerWriter> create(const std::string& path) {
  auto ledger = create_ledger(path);
  REQUIRE_MESSAGE(ledger, (ledger ? "" : ledger.error().message));
  return std::move(*ledger);
}

inline Record read(const std::string& path) {
  auto record = read_ledger(path);
  REQUIRE_MESSAGE(record, (record ? "" : record.error().message));
  return std::move(*record);
}

inline std::string read_error(const std::string& path) {
  const auto record = read_ledger(path);
  return record ? "" : record.error().message;
}

/// A whole small run: ten records and an end.
inline void write_example(const std::string& path) {
  auto ledger = create(path);
  ledger->begin(example_run(), example_plan());
  auto observation = example_observation();
  ledger->check_started(observation.check);
  ledger->observed(observation);
  ledger->check_ended({.check = observation.check});
  auto run = example_run();
  run.ended = at(9'000);
  ledger->end(run);
  REQUIRE(ledger->close());
}

/// Changes a ledger behind labcheck's back.
inline void tamper(const std::string& path, const std::string& sql) {
  sqlite3* database = nullptr;
  REQUIRE(sqlite3_open(path.c_str(), &database) == SQLITE_OK);
  char* problem = nullptr;
  sqlite3_exec(database, sql.c_str(), nullptr, nullptr, &problem);
  CHECK_MESSAGE(problem == nullptr, (problem == nullptr ? "" : problem));
  sqlite3_free(problem);
  sqlite3_close(database);
}

}  // namespace labcheck::ledger::test
