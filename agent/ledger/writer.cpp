#include "ledger/writer.hpp"

#include <exception>

#include <fmt/format.h>

#include "ledger/ledger.hpp"
#include "ledger/plan_records.hpp"
#include "ledger/records.hpp"

namespace labcheck::ledger {

namespace {

// A guess of what a waiting record takes, good enough to bound the queue; payloads are what grows.
std::size_t weight(const Entry& entry) {
  return entry.payload.size() + 4096;
}

Time now() {
  return std::chrono::floor<Duration>(std::chrono::system_clock::now());
}

Result<void> guarded(const std::function<Result<void>()>& work) {
  try {
    return work();
  } catch (const std::exception& problem) {  // out of memory: the thread must not take the program with it
    return failed(ErrorKind::resource, problem.what());
  }
}

}  // namespace

Writer::Writer(std::string path, Store store, std::size_t most_waiting_bytes, std::string signer,
               std::int64_t last)
    : path_{std::move(path)},
      most_waiting_{most_waiting_bytes},
      signer_{std::move(signer)},
      store_{std::move(store)},
      last_{last},
      durable_{last} {
  thread_ = std::thread{[this] { work(); }};
}

Writer::~Writer() {
  close();
}

std::int64_t Writer::give(Entry entry) {
  const Lock lock{mutex_};
  return put(std::move(entry), lock);
}

std::int64_t Writer::put(Entry entry, const Lock&) {
  entry.seq = ++last_;
  entry.time = now();
  if (closing_) {
    fail("a record came after it was closed");
  }
  if (trouble_.empty() && waiting_bytes_ + weight(entry) > most_waiting_) {
    fail(fmt::format("the disk does not keep up: {} MiB wait to be written", waiting_bytes_ >> 20));
  }
  if (!trouble_.empty()) {
    lost_from_ = lost_from_ == 0 ? entry.seq : lost_from_;
    return entry.seq;
  }
  const auto seq = entry.seq;
  waiting_bytes_ += weight(entry);
  queue_.push_back(std::move(entry));
  wake_.notify_one();
  return seq;
}

// The first trouble is the one to tell.
void Writer::fail(std::string message) {
  if (trouble_.empty()) {
    trouble_ = fmt::format("cannot write the ledger '{}': {}", path_, message);
  }
}

void Writer::work() {
  Lock lock{mutex_};
  while (true) {
    wake_.wait(lock, [this] { return !queue_.empty() || !waiting_.empty() || closing_; });
    if (!queue_.empty()) {
      write_queue(lock);
    }
    settle(lock);
    if (queue_.empty() && waiting_.empty() && closing_) {
      break;
    }
  }
  lock.unlock();
  const auto finished = guarded([this] { return store_.close(); });
  lock.lock();
  single_file_ = finished.has_value();
  if (!finished && trouble_.empty()) {
    trouble_ = fmt::format("cannot make the ledger '{0}' a single file ('{0}-wal' belongs to it): {1}", path_,
                           finished.error().message);
  }
  closed_ = true;
  progress_.notify_all();
}

void Writer::write_queue(Lock& lock) {
  const auto batch = std::exchange(queue_, {});
  lock.unlock();
  const auto written = guarded([&] { return store_.append(batch); });
  lock.lock();
  for (const auto& entry : batch) {
    waiting_bytes_ -= weight(entry);
  }
  if (written) {
    durable_ = batch.back().seq;
    return;
  }
  lost_from_ = batch.front().seq;
  fail(fmt::format("{} (record {} and all after it are lost)", written.error().message, lost_from_));
  queue_.clear();
  waiting_bytes_ = 0;
}

bool Writer::settled(std::int64_t seq) const {
  return durable_ >= seq || (lost_from_ != 0 && seq >= lost_from_);
}

void Writer::settle(Lock& lock) {
  const auto open = std::stable_partition(waiting_.begin(), waiting_.end(),
                                          [this](const Waiting& waiting) { return settled(waiting.seq); });
  std::vector<Waiting> ready{std::make_move_iterator(waiting_.begin()), std::make_move_iterator(open)};
  waiting_.erase(waiting_.begin(), open);
  progress_.notify_all();
  const auto durable = durable_;
  lock.unlock();
  for (const auto& waiting : ready) {
    waiting.then(durable >= waiting.seq);
  }
  ready.clear();  // what the callbacks hold may call back into here
  lock.lock();
}

void Writer::when_durable(std::function<void(bool durable)> then) {
  const Lock lock{mutex_};
  waiting_.push_back({.seq = last_, .then = std::move(then)});
  wake_.notify_one();
}

bool Writer::flush() {
  Lock lock{mutex_};
  const auto seq = last_;
  progress_.wait(lock, [&] { return settled(seq) || closed_; });
  return durable_ >= seq;
}

bool Writer::close() {
  {
    const Lock lock{mutex_};
    closing_ = true;
    wake_.notify_one();
  }
  if (thread_.joinable()) {
    thread_.join();
  }
  const Lock lock{mutex_};
  return single_file_ && durable_ == last_;
}

bool Writer::healthy() const {
  const Lock lock{mutex_};
  return lost_from_ == 0;
}

std::string Writer::trouble() const {
  const Lock lock{mutex_};
  return trouble_;
}

void Writer::begin(const RunInfo& run, const Plan& plan) {
  auto entries = last_ == 0 ? plan_entries(run, plan) : continuation_entries(run, plan);
  const Lock lock{mutex_};
  if (!entries) {
    fail(entries.error().message);
    lost_from_ = ++last_;
    return;
  }
  if (!signer_.empty() && last_ == 0) {
    // Promised at the beginning, so that an end cut off together with its signature is missed.
    entries->front().body["signer"] = signer_;
  }
  naming_ = plan.roster ? Naming{*plan.roster} : Naming{};
  // Without letting go of the lock, so that they are written in one transaction: a crash leaves all of them or none.
  for (auto& entry : *entries) {
    put(std::move(entry), lock);
  }
}

void Writer::check_started(const CheckKey& check) {
  give(check_started_entry(check));
}

std::int64_t Writer::observed(Observation& observation) {
  observation.id = give(observation_entry(observation));
  return observation.id;
}

void Writer::check_ended(const CheckEnd& end) {
  give(check_ended_entry(end));
}
void Writer::host(const HostFacts& facts) {
  give(host_entry(facts));
}
void Writer::flag(const Flag& flag) {
  for (auto& entry : flag_entries(flag, naming_)) {
    give(std::move(entry));
  }
}
void Writer::ruling(const Ruling& ruling) {
  give(ruling_entry(ruling));
}

void Writer::continued(const Continuation& continuation) {
  give(continued_entry(continuation));
}

void Writer::end(const RunInfo& run) {
  give(run_ended_entry(run));
  sign();
}

void Writer::sign() {
  if (!signer_.empty()) {
    give({.kind = kind::signature});
  }
}

Result<std::unique_ptr<LedgerWriter>> create_ledger(const std::string& path, std::optional<SigningKey> signer) {
  auto fingerprint = signer ? signer->verify_key().fingerprint() : std::string{};
  LABCHECK_TRY_ASSIGN(auto store, Store::create(path, std::move(signer)));
  return std::make_unique<Writer>(path, std::move(store), most_waiting, std::move(fingerprint));
}

}  // namespace labcheck::ledger
