#include <algorithm>
#include <chrono>
#include <ctime>
#include <memory>
#include <optional>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/exam.hpp"
#include "cli/inputs.hpp"
#include "cli/observing.hpp"
#include "cli/outputs.hpp"
#include "cli/progress/options.hpp"
#include "cli/resuming.hpp"
#include "cli/rulings.hpp"
#include "cli/signing.hpp"
#include "cli/standard_error.hpp"
#include "judge/run.hpp"
#include "ledger/ledger.hpp"
#include "ledger/reopening.hpp"
#include "observe/log.hpp"
#include "plan/plan.hpp"
#include "plan/run_plans.hpp"

namespace labcheck::cli {
namespace {

struct RunOptions {
  TargetOptions target{};
  ReportOptions report{};
  std::string ledger{};
  std::string key_file{};      ///< the secret key of `--sign`
  std::string attestations{};  ///< what people ruled beforehand
  ExamOptions exam{};
  ConnectingOptions connecting{};
  ResumeOptions resuming{};
  TimingOptions timing{};
  ProgressOptions progress{};
};

void describe(CLI::App& command, RunOptions& options) {
  add_scenarios(command, options.target);
  command.get_option("scenario")->required(false);  // the ledger of a run that is taken up again has them
  add_targets(command, options.target);
  add_shard(command, options.target);
  add_reports(command, options.report);
  command.add_option("--ledger", options.ledger, "Where to keep the run (default: labcheck-TIME.labcheck)");
  command.add_option("--sign", options.key_file, "Sign the ledger at the end with this secret key (see keygen)");
  command.add_option("--attestations", options.attestations, "A file of attestations and waivers made beforehand");
  add_exam(command, options.exam);
  add_resuming(command, options.resuming);
  add_timing(command, options.timing);
  add_connecting(command, options.connecting);
  add_progress(command, options.progress);
}

Time now() {
  return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
}

std::string ledger_path(const RunOptions& options, Time started) {
  if (!options.ledger.empty()) {
    return options.ledger;
  }
  const auto seconds = std::chrono::system_clock::to_time_t(started);
  return fmt::format("labcheck-{:%Y%m%dT%H%M%SZ}.labcheck", fmt::gmtime(seconds));
}

/// What a run works with once its inputs are good.
struct Work {
  TakenUp taken{};
  std::unique_ptr<LedgerWriter> ledger{};
  std::string path{};
  Rulings rulings{};  ///< of `--attestations`, as far as they are not recorded yet
};

/// The exit code once it is said why there is no plan.
int plan_new(const RunOptions& options, const plan::RandomText& random, Part& part) {
  if (options.target.scenarios.empty()) {
    complain("give a scenario");
    return exit_invalid;
  }
  auto plan = make_plan(options.target, random);
  if (!plan) {
    return exit_invalid;
  }
  if (plan->candidates.empty()) {
    return exit_undetermined;  // nobody has passed anything
  }
  part.info = {.id = random(16), .started = now(), .ended = {}, .interrupted = false, .version = LABCHECK_VERSION};
  part.plan = std::move(*plan);
  part.info.shard = options.target.shard ? to_string(*options.target.shard) : "";
  if (!look_at_proofs(options.exam, part.plan, part.info)) {
    return exit_invalid;
  }
  part.judged = plan::without_secrets(part.plan);
  part.past.draws = plan::draws_of(part.judged);
  return exit_ok;
}

/// Reads `--attestations`; false once the errors are printed.
bool take_attestations(const RunOptions& options, Work& work) {
  if (options.attestations.empty()) {
    return true;
  }
  auto given = load_rulings(options.attestations, work.taken.part.judged);
  auto& known = work.taken.part.before.rulings;
  for (auto& ruling : given.value_or(Rulings{})) {
    if (std::find(known.begin(), known.end(), ruling) == known.end()) {
      known.push_back(ruling);
      work.rulings.push_back(std::move(ruling));
    }
  }
  return given.has_value();
}

/// Plans a new run and makes its ledger. The exit code once an error is printed.
int begin_new(const RunOptions& options, std::optional<ledger::SigningKey> signer, observe::Masker& masker,
              Work& work) {
  auto& part = work.taken.part;
  if (const int problem = plan_new(options, plan::random_text(), part); problem != exit_ok) {
    return problem;
  }
  if (!collect_secrets(part.plan, masker) || !take_attestations(options, work)) {
    return exit_invalid;
  }
  work.path = ledger_path(options, part.info.started);
  auto ledger = ledger::create_ledger(work.path, std::move(signer));
  if (!ledger) {
    complain(ledger.error().message);
    return exit_resource;
  }
  work.ledger = std::move(*ledger);
  return exit_ok;
}

/// Opens the ledger of a run and plans what is left to do. The exit code once an error is printed.
int begin_again(const RunOptions& options, std::optional<ledger::SigningKey> signer, observe::Masker& masker,
                Work& work) {
  work.path = options.ledger;
  const bool signs = signer.has_value();
  auto opened = ledger::open_ledger(work.path, std::move(signer));
  if (!opened) {
    return refused(opened.error());
  }
  const auto random = plan::random_text();
  if (opened->record.run.id.empty()) {
    // It died before anything was recorded, so nothing was asked.
    if (const int problem = plan_new(options, random, work.taken.part); problem != exit_ok) {
      return problem;
    }
  } else {
    auto taken = take_up(std::move(opened->record), options.target, options.resuming, random);
    if (!taken) {
      return exit_invalid;
    }
    work.taken = std::move(*taken);
  }
  if (!collect_secrets(work.taken.part.plan, masker) || !take_attestations(options, work)) {
    return exit_invalid;
  }
  if (!signs && (opened->is_signed || !opened->signer.empty()) && !work.taken.nothing_to_do) {
    complain("what is added to the ledger now is not signed: give --sign to sign it");
  }
  work.ledger = std::move(opened->writer);
  return exit_ok;
}

Record observe_work(const RunOptions& options, const observe::Masker& masker, Teller* teller, Work& work) {
  auto& part = work.taken.part;
  if (work.taken.nothing_to_do) {
    return std::move(part.before);
  }
  part.info.at = part.timing.at ? part.timing.at : part.info.at;
  work.ledger->begin(part.info, part.judged);
  for (const auto& ruling : work.rulings) {
    work.ledger->ruling(ruling);
  }
  auto record = observe_part(part, *work.ledger, masker, options.connecting, teller);
  work.ledger->end(part.info);
  return record;
}

/// The reports, and how it ended; the exit code.
int conclude(const RunOptions& options, const std::vector<Output>& outputs, const Record& record, Work& work,
             RunResult& result) {
  const bool kept = work.ledger->close();
  const auto trouble = work.ledger->trouble();
  result = judge::judge_run(work.taken.part.judged, record);
  const bool written = write_outputs(outputs, result, options.report);
  if (!options.progress.quiet) {
    say(fmt::format("ledger: {}\n", report::printable(work.path)));
  }
  if (!kept || !written) {
    complain(kept ? "a report could not be written" : fmt::format("the ledger {}: {}", work.path, trouble));
    return exit_resource;
  }
  return record.run.interrupted ? exit_interrupted : report::exit_code(result, options.report.allow_manual);
}

int run(const RunOptions& options) {
  const auto outputs = outputs_of(options.report);
  const auto timing = timing_of(options.timing, now());
  if (!outputs || !timing || !makes_sense(options.resuming, options.ledger, timing->at.has_value())) {
    return exit_invalid;
  }
  const auto teller = teller_of(options.progress, options.report.lang());
  if (!teller) {
    return exit_invalid;
  }
  auto signer = signing_key(options.key_file);
  if (!signer) {
    complain(signer.error().message);
    return exit_invalid;
  }
  observe::Masker masker;
  observe::start_log(masker, options.progress.verbosity, say);
  Work work;
  const auto begin = options.resuming.wanted() ? begin_again : begin_new;
  if (const int problem = begin(options, std::move(*signer), masker, work); problem != exit_ok) {
    return problem;
  }
  work.taken.part.timing = *timing;
  const auto record = observe_work(options, masker, teller->get(), work);
  RunResult result;
  const int code = conclude(options, *outputs, record, work, result);
  if (*teller) {
    (*teller)->over(result, code);
  }
  return code;
}

}  // namespace

void add_run(CLI::App& program, Action& chosen) {
  add_command<RunOptions>(program, chosen, "run", "Grade candidates' hosts", describe, run);
}

}  // namespace labcheck::cli
