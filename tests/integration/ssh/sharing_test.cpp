#include "observe/sharing.hpp"

#include <cstdlib>
#include <optional>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "judge/run.hpp"
#include "load/scenario.hpp"
#include "observe/no_ledger.hpp"
#include "observe/run.hpp"
#include "plan/plan.hpp"
#include "plan/run_plans.hpp"
#include "ssh/random_scenario.hpp"
#include "ssh/seat.hpp"

using namespace labcheck;
using namespace labcheck::test;

namespace {

/// The real engine, counted.
class CountingAsker final : public observe::Asker {
 public:
  explicit CountingAsker(observe::Asker& inner) : inner_{inner} {}
  boost::asio::awaitable<Answer> ask(Asked asked) override {
    ++count;
    return inner_.ask(std::move(asked));
  }
  int count{0};

 private:
  observe::Asker& inner_;
};

Result<Plan> plan_of(const std::string& text, const Roster& roster) {
  const std::string path = std::string{LABCHECK_SOURCE_DIR} + "/scenarios/random.yaml";
  const auto disk = load::disk_sources();
  const load::Sources sources = [&](const std::string& wanted) -> Result<std::optional<std::string>> {
    if (wanted == path) {
      return std::optional{text};
    }
    return disk(wanted);
  };
  const auto loaded = load::load_scenario(path, sources, {});
  if (!loaded.value) {
    return failed(ErrorKind::invalid, to_string(loaded.diagnostics.at(0)));
  }
  const std::vector<Draw> draws{
      {.candidate = "c01", .scenario = "test/random", .parameters = {{"marker", "nonce7353"}}}};
  return plan::make_plan({loaded.value}, std::make_shared<const Roster>(roster), draws, {});
}

/// How a run went: a line for each check and skill, and how often something was asked.
struct Course {
  std::vector<std::string> lines{};
  int asked{0};
};

std::vector<std::string> lines_of(const RunResult& result) {
  std::vector<std::string> lines;
  for (const auto& skill : result.candidates.at(0).skills) {
    lines.push_back(fmt::format("{} {} {}", skill.code, to_string(skill.verdict), skill.points.hundredths));
    for (const auto& check : skill.checks) {
      lines.push_back(fmt::format("{} {} attempts={} vantage={} why='{}' expected='{}' actual='{}'", check.id,
                                  to_string(check.outcome), check.attempts, to_string(check.vantage), check.why,
                                  check.expected, check.actual));
    }
  }
  return lines;
}

Course run(const Sshd& sshd, const std::string& text, bool shares, bool batches) {
  Roster roster;
  roster.candidates.push_back({.id = "c01"});
  RosterHost host{.role = "box", .connect_host = "127.0.0.1", .connect_port = sshd.port()};
  host.address = "127.0.0.1";
  host.login.agent = false;
  host.login.key = sshd.user_key();
  roster.candidates[0].hosts.push_back(host);
  const auto plan = plan_of(text, roster);
  if (!plan) {
    FAIL(plan.error().message << "\n" << text);
  }
  boost::asio::io_context io{1};
  const observe::Masker masker;
  observe::EngineOptions options;
  options.batches = batches;
  const auto engine = observe::Engine::create(io, *plan->roster, masker, options, {});
  CountingAsker asker{*engine};
  observe::NoLedger ledger;
  observe::Recorder recorder{ledger};
  const observe::RunControl control{.shares = shares};
  const observe::Past past{.draws = plan::draws_of(*plan)};
  const observe::Progress progress;
  bool over = false;
  auto whole = [&]() -> boost::asio::awaitable<void> {
    co_await observe::run_plan(*plan, *plan, asker, recorder, progress, control, past);
    co_await engine->close();
    over = true;
  };
  boost::asio::co_spawn(io, whole(), boost::asio::detached);
  io.run_for(std::chrono::seconds{120});
  REQUIRE(over);
  auto record = recorder.take({});
  record.draws = past.draws;
  return {.lines = lines_of(judge::judge_run(*plan, record)), .asked = asker.count};
}

/// More of them by hand: LABCHECK_SEEDS=200.
unsigned number_of_seeds() {
  const auto* wanted = std::getenv("LABCHECK_SEEDS");
  return wanted == nullptr ? 3 : static_cast<unsigned>(std::atoi(wanted));
}

}  // namespace

TEST_SUITE("ssh/sharing") {
  TEST_CASE("random plans have the same outcomes with and without shared answers, with and without batches") {
    const Sshd sshd;
    const TempFolder folder;
    const RandomLab lab{.folder = folder / "lab", .open = sshd.port(), .closed = free_port()};
    int shared = 0;
    int unshared = 0;
    for (unsigned seed = 1; seed <= number_of_seeds(); ++seed) {
      const auto text = RandomScenario{seed, lab}.text();
      INFO("seed ", seed, "\n", text);
      std::optional<Course> plain;
      for (const auto& [shares, batches] : {std::pair{false, false}, {false, true}, {true, false}, {true, true}}) {
        INFO("shares ", shares, ", batches ", batches);
        lab.reset();
        const auto course = run(sshd, text, shares, batches);
        (shares ? shared : unshared) += course.asked;
        plain = plain ? plain : course;
        REQUIRE(course.lines.size() == plain->lines.size());
        for (std::size_t at = 0; at < course.lines.size(); ++at) {
          CHECK(course.lines[at] == plain->lines[at]);
        }
        CHECK((shares ? course.asked <= plain->asked : course.asked == plain->asked));
      }
    }
    MESSAGE(unshared, " requests, ", shared, " where equal ones are shared");
    CHECK(shared < unshared);
  }
}
