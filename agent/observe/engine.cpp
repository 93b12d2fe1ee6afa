#include "observe/engine.hpp"

#include <algorithm>
#include <map>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <fmt/format.h>

#include <labcheck/spelling.hpp>

#include "observe/allowed_hosts.hpp"
#include "observe/clients/client.hpp"
#include "observe/context.hpp"
#include "observe/host.hpp"

namespace labcheck::observe {
namespace {

using boost::asio::awaitable;

class RealEngine final : public Engine {
 public:
  RealEngine(boost::asio::io_context& io, const Roster& roster, const Masker& masker, EngineOptions options,
             EngineEvents events)
      : context_{io.get_executor(), roster, masker, std::move(options), std::move(events)} {
    context_.slots.ask_to_leave = [this] { ask_to_leave(); };
  }

  awaitable<Answer> ask(Asked asked) override;
  void interrupt(std::string why) override;
  awaitable<void> close() override;

 private:
  Result<std::shared_ptr<Host>> find(const std::string& candidate, const std::string& host);
  awaitable<Answer> converse_with(std::shared_ptr<Host> host, Exchange exchange, std::string candidate,
                                  Duration timeout);
  awaitable<Answer> answer_to(std::shared_ptr<Host> host, Asked& asked);
  awaitable<Answer> exchange_with(std::shared_ptr<Host> host, Asked& asked);
  void ask_to_leave();
  Answer failure(Ending ending, std::string message) const;

  Context context_;
  std::map<std::pair<std::string, std::string>, std::shared_ptr<Host>> hosts_{};
};

const Candidate* find_candidate(const Roster& roster, const std::string& id) {
  const auto found = std::find_if(roster.candidates.begin(), roster.candidates.end(),
                                  [&](const Candidate& candidate) { return candidate.id == id; });
  return found == roster.candidates.end() ? nullptr : &*found;
}

/// `web[0]`, or `web` where the role has one host.
const RosterHost* find_host(const Candidate& candidate, const std::string& name) {
  const RosterHost* alone = nullptr;
  int of_role = 0;
  for (const auto& host : candidate.hosts) {
    if (fmt::format("{}[{}]", host.role, host.index) == name) {
      return &host;
    }
    if (host.role == name) {
      alone = &host;
      ++of_role;
    }
  }
  return of_role == 1 ? alone : nullptr;
}

Result<std::shared_ptr<Host>> RealEngine::find(const std::string& candidate, const std::string& host) {
  // The agent's own machine is one host, whoever asks.
  const auto key = host == "agent" ? std::pair{std::string{}, host} : std::pair{candidate, host};
  if (const auto known = hosts_.find(key); known != hosts_.end()) {
    return known->second;
  }
  const RosterHost* place = nullptr;
  if (host != "agent") {
    const auto* whose = find_candidate(context_.roster, candidate);
    if (whose == nullptr) {
      return failed(ErrorKind::invalid, fmt::format("the roster has no candidate '{}'", candidate));
    }
    place = find_host(*whose, host);
    if (place == nullptr) {
      std::vector<std::string> names;
      for (const auto& own : whose->hosts) {
        names.push_back(own.role);
      }
      return failed(ErrorKind::invalid,
                    fmt::format("candidate '{}' has no host '{}'{}", candidate, host, did_you_mean(host, names)));
    }
  }
  auto made = std::make_shared<Host>(context_, key.first, host, place);
  hosts_.emplace(key, made);
  return made;
}

Answer RealEngine::failure(Ending ending, std::string message) const {
  Answer answer;
  answer.ending = ending;
  answer.message = std::move(message);
  answer.started = context_.clock.now();
  return answer;
}

awaitable<Answer> RealEngine::ask(Asked asked) {
  const auto host = find(asked.candidate, asked.host);
  Answer answer;
  if (!host) {
    answer = failure(Ending::failed, host.error().message);
  } else if (context_.interrupted && !asked.completes) {
    answer = failure(Ending::interrupted, context_.interruption);
  } else {
    if (asked.restarts) {
      (*host)->expect_restart();
    }
    answer = co_await answer_to(*host, asked);
  }
  if (context_.interrupted && answer.ending == Ending::interrupted) {
    answer.message = context_.interruption;
  }
  context_.masker.mask(answer);
  co_return answer;
}

awaitable<Answer> answered(Answer answer) {
  co_return answer;
}

/// No coroutine itself: hundreds of scripts wait for their turn at once.
awaitable<Answer> RealEngine::answer_to(std::shared_ptr<Host> host, Asked& asked) {
  auto* script = std::get_if<Script>(&asked.request);
  if (script == nullptr) {
    return exchange_with(std::move(host), asked);
  }
  const bool nul = script->text.find('\0') != std::string::npos ||
                   std::any_of(script->arguments.begin(), script->arguments.end(),
                               [](const auto& argument) { return argument.find('\0') != std::string::npos; });
  if (nul) {
    return answered(failure(Ending::failed, "the script or one of its arguments holds a NUL byte"));
  }
  return host->run(std::move(*script), asked.timeout, asked.completes);
}

awaitable<Answer> RealEngine::exchange_with(std::shared_ptr<Host> host, Asked& asked) {
  auto exchange = std::move(std::get<Exchange>(asked.request));
  if (exchange.protocol == "reboot") {
    co_return co_await host->restart(asked.timeout);
  }
  // Its time begins once it is in: silent services of one candidate hold up nobody else's.
  const auto pass = co_await context_.exchanges.enter(asked.candidate);
  if (context_.interrupted && !asked.completes) {
    co_return failure(Ending::interrupted, context_.interruption);
  }
  host->exchanging(1, asked.completes);
  auto answer = co_await converse_with(host, std::move(exchange), asked.candidate, asked.timeout);
  host->exchanging(-1, asked.completes);
  co_return answer;
}

awaitable<Answer> RealEngine::converse_with(std::shared_ptr<Host> host, Exchange exchange, std::string candidate,
                                            Duration timeout) {
  if (const auto why = co_await host->prepare_streams()) {
    co_return failure(why->ending, why->message);
  }
  const auto* whose = find_candidate(context_.roster, candidate);
  const bool straight = host->local();
  // An address that was read in the lab (`found`: a kubeconfig's server) gets no trust for being asked for.
  const bool found = exchange.details.is_object() && exchange.details.value("found", false);
  AllowedHost allowed = [this, whose, straight,
                         first = found ? std::string{} : exchange.host](std::string_view address) {
    return address == first || (whose != nullptr && is_host_of(context_.roster, *whose, address, straight));
  };
  const auto leads_there = [this, whose](std::string_view name) {
    // Behind a jump host the same address is another host than here.
    const bool behind = whose != nullptr && std::any_of(whose->hosts.begin(), whose->hosts.end(), [&](const auto& own) {
                          return own.connect_host == name && !own.login.via.empty();
                        });
    return whose != nullptr && !behind && !is_loopback(name) && is_way_to_one_host(context_.roster, *whose, name);
  };
  Opener open = [host, leads_there](std::string name, std::uint16_t port,
                                    Deadline deadline) -> awaitable<OpenedStream> {
    auto opened = co_await host->open_stream(name, port, deadline);
    // Straight only where the very same address leads the agent to the very same host.
    if (!opened && opened.error().kind == ErrorKind::forbidden && leads_there(name)) {
      co_return co_await open_straight(std::move(name), port, deadline);
    }
    co_return opened;
  };
  const auto begun = std::chrono::steady_clock::now();
  auto answer = co_await converse(std::move(exchange), std::move(open), begun + timeout, std::move(allowed));
  answer.started = context_.clock.at(begun);
  answer.elapsed = std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - begun);
  co_return answer;
}

void RealEngine::interrupt(std::string why) {
  context_.interrupted = true;
  context_.interruption = std::move(why);
  for (const auto& [key, host] : hosts_) {
    host->interrupt();
  }
}

void RealEngine::ask_to_leave() {
  std::shared_ptr<Host> longest;
  for (const auto& [key, host] : hosts_) {
    if (host->idle() && (!longest || host->last_used() < longest->last_used())) {
      longest = host;
    }
  }
  if (longest) {
    boost::asio::co_spawn(context_.executor, longest->rest(), boost::asio::detached);
  }
}

awaitable<void> RealEngine::close() {
  context_.over = true;
  auto open = std::make_shared<int>(0);
  auto all = std::make_shared<Signal>();
  for (const auto& [key, host] : hosts_) {
    ++*open;
    boost::asio::co_spawn(context_.executor, host->close(), [open, all](const std::exception_ptr&) {
      --*open;
      all->notify();
    });
  }
  const auto deadline = deadline_in(Duration{1'500});
  while (*open > 0 && std::chrono::steady_clock::now() < deadline) {
    co_await all->wait(deadline);
  }
}

}  // namespace

std::unique_ptr<Engine> Engine::create(boost::asio::io_context& io, const Roster& roster, const Masker& masker,
                                       EngineOptions options, EngineEvents events) {
  return std::make_unique<RealEngine>(io, roster, masker, std::move(options), std::move(events));
}

}  // namespace labcheck::observe
