#include <algorithm>

#include <fmt/format.h>

#include "observe/channel.hpp"
#include "observe/clean_shell.hpp"
#include "observe/host.hpp"
#include "observe/local.hpp"
#include "observe/log.hpp"

namespace labcheck::observe {
namespace {

using boost::asio::awaitable;

constexpr int most_requeued = 4;
constexpr int most_crowded = 12;

}  // namespace

awaitable<Tried<std::unique_ptr<Shell>>> Host::open_shell(std::shared_ptr<Session> session) {
  const auto deadline = deadline_in(context_.options.shell_timeout);
  if (local()) {
    CommandOpener open = [executor =
                              context_.executor](std::string command) -> awaitable<Tried<std::unique_ptr<Shell>>> {
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
  awaiting_shell_.insert(awaiting_shell_.end(), jobs.begin(), jobs.end());
  auto shell = co_await open_shell(session);
  jobs = no_longer_awaiting(std::move(jobs));
  if (!shell) {
    co_await no_shell(std::move(jobs), shell.error(), session);
  } else if (jobs.empty()) {
    co_await (*shell)->close();
  } else {
    crowded_ = 0;
    ++shells_;
    std::vector<Probe> probes;
    auto unstarted = std::make_shared<std::vector<JobPtr>>();
    for (const auto& job : jobs) {
      Probe probe{.script = job->script, .timeout = job->timeout, .settled = {}, .given_up = {}};
      probe.given_up = [self, job] { return self->given_up(*job); };
      probe.settled = [self, job, unstarted](Probe::Fate fate, Answer answer) {
        if (fate == Probe::Fate::unstarted) {
          unstarted->push_back(job);
        } else {
          self->settle(job, fate, std::move(answer), std::nullopt);
        }
      };
      probes.push_back(std::move(probe));
    }
    BatchLimits limits;
    limits.start = context_.options.shell_timeout;
    const auto end = co_await run_batch(**shell, std::move(probes), context_.clock, limits);
    if (session && end.trouble) {
      lose_session(session, end.trouble->message);
    }
    const auto why = end.trouble ? *end.trouble : Error{ErrorKind::unreadable, end.noise};
    for (const auto& job : *unstarted) {
      settle(job, Probe::Fate::unstarted, {}, why);
    }
    noticed(end.noise);
    if (!end.clean && !end.trouble) {
      flag("left-running", "a script that overran its time could not be ended");
    }
    co_await (*shell)->close();
    --shells_;
  }
  --(alone ? alone_lanes_ : batch_lanes_);
  if (!pending_.empty()) {
    kick();
  }
}

/// Those of the jobs that somebody still waits for: an interruption answers them without their shell.
std::vector<Host::JobPtr> Host::no_longer_awaiting(std::vector<JobPtr> jobs) {
  const auto in = [](const std::vector<JobPtr>& list, const JobPtr& job) {
    return std::find(list.begin(), list.end(), job) != list.end();
  };
  awaiting_shell_.erase(std::remove_if(awaiting_shell_.begin(), awaiting_shell_.end(),
                                       [&](const JobPtr& job) { return in(jobs, job); }),
                        awaiting_shell_.end());
  jobs.erase(std::remove_if(jobs.begin(), jobs.end(), [](const JobPtr& job) { return job->done; }), jobs.end());
  return jobs;
}

/// Nothing was asked for want of a shell: sshd may be crowded, or the session is gone.
awaitable<void> Host::no_shell(std::vector<JobPtr> jobs, Trouble why, std::shared_ptr<Session> session) {
  if (why.passing && crowded_ < most_crowded) {
    // sshd frees the place of a channel late; with MaxSessions 1 even one after another needs a pause.
    crowded_ += shells_ == 0 ? 1 : 0;
    most_lanes_ = std::max(1, shells_);
    co_await sleep_until(deadline_in(Duration{50} * std::max(1, crowded_)));
    pending_.insert(pending_.begin(), jobs.begin(), jobs.end());
    if (context_.interrupted) {
      interrupt();
    }
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
    no_root_ = why;
  }
  if (!lost && session != nullptr) {
    flag("hindered", why.message);
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
  if (closed_ && answer.ending != Ending::completed) {
    finish(job, answer_of({Ending::interrupted, "the run is over", false}));
    return;
  }
  if (given_up(*job) && fate != Probe::Fate::answered) {
    finish(job, answer_of({Ending::interrupted, "the run was interrupted", false}));
    return;
  }
  if (fate == Probe::Fate::answered) {
    finish(job, std::move(answer));
    return;
  }
  // Another probe of its batch was settled meanwhile, so asking again comes to an end, however many overrun their time.
  const bool advanced = fate == Probe::Fate::unasked && !(session_ && session_->broken());
  const bool again = fate == Probe::Fate::unasked    ? advanced || job->requeued < most_requeued
                     : fate == Probe::Fate::unframed ? job->unframed == 0
                                                     : job->requeued == 0;
  if (again && !closed_ && job->purpose == Purpose::asked) {
    job->unframed += fate == Probe::Fate::unframed ? 1 : 0;
    job->alone = job->alone || fate == Probe::Fate::unframed;
    job->requeued -= advanced ? 1 : 0;
    requeue(job);
    return;
  }
  if (fate != Probe::Fate::unframed) {
    const auto said = why && !why->message.empty() ? why->message : std::string{"its shell never started"};
    const auto ending = !why                                ? Ending::no_frame
                        : why->kind == ErrorKind::timed_out ? Ending::timed_out
                        : why->kind == ErrorKind::lost      ? Ending::lost
                                                            : Ending::no_frame;
    answer = answer_of({ending, "the script was not run: " + said, false});
  }
  finish(job, std::move(answer));
}

}  // namespace labcheck::observe
