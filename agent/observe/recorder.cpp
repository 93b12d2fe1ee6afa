#include "observe/recorder.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace labcheck::observe {

const Observation* Recorder::observed(Observation observation) {
  observation.id = ledger_.observed(observation);
  const auto* kept = &observations_.emplace_back(std::move(observation));
  checks_[kept->check].observations.push_back(kept);
  return kept;
}

void Recorder::check_ended(CheckEnd end) {
  ledger_.check_ended(end);
  const auto* kept = &ends_.emplace_back(std::move(end));
  checks_[kept->check].end = kept;
}

void Recorder::host(const HostFacts& facts) {
  ledger_.host(facts);
  hosts_.push_back(facts);
}

void Recorder::flag(const Flag& flag) {
  if (std::find(flags_.begin(), flags_.end(), flag) == flags_.end()) {
    ledger_.flag(flag);
    flags_.push_back(flag);
  }
}

void Recorder::ruling(const Ruling& ruling) {
  ledger_.ruling(ruling);
  rulings_.push_back(ruling);
}

judge::CheckRecord Recorder::check(const CheckKey& key) const {
  const auto found = checks_.find(key);
  return found == checks_.end() ? judge::CheckRecord{} : found->second;
}

Record Recorder::take(const RunInfo& run) {
  checks_.clear();
  Record record;
  record.run = run;
  record.observations.assign(std::make_move_iterator(observations_.begin()),
                             std::make_move_iterator(observations_.end()));
  record.ends.assign(ends_.begin(), ends_.end());
  record.hosts = std::move(hosts_);
  record.flags = std::move(flags_);
  record.rulings = std::move(rulings_);
  return record;
}

}  // namespace labcheck::observe
