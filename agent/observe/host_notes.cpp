#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "observe/host.hpp"
#include "observe/identity.hpp"
#include "observe/log.hpp"
#include "observe/tripwires.hpp"

namespace labcheck::observe {
namespace {

constexpr Duration introduction_timeout{10'000};

}  // namespace

void Host::flag(std::string code, std::string message) {
  const auto key = code + '\n' + message;
  if (std::find(flagged_.begin(), flagged_.end(), key) != flagged_.end()) {
    return;
  }
  flagged_.push_back(key);
  if (context_.events.flag) {
    context_.events.flag(
        {.candidate = candidate_, .host = name_, .code = std::move(code), .message = context_.masker.mask(message)});
  }
}

void Host::noticed(const std::string& noise) {
  const bool through_sudo = place_ != nullptr && place_->login.sudo && place_->login.user != "root";
  if (!local() && !through_sudo && !noise.empty()) {
    flag("rc-noise", fmt::format("start-up files of {} write: {}", place_->login.user, noise));
  }
}

/// Whoever keeps a host from being observed gains nothing by it, and is seen: what has no other cause than the host.
void Host::hindered(const Job& job, const Answer& answer) {
  const bool shut = answer.ending == Ending::login_refused || answer.ending == Ending::sudo_refused;
  // A script that the host's shell can't parse is its author's fault.
  const bool frame_lost = answer.ending == Ending::no_frame && job.purpose == Purpose::asked &&
                          answer.message.find("yntax error") == std::string::npos;
  if (place_ != nullptr && !restarting_ && (shut || frame_lost)) {
    flag("hindered", answer.message);
  }
}

std::vector<Host::JobPtr> Host::introductions() {
  std::vector<JobPtr> jobs;
  if (place_ == nullptr || identified_) {
    return jobs;
  }
  const auto add = [&](Purpose purpose, Script script) {
    jobs.push_back(std::make_shared<Job>());
    jobs.back()->script = std::move(script);
    jobs.back()->timeout = introduction_timeout;
    jobs.back()->purpose = purpose;
  };
  add(Purpose::identity, identity_script());
  if (!listened_) {
    add(Purpose::listeners, listeners_script());
  }
  identified_ = true;
  listened_ = true;
  return jobs;
}

void Host::introduced(const Job& job, const Answer& answer) {
  if (job.purpose == Purpose::identity) {
    identified(answer);
  } else if (job.purpose == Purpose::listeners && answer.ending == Ending::completed) {
    for (auto& found : unowned_listeners(answer)) {
      flag(std::move(found.code), std::move(found.message));
    }
  }
}

void Host::identified(const Answer& answer) {
  if (answer.ending != Ending::completed) {
    // Other endings are the session's trouble, and told where it is.
    if (answer.ending == Ending::timed_out || answer.ending == Ending::truncated ||
        answer.ending == Ending::signalled) {
      flag("unidentified-host", fmt::format("the host did not say who it is: {}", to_string(answer.ending)));
    }
    return;
  }
  auto identity = read_identity(answer);
  auto& facts = identity.facts;
  facts.candidate = candidate_;
  facts.host = name_;
  facts.host_key = host_key_;
  if (context_.events.host) {
    context_.events.host(facts);
  }
  auto found = std::move(identity.flags);
  const auto add = [&](std::vector<Flag> more) { std::move(more.begin(), more.end(), std::back_inserter(found)); };
  add(missing_address(identity, place_->address));
  add(context_.changed_hosts.meet(facts, std::exchange(restarts_, false)));
  for (auto& own : found) {
    flag(std::move(own.code), std::move(own.message));
  }
  const bool shared = place_->local || context_.options.proctor_hosts.count({candidate_, name_}) > 0;
  for (auto& twin : context_.twins.meet(facts, shared)) {
    if (context_.events.flag) {
      twin.message = context_.masker.mask(twin.message);
      context_.events.flag(twin);
    }
  }
}

}  // namespace labcheck::observe
