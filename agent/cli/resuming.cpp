#include "cli/resuming.hpp"

#include <algorithm>
#include <chrono>
#include <iostream>
#include <set>

#include <fmt/format.h>

#include "cli/inputs.hpp"
#include "cli/recorded.hpp"
#include "judge/unfinished.hpp"
#include "load/secret_parameters.hpp"
#include "plan/plan.hpp"
#include "plan/roster_difference.hpp"
#include "plan/run_plans.hpp"
#include "report/report.hpp"

namespace labcheck::cli {
namespace {

bool refuse(const std::string& message) {
  complain(message);
  return false;
}

/// The first line in which two texts differ.
int first_difference(const std::string& one, const std::string& other) {
  const auto [at, ignored] = std::mismatch(one.begin(), one.end(), other.begin(), other.end());
  return 1 + static_cast<int>(std::count(one.begin(), at, '\n'));
}

bool same_texts(const Scenario& recorded, const Scenario& given) {
  for (std::size_t at = 0; at < std::min(recorded.sources.size(), given.sources.size()); ++at) {
    const auto& text = given.sources[at];
    if (text.text != recorded.sources[at].text) {
      return refuse(
          fmt::format("{}:{}: this is not what the ledger's run was begun with; leave the scenario out to go "
                      "on with the recorded one",
                      text.name, first_difference(text.text, recorded.sources[at].text)));
    }
  }
  return recorded.sources.size() == given.sources.size() ||
         refuse(fmt::format("scenario '{}' is made of {} files, and was of {}", given.id, given.sources.size(),
                            recorded.sources.size()));
}

/// Scenarios may be left out; those that are given must be the recorded ones.
bool same_scenarios(const Scenarios& recorded, const std::vector<std::string>& paths) {
  const auto given = load_scenarios(paths);
  if (!given) {
    return false;
  }
  for (const auto& scenario : *given) {
    const auto found =
        std::find_if(recorded.begin(), recorded.end(), [&](const auto& it) { return it->id == scenario->id; });
    if (found == recorded.end()) {
      return refuse(fmt::format("scenario '{}' is none of the ledger's run", scenario->id));
    }
    if (!same_texts(**found, *scenario)) {
      return false;
    }
  }
  return true;
}

bool same_selection(const Record& record, const TargetOptions& target) {
  std::set<std::string> candidates;
  for (const auto& draw : record.draws) {
    candidates.insert(draw.candidate);
  }
  if (!target.candidates.empty() &&
      std::set<std::string>(target.candidates.begin(), target.candidates.end()) != candidates) {
    return refuse(fmt::format("--candidate: the ledger's run is of {}", fmt::join(candidates, ", ")));
  }
  if (target.shard && to_string(*target.shard) != record.run.shard) {
    return refuse(record.run.shard.empty() ? "--shard: the ledger's run is of the whole roster"
                                           : fmt::format("--shard: the ledger's run is of shard {}", record.run.shard));
  }
  const auto& codes = record.selected_codes;
  if (!target.codes.empty() && std::set<std::string>(target.codes.begin(), target.codes.end()) !=
                                   std::set<std::string>(codes.begin(), codes.end())) {
    return refuse(codes.empty() ? "--skill: the ledger's run is of all skills"
                                : fmt::format("--skill: the ledger's run is of {}", fmt::join(codes, ", ")));
  }
  return true;
}

/// The recorded plan with the secrets of the given roster.
std::optional<Plan> plan_again(const Record& record, Scenarios scenarios, const TargetOptions& target) {
  const auto roster = load_roster(target);
  if (!roster) {
    return std::nullopt;
  }
  for (const auto& scenario : scenarios) {
    const auto open_secrets = load::check_secret_parameters(**roster, *scenario, target.open_files);
    print(open_secrets);
    if (has_errors(open_secrets)) {
      return std::nullopt;
    }
  }
  plan::Selection selection{.candidates = {}, .codes = record.selected_codes};
  for (const auto& draw : record.draws) {
    selection.candidates.push_back(draw.candidate);
  }
  auto plan = plan::make_plan(std::move(scenarios), *roster, record.draws, selection);
  if (!plan) {
    complain(plan.error().message);
    return std::nullopt;
  }
  // Only a plan knows which parameters are secret, and what differs is said with its values.
  const auto difference = plan::roster_difference(record.roster, *plan::without_secrets(*plan).roster);
  if (!difference.empty()) {
    complain(fmt::format("the roster is not the one that the ledger's run was begun with: {}", difference));
    return std::nullopt;
  }
  return std::move(*plan);
}

/// Gives the part its nonces, and the run its continuation.
bool continue_run(Part& part, const ResumeOptions& options, const plan::RandomText& random) {
  if (const auto drawn = plan::draw_nonces_anew(part.plan, random); !drawn) {
    return refuse(drawn.error().message);
  }
  part.judged = plan::without_secrets(part.plan);
  const auto fresh = plan::draws_of(part.judged);
  part.past.draws.insert(part.past.draws.end(), fresh.begin(), fresh.end());
  part.info.continuations.push_back(
      {.kind = options.retry.empty() ? Continuation::Kind::resume : Continuation::Kind::retry,
       .by = options.by,
       .reason = options.reason,
       .at = std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now())});
  return true;
}

}  // namespace

void add_resuming(CLI::App& command, ResumeOptions& options) {
  command.add_flag("--resume", options.resume,
                   "Go on with the run in --ledger: clean up what was cut short, then ask what has not ended");
  command
      .add_option("--retry", options.retry, "error: ask again what ended in error; what failed is never asked again")
      ->check(CLI::IsMember({"error"}));
  command.add_option("--reason", options.reason, "Why it is asked again");
  command.add_option("--by", options.by, "Who has it asked again");
}

bool makes_sense(const ResumeOptions& options, const std::string& ledger, bool waits) {
  const auto blank = [](const std::string& text) { return text.find_first_not_of(" \t\n") == std::string::npos; };
  if (options.wanted() && ledger.empty()) {
    return refuse("--resume and --retry go on with a run: say in which --ledger");
  }
  if (options.wanted() && waits) {
    return refuse("--at is for a run that begins: one that is taken up again goes on at once");
  }
  if (!options.retry.empty() && (blank(options.reason) || blank(options.by))) {
    return refuse("--retry error is recorded with --reason and --by: why it is asked again, and who says so");
  }
  if (options.retry.empty() && !(options.reason.empty() && options.by.empty())) {
    return refuse("--reason and --by belong to --retry error");
  }
  return true;
}

std::optional<TakenUp> take_up(Record record, const TargetOptions& target, const ResumeOptions& options,
                               const plan::RandomText& random) {
  if (record.run.withheld > 0) {
    complain("the ledger is an export: records are withheld from it");
    return std::nullopt;
  }
  if (!record.run.parts.empty()) {
    complain("the ledger is merged of others: take their runs up again, and merge them anew");
    return std::nullopt;
  }
  auto scenarios = recorded_scenarios(record);
  if (!scenarios || !same_scenarios(*scenarios, target.scenarios) || !same_selection(record, target)) {
    return std::nullopt;
  }
  auto plan = plan_again(record, std::move(*scenarios), target);
  if (!plan) {
    return std::nullopt;
  }
  const auto judged = plan::without_secrets(*plan);
  auto unfinished = judge::unfinished(judged, record);
  if (!options.resume && (record.run.interrupted || !unfinished.open.empty())) {
    complain("the ledger's run has not ended: give --resume too");
    return std::nullopt;
  }
  TakenUp taken;
  auto& part = taken.part;
  part.info = record.run;
  part.past = {.run = static_cast<int>(record.run.continuations.size()) + 2, .draws = record.draws};
  part.plan = std::move(*plan);
  part.judged = judged;
  if (!options.retry.empty()) {
    part.past.again = std::move(unfinished.erred);
  }
  taken.nothing_to_do =
      !record.run.interrupted && unfinished.open.empty() && !unfinished.owes && part.past.again.empty();
  if (taken.nothing_to_do) {
    std::cerr << (options.resume ? "nothing to resume: every check of the run has ended\n"
                                 : "nothing to retry: no check of the run ended in error\n");
  } else if (!continue_run(part, options, random)) {
    return std::nullopt;
  }
  part.before = std::move(record);
  return taken;
}

}  // namespace labcheck::cli
