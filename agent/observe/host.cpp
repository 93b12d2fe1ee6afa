#include "observe/host.hpp"

#include <algorithm>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "observe/channel.hpp"
#include "observe/clean_shell.hpp"
#include "observe/local.hpp"
#include "observe/log.hpp"

namespace labcheck::observe {
namespace {

using boost::asio::awaitable;
using Moment = std::chrono::steady_clock::time_point;

constexpr int most_batch_lanes = 4;
constexpr int most_alone_lanes = 4;
constexpr int most_requeued = 4;
constexpr int most_crowded = 12;
constexpr Duration identity_timeout{10'000};
constexpr Duration shell_timeout{15'000};

}  // namespace

Host::Host(Context& context, std::string candidate, std::string name, const RosterHost* place)
    : context_{context}, candidate_{std::move(candidate)}, name_{std::move(name)}, place_{place} {}

awaitable<Answer> Host::run(Script script, Duration timeout) {
  const auto self = shared_from_this();
  const auto job = std::make_shared<Job>();
  job->alone = script.alone;
  job->script = std::move(script);
  job->timeout = timeout;
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
  Target target{.host = place_->connect_host, .port = place_->connect_port, .login = place_->login};
  co_return co_await open_session(context_, std::move(target));
}

awaitable<void> Host::connect() {
  const auto self = shared_from_this();
  co_await context_.slots.take();
  auto connected = co_await new_session();
  connecting_ = false;
  if (!connected) {
    context_.slots.give_back();
    const auto& why = connected.error();
    const bool final = why.ending == Ending::login_refused || why.ending == Ending::host_key_changed;
    trouble_ = why;
    // A refused login is never tried again; a host that is down may be booting.
    trouble_over_ = final ? Moment::max() : std::chrono::steady_clock::now() + std::chrono::seconds{1};
    finish_all(why);
    co_return;
  }
  if (closed_) {
    connected->session->drop("the run is over");
    context_.slots.give_back();
    finish_all({Ending::interrupted, "the run is over", false});
    co_return;
  }
  trouble_.reset();
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
  if (!identified_) {
    identified_ = true;
    const auto job = std::make_shared<Job>();
    job->script = identity_script();
    job->timeout = identity_timeout;
    job->identity = true;
    batch.insert(batch.begin(), job);
  }
  ++batch_lanes_;
  boost::asio::co_spawn(context_.executor, lane(std::move(batch), false), boost::asio::detached);
}

awaitable<Tried<std::unique_ptr<Shell>>> Host::open_shell(std::shared_ptr<Session> session) {
  const auto deadline = deadline_in(shell_timeout);
  if (local()) {
    CommandOpener open = [executor = context_.executor](std::string command) -> awaitable<Tried<std::unique_ptr<Shell>>> {
      co_return open_local_shell(executor, std::move(command));
    };
    // Named first: gcc 12 frees a temporary out of a ?: in a co_await expression twice.
    auto login = place_ != nullptr ? place_->login : Login{};
    co_return co_await open_clean_shell(std::move(open), std::move(login), deadline);
  }
  CommandOpener open = [session, deadline](std::string command) -> awaitable<Tried<std::unique_ptr<Shell>>> {
    co_return co_await open_channel_shell(session, std::move(command), deadline);
  };
  co_return co_await open_clean_shell(std::move(open), place_->login, deadline);
}

awaitable<void> Host::lane(std::vector<JobPtr> jobs, bool alone) {
  const auto self = shared_from_this();
  const auto session = session_;
  auto shell = co_await open_shell(session);
  if (!shell) {
    co_await no_shell(std::move(jobs), shell.error(), session);
  } else {
    crowded_ = 0;
    std::vector<Probe> probes;
    auto unstarted = std::make_shared<std::vector<JobPtr>>();
    for (const auto& job : jobs) {
      Probe probe{.script = job->script, .timeout = job->timeout, .settled = {}};
      probe.settled = [self, job, unstarted](Probe::Fate fate, Answer answer) {
        if (fate == Probe::Fate::unstarted) {
          unstarted->push_back(job);
        } else {
          self->settle(job, fate, std::move(answer), std::nullopt);
        }
      };
      probes.push_back(std::move(probe));
    }
    const auto end = co_await run_batch(**shell, std::move(probes), context_.clock, BatchLimits{});
    if (session && end.trouble) {
      lose_session(session, end.trouble->message);
    }
    const auto why = end.trouble ? *end.trouble : Error{ErrorKind::lost, printable(end.noise)};
    for (const auto& job : *unstarted) {
      settle(job, Probe::Fate::unstarted, {}, why);
    }
    noticed(end.noise);
    co_await (*shell)->close();
  }
  --(alone ? alone_lanes_ : batch_lanes_);
  if (!pending_.empty()) {
    kick();
  }
}

/// Nothing was asked for want of a shell: sshd may be crowded, or the session is gone.
awaitable<void> Host::no_shell(std::vector<JobPtr> jobs, Trouble why, std::shared_ptr<Session> session) {
  if (why.passing && crowded_ < most_crowded) {
    ++crowded_;
    // sshd frees the place of a channel late; with MaxSessions 1 even one after another needs a pause.
    most_lanes_ = std::max(1, batch_lanes_ + alone_lanes_ - 1);
    co_await sleep_until(deadline_in(Duration{50} * crowded_));
    pending_.insert(pending_.begin(), jobs.begin(), jobs.end());
    co_return;
  }
  if (why.passing) {
    why.message += fmt::format(", {} times (see sshd's MaxSessions)", most_crowded);
  }
  const bool lost = why.ending == Ending::lost && session != nullptr;
  if (lost) {
    lose_session(session, why.message);
  }
  if (why.ending == Ending::sudo_refused) {
    trouble_ = why;
    trouble_over_ = Moment::max();
  }
  for (const auto& job : jobs) {
    if (lost && job->requeued < most_requeued) {
      requeue(job);
    } else {
      finish(job, answer_of(why));
    }
  }
}

void Host::requeue(const JobPtr& job) {
  ++job->requeued;
  pending_.push_back(job);
  kick();
}

void Host::settle(const JobPtr& job, Probe::Fate fate, Answer answer, const std::optional<Error>& why) {
  if (fate == Probe::Fate::answered) {
    finish(job, std::move(answer));
    return;
  }
  const bool again = fate == Probe::Fate::unasked ? job->requeued < most_requeued
                     : fate == Probe::Fate::unframed ? job->unframed == 0
                                                     : job->requeued == 0;
  if (again && !closed_ && !job->identity) {
    job->unframed += fate == Probe::Fate::unframed ? 1 : 0;
    job->alone = job->alone || fate == Probe::Fate::unframed;
    requeue(job);
    return;
  }
  if (fate != Probe::Fate::unframed) {
    const auto said = why && !why->message.empty() ? why->message : std::string{"its shell never started"};
    answer = answer_of({Ending::no_frame, "the script was not run: " + said, false});
  }
  finish(job, std::move(answer));
}

void Host::finish(const JobPtr& job, Answer answer) {
  if (job->done) {
    return;
  }
  if (job->identity && answer.ending == Ending::completed) {
    identified(answer);
  }
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

void Host::flag(std::string code, std::string message) {
  const auto key = code + '\n' + message;
  if (std::find(flagged_.begin(), flagged_.end(), key) != flagged_.end()) {
    return;
  }
  flagged_.push_back(key);
  if (context_.events.flag) {
    context_.events.flag({.candidate = candidate_, .host = name_, .code = std::move(code),
                          .message = context_.masker.mask(message)});
  }
}

void Host::noticed(const std::string& noise) {
  const bool through_sudo = place_ != nullptr && place_->login.sudo && place_->login.user != "root";
  const auto from = noise.find_first_not_of(" \t\r\n");
  if (local() || through_sudo || from == std::string::npos) {
    return;
  }
  const auto line = noise.substr(from, noise.find_first_of("\r\n", from) - from).substr(0, 120);
  flag("rc-noise", fmt::format("start-up files of {} write: {}", place_->login.user, printable(line)));
}

void Host::identified(const Answer& answer) {
  const auto heard = answer.started + answer.elapsed;
  auto identity = read_identity(answer, heard);
  identity.facts.candidate = candidate_;
  identity.facts.host = name_;
  identity.facts.host_key = host_key_;
  if (context_.events.host) {
    context_.events.host(identity.facts);
  }
  for (auto& found : identity.flags) {
    flag(std::move(found.code), std::move(found.message));
  }
  if (place_ == nullptr) {
    return;
  }
  for (const auto& twin : context_.twins.meet(identity.facts)) {
    if (context_.events.flag) {
      context_.events.flag(twin);
    }
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
