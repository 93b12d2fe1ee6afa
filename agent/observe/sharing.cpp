#include "observe/sharing.hpp"

#include <exception>
#include <functional>
#include <string>
#include <utility>

#include "observe/gather.hpp"

namespace labcheck::observe {

using boost::asio::awaitable;

/// A request that was put, with its answer once that is here. The answer itself is the recorder's: nothing is copied
/// before somebody takes it.
struct Sharing::Shared {
  explicit Shared(const boost::asio::any_io_executor& executor) : settled{executor} {}
  bool under_way() const { return !over; }
  void settle() {
    over = true;
    settled.set();
  }
  bool completed() const {
    return observed.observation != nullptr && observed.observation->answer.ending == Ending::completed;
  }

  Moment sent{0};
  Observed observed{};
  bool over{false};
  Event settled;
};

namespace {

Answer broken_off() {
  Answer answer;
  answer.ending = Ending::failed;
  answer.message = "an error of labcheck's own ended the request";
  answer.started = std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
  return answer;
}

void mix(std::size_t& seed, std::size_t value) {
  seed ^= value + 0x9e3779b97f4a7c15U + (seed << 6U) + (seed >> 2U);
}

}  // namespace

std::size_t Sharing::Hash::operator()(const Asked& asked) const {
  const std::hash<std::string> text;
  auto seed = text(asked.host);
  if (const auto* script = std::get_if<Script>(&asked.request)) {
    mix(seed, text(script->text));
    for (const auto& argument : script->arguments) {
      mix(seed, text(argument));
    }
  } else {
    const auto& exchange = std::get<Exchange>(asked.request);
    mix(seed, text(exchange.protocol));
    mix(seed, text(exchange.host));
    mix(seed, exchange.port);
    mix(seed, std::hash<Value>{}(exchange.details));
  }
  return seed;
}

awaitable<Sharing::Observed> Sharing::ask(Observation& observation, Asked& asked, Terms terms) {
  if (terms.standing == Standing::disturbing) {
    return disturb(observation, asked);
  }
  if (!on_ || terms.standing == Standing::alone || disturbing_ > 0) {
    return put(observation, asked);
  }
  auto shared = find(asked, terms.since);
  if (shared) {
    return follow(observation, std::move(shared));
  }
  return lead(observation, asked);
}

/// One that ended in trouble of ours is for those who were waiting; whoever comes later tries anew.
std::shared_ptr<Sharing::Shared> Sharing::find(const Asked& asked, Moment since) const {
  const auto found = known_.find(asked);
  const bool good = found != known_.end() && found->second->sent > since &&
                    (found->second->under_way() || found->second->completed());
  return good ? found->second : nullptr;
}

const Observation* Sharing::record(Observation observation) {
  allowance_.charge(observation.answer);
  return recorder_.observed(std::move(observation));
}

/// An asker never throws; should one all the same, nobody may wait for ever.
awaitable<Sharing::Observed> Sharing::put(Observation& observation, Asked& asked) {
  try {
    observation.answer = co_await asker_.ask(std::move(asked));
  } catch (const std::exception&) {
    observation.answer = broken_off();
  }
  const auto came = ++now_;
  co_return Observed{.observation = record(std::move(observation)), .came = came};
}

/// What is asked meanwhile belongs neither to before nor to after, so nothing is there to be forgotten afterwards.
awaitable<Sharing::Observed> Sharing::disturb(Observation& observation, Asked& asked) {
  forget();
  ++disturbing_;
  const auto observed = co_await put(observation, asked);
  --disturbing_;
  co_return observed;
}

/// Wakes those who wait however this ends. Not by a destructor: a run that is torn down with all that wait in it has
/// nobody to wake any more.
awaitable<Sharing::Observed> Sharing::lead(Observation& observation, Asked& asked) {
  const auto executor = co_await boost::asio::this_coro::executor;
  const auto shared = std::make_shared<Shared>(executor);
  shared->sent = ++now_;
  known_.insert_or_assign(asked, shared);
  try {
    shared->observed = co_await put(observation, asked);
  } catch (...) {
    shared->settle();
    throw;
  }
  shared->settle();
  co_return shared->observed;
}

awaitable<Sharing::Observed> Sharing::follow(Observation& observation, std::shared_ptr<Shared> shared) {
  co_await shared->settled.wait();
  const auto& theirs = shared->observed;
  observation.answer = theirs.observation != nullptr ? theirs.observation->answer : broken_off();
  co_return Observed{.observation = record(std::move(observation)), .came = theirs.came};
}

}  // namespace labcheck::observe
