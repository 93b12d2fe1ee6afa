#include "observe/clients/outcome.hpp"

#include <utility>

namespace labcheck::observe {

TalkOutcome broken_off(TalkOutcome outcome, const Error& error) {
  outcome.ending = error.kind == ErrorKind::lost      ? TalkEnding::spoke_wrongly
                   : error.kind == ErrorKind::invalid ? TalkEnding::truncated
                                                      : TalkEnding::failed;
  outcome.failure = error.message;
  return outcome;
}

Answer answer_of(const Conversation& talk, Carried<TalkOutcome> carried) {
  if (!carried.opened) {
    return in_trouble(*carried.error);
  }
  auto reply = carried.result ? std::move(carried.result->reply) : Value::object();
  reply["connected"] = true;
  if (carried.result && carried.result->ending == TalkEnding::answered) {
    return replied(std::move(reply));
  }
  if (auto trouble = trouble_of(carried, talk)) {
    return std::move(*trouble);
  }
  const auto& outcome = *carried.result;
  if (outcome.ending == TalkEnding::spoke_wrongly) {
    reply["failure"] = outcome.failure;
    return replied(std::move(reply));
  }
  return ended(outcome.ending == TalkEnding::truncated ? Ending::truncated : Ending::failed, outcome.failure);
}

}  // namespace labcheck::observe
