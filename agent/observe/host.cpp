#include "observe/host.hpp"

#include <algorithm>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

namespace labcheck::observe {
namespace {

using boost::asio::awaitable;
using Moment = std::chrono::steady_clock::time_point;

constexpr int most_batch_lanes = 4;
constexpr int most_alone_lanes = 4;
constexpr Duration shortest_rest{1'000};

}  // namespace

Host::Host(Context& context, std::string candidate, std::string name, const RosterHost* place)
    : context_{context}, candidate_{std::move(candidate)}, name_{std::move(name)}, place_{place} {}

awaitable<Answer> Host::run(Script script, Duration timeout, bool completes) {
  const auto self = shared_from_this();
  const auto job = std::make_shared<Job>();
  job->alone = script.alone;
  job->script = std::move(script);
  job->timeout = timeout;
  job->completes = completes;
  pending_.push_back(job);
  ++jobs_under_way_;
  kick();
  while (!job->done) {
    co_await job->settled.wait(Deadline::max());
  }
  --jobs_under_way_;
  last_used_ = std::chrono::steady_clock::now();
  if (jobs_under_way_ == 0) {
    context_.slots.idle();
  }
  co_return std::move(job->answer);
}

void Host::kick() {
  if (closed_) {
    finish_all({Ending::interrupted, "the run is over", false});
    return;
  }
  if (trouble_ && std::chrono::steady_clock::now() < trouble_over_) {
    finish_all(*trouble_);
    return;
  }
  if (no_root_) {
    finish_all(*no_root_);
    return;
  }
  if (session_ && session_->broken()) {
    lose_session(session_, session_->why_broken());
  }
  if (!local() && !session_) {
    if (!connecting_) {
      connecting_ = true;
      boost::asio::co_spawn(context_.executor, connect(), boost::asio::detached);
    }
    return;
  }
  if (!dispatching_) {
    // Whatever else is asked in this turn of the loop joins the batch.
    dispatching_ = true;
    boost::asio::post(context_.executor, [self = shared_from_this()] {
      self->dispatching_ = false;
      self->dispatch();
    });
  }
}

awaitable<Tried<Connected>> Host::new_session() {
  Target target{.host = place_->connect_host, .port = place_->connect_port, .login = place_->login, .started = {}};
  target.started = [this](const std::shared_ptr<Session>& session) { opening_.push_back(session); };
  opening_.erase(std::remove_if(opening_.begin(), opening_.end(), [](const auto& own) { return own.expired(); }),
                 opening_.end());
  const auto begun = std::chrono::steady_clock::now();
  auto connected = co_await open_session(context_, std::move(target));
  if (connected) {
    trouble_.reset();
    co_return connected;
  }
  // A refused login is never tried again. A host that is down may be booting, but those who ask meanwhile don't each
  // wait for it anew.
  const auto& why = connected.error();
  const bool final = why.ending == Ending::login_refused || why.ending == Ending::host_key_changed;
  const auto now = std::chrono::steady_clock::now();
  if (why.ending == Ending::host_key_changed) {
    flag("changed-host", why.message);
  }
  trouble_ = why;
  trouble_over_ = final ? Moment::max() : now + std::max<Moment::duration>(shortest_rest, now - begun);
  co_return connected;
}

awaitable<void> Host::connect() {
  const auto self = shared_from_this();
  co_await context_.slots.take();
  auto connected = co_await new_session();
  connecting_ = false;
  if (!connected) {
    context_.slots.give_back();
    finish_all(connected.error());
    co_return;
  }
  if (closed_) {
    connected->session->drop("the run is over");
    context_.slots.give_back();
    finish_all({Ending::interrupted, "the run is over", false});
    co_return;
  }
  session_ = connected->session;
  host_key_ = connected->host_key;
  identified_ = false;
  last_used_ = std::chrono::steady_clock::now();
  kick();
}

void Host::lose_session(const std::shared_ptr<Session>& session, const std::string& why) {
  session->drop(why);
  if (session_ == session) {
    session_.reset();
    context_.slots.give_back();
  }
}

void Host::dispatch() {
  if (closed_ || (!local() && (!session_ || session_->broken()))) {
    kick();
    return;
  }
  std::vector<JobPtr> batch;
  std::deque<JobPtr> later;
  for (auto& job : pending_) {
    const bool room = batch_lanes_ + alone_lanes_ < most_lanes_;
    if (!job->alone && batch_lanes_ < most_batch_lanes && room) {
      batch.push_back(job);
    } else if (job->alone && alone_lanes_ < most_alone_lanes && room && batch.empty()) {
      ++alone_lanes_;
      boost::asio::co_spawn(context_.executor, lane({job}, true), boost::asio::detached);
    } else {
      later.push_back(job);
    }
  }
  pending_ = std::move(later);
  if (batch.empty()) {
    return;
  }
  const auto first = introductions();
  batch.insert(batch.begin(), first.begin(), first.end());
  if (!context_.options.batches) {
    pending_.insert(pending_.begin(), batch.begin() + 1, batch.end());
    batch.resize(1);
    kick();
  }
  ++batch_lanes_;
  boost::asio::co_spawn(context_.executor, lane(std::move(batch), false), boost::asio::detached);
}

void Host::finish(const JobPtr& job, Answer answer) {
  if (job->done) {
    return;
  }
  introduced(*job, answer);
  hindered(*job, answer);
  job->answer = std::move(answer);
  job->done = true;
  job->settled.notify();
}

void Host::finish_all(const Trouble& why) {
  while (!pending_.empty()) {
    const auto job = pending_.front();
    pending_.pop_front();
    finish(job, answer_of(why));
  }
}

Answer Host::answer_of(const Trouble& why) const {
  Answer answer;
  answer.ending = why.ending;
  answer.message = why.message;
  answer.started = context_.clock.now();
  return answer;
}

void Host::interrupt() {
  std::deque<JobPtr> waiting;
  waiting.swap(pending_);
  for (const auto& job : waiting) {
    if (given_up(*job)) {
      finish(job, answer_of({Ending::interrupted, "the run was interrupted", false}));
    } else {
      pending_.push_back(job);
    }
  }
  for (const auto& job : awaiting_shell_) {
    if (given_up(*job)) {
      finish(job, answer_of({Ending::interrupted, "the run was interrupted", false}));
    }
  }
  if (tunnel_ && completing_ == 0) {
    tunnel_->drop("the run was interrupted");
  }
  // Nor does anybody wait for a host that is still being connected to.
  for (const auto& own : opening_) {
    const auto session = own.lock();
    if (session && session != session_ && session != tunnel_ && pending_.empty() && completing_ == 0) {
      session->drop("the run was interrupted");
    }
  }
}

void Host::exchanging(int change, bool completes) {
  exchanges_ += change;
  completing_ += completes ? change : 0;
  if (exchanges_ == 0) {
    last_used_ = std::chrono::steady_clock::now();
    context_.slots.idle();
  }
}

awaitable<void> Host::rest() {
  const auto self = shared_from_this();
  const auto session = std::exchange(session_, nullptr);
  const auto tunnel = std::exchange(tunnel_, nullptr);
  if (tunnel) {
    co_await tunnel->close(deadline_in(Duration{500}));
  }
  if (session) {
    co_await session->close(deadline_in(Duration{500}));
    context_.slots.give_back();
  }
}

awaitable<void> Host::close() {
  const auto self = shared_from_this();
  closed_ = true;
  finish_all({Ending::interrupted, "the run is over", false});
  co_await rest();
}

}  // namespace labcheck::observe
