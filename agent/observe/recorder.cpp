#include "observe/recorder.hpp"

#include <algorithm>
#include <iterator>
#include <memory>
#include <utility>

#include <boost/asio/post.hpp>

#include "observe/gather.hpp"

namespace labcheck::observe {

void Recorder::recall(Record past) {
  for (auto& observation : past.observations) {
    keep(std::move(observation));
  }
  for (auto& end : past.ends) {
    keep(std::move(end));
  }
  for (const auto& key : past.started) {
    note(key);
  }
  hosts_ = std::move(past.hosts);
  flags_ = std::move(past.flags);
  rulings_ = std::move(past.rulings);
}

void Recorder::note(CheckKey key) {
  const int run = std::exchange(key.run, 0);
  auto& last = last_runs_[key];
  last = std::max(last, run);
}

int Recorder::last_run(CheckKey key) const {
  key.run = 0;
  const auto found = last_runs_.find(key);
  return found == last_runs_.end() ? 0 : found->second;
}

const Observation* Recorder::keep(Observation observation) {
  const auto* kept = &observations_.emplace_back(std::move(observation));
  checks_[kept->check].observations.push_back(kept);
  return kept;
}

void Recorder::keep(CheckEnd end) {
  note(end.check);
  const auto* kept = &ends_.emplace_back(std::move(end));
  checks_[kept->check].end = kept;
}

void Recorder::check_started(const CheckKey& check) {
  ledger_.check_started(check);
  note(check);
}

const Observation* Recorder::observed(Observation observation) {
  observation.id = ledger_.observed(observation);
  if (events_.observed) {
    events_.observed(observation.check);
  }
  return keep(std::move(observation));
}

void Recorder::check_ended(CheckEnd end) {
  ledger_.check_ended(end);
  keep(std::move(end));
}

// The ledger's thread only posts: whoever waits goes on on the I/O thread, which is never blocked.
boost::asio::awaitable<bool> Recorder::durable() {
  struct Wait {
    explicit Wait(const boost::asio::any_io_executor& executor) : told{executor} {}
    Event told;
    bool durable{false};
  };
  const auto executor = co_await boost::asio::this_coro::executor;
  auto wait = std::make_shared<Wait>(executor);
  // Weak: a run that is torn down leaves its questions in the ledger's hands, which outlives the I/O loop.
  ledger_.when_durable([waiting = std::weak_ptr{wait}, executor](bool durable) {
    if (waiting.expired()) {
      return;
    }
    boost::asio::post(executor, [waiting, durable] {
      if (const auto still = waiting.lock()) {
        still->durable = durable;
        still->told.set();
      }
    });
  });
  co_await wait->told.wait();
  co_return wait->durable;
}

void Recorder::host(const HostFacts& facts) {
  ledger_.host(facts);
  hosts_.push_back(facts);
}

void Recorder::flag(const Flag& flag) {
  if (std::find(flags_.begin(), flags_.end(), flag) == flags_.end()) {
    ledger_.flag(flag);
    flags_.push_back(flag);
    if (events_.flag) {
      events_.flag(flag);
    }
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
