#include "qualify/trial.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>

#include "plan/binding.hpp"
#include "qualify/process.hpp"

namespace labcheck::qualify {
namespace {

/// One row under way; its hosts are given back whatever happens.
class Trial {
 public:
  Trial(const Row& row, std::string name, Lab& lab, const TrialPlan& plan)
      : row_{row}, name_{std::move(name)}, lab_{lab}, plan_{plan} {}
  ~Trial() {
    if (up_) {
      lab_.down(name_);
    }
  }

  Result<RowResult> run(bool& kept) {
    const bool from_solved =
        row_.kind != RowKind::pristine && row_.kind != RowKind::solved && row_.kind != RowKind::alternative;
    up_ = true;
    LABCHECK_TRY_ASSIGN(hosts_, lab_.up(name_, from_solved && kept));
    const bool solves = row_.kind != RowKind::pristine && !(from_solved && kept);
    if (const auto prepared = prepare(solves); !prepared) {
      return tl::unexpected<Error>(prepared.error());
    }
    LABCHECK_TRY_ASSIGN(const auto candidate, grade());
    auto result = compare(row_, candidate);
    if (row_.kind == RowKind::solved && result.holds()) {
      LABCHECK_TRY_ASSIGN(kept, lab_.keep_solved(name_));
      up_ = !kept;
    }
    return result;
  }

 private:
  std::string file(const std::string& ending) const { return fmt::format("{}/{}{}", plan_.lab.scratch, name_, ending); }

  /// Solves the exercise where it isn't, then breaks it.
  Result<void> prepare(bool solves) {
    std::map<std::string, std::string> scripts;
    auto solution = plan_.folder->solve;
    for (const auto& [role, script] : row_.solution) {
      solution[role] = script;
    }
    for (const auto& role : plan_.scenario->roles) {
      for (int at = 0; solves && solution.contains(role.name) && at < role.count; ++at) {
        scripts[plan::host_name(role, at)] = solution[role.name];
      }
    }
    if (auto solved = apply(scripts, "solution"); !solved) {
      return solved;
    }
    scripts.clear();
    for (const auto& host : row_.hosts) {
      scripts[host] = row_.script;
    }
    return apply(scripts, row_.title());
  }

  /// Runs scripts on hosts as root, all at the same time.
  Result<void> apply(const std::map<std::string, std::string>& scripts, const std::string& what) {
    if (scripts.empty()) {
      return {};
    }
    auto words = hosts_.near;
    words.insert(words.end(),
                 {plan_.lab.program, "apply", "--roster", hosts_.roster, "--parameters", plan_.lab.parameters_file});
    for (const auto& [host, script] : scripts) {
      const auto path = file("." + host + ".sh");
      std::ofstream{path} << script;
      words.push_back(host + "=" + path);
    }
    LABCHECK_TRY_ASSIGN(const int status, run_process(words, file(".apply.out"), file(".apply.err")));
    if (status != 0) {
      return failed(ErrorKind::resource,
                    fmt::format("the {} could not be applied: {}", what, tail_of(file(".apply.err"))));
    }
    return {};
  }

  /// What labcheck says of the candidate.
  Result<Value> grade() {
    const auto result = file(".json");
    auto words = hosts_.near;
    words.insert(words.end(), {plan_.lab.program, "run", plan_.lab.scenario, "--roster", hosts_.roster, "--candidate",
                               candidate_id, "--parameters", plan_.lab.parameters_file, "--ledger", file(".labcheck"),
                               "--format", "json=" + result, "--quiet"});
    if (!plan_.folder->attestations.empty() && row_.kind != RowKind::pristine) {
      words.insert(words.end(), {"--attestations", plan_.folder->attestations});
    }
    LABCHECK_TRY_ASSIGN(const int status, run_process(words, file(".run.out"), file(".run.err")));
    std::ifstream in{result};
    auto whole = Value::parse(in, nullptr, false);
    if (!whole.is_object() || !whole.contains("candidates") || whole["candidates"].size() != 1) {
      return failed(ErrorKind::resource,
                    fmt::format("labcheck gave no result (status {}): {}", status, tail_of(file(".run.err"))));
    }
    return whole["candidates"][0];
  }

  const Row& row_;
  std::string name_;
  Lab& lab_;
  const TrialPlan& plan_;
  Hosts hosts_{};
  bool up_{false};
};

}  // namespace

RowResult try_row(const Row& row, const std::string& scratch, Lab& lab, const TrialPlan& plan, bool& kept) {
  const auto started = std::chrono::steady_clock::now();
  auto tried = Trial{row, scratch, lab, plan}.run(kept);
  RowResult result = tried ? std::move(*tried) : RowResult{.errors = {tried.error().message}};
  result.seconds = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - started).count();
  return result;
}

}  // namespace labcheck::qualify
