#pragma once

#include <string>

#include <labcheck/answer.hpp>
#include <labcheck/result.hpp>
#include <labcheck/value.hpp>

#include "observe/clients/carry.hpp"
#include "observe/clients/conversation.hpp"

namespace labcheck::observe {

/// How a blocking talk through a relay ended.
enum class TalkEnding {
  answered,       ///< done, or refused by the service
  spoke_wrongly,  ///< the service spoke another protocol, broke off, or TLS failed
  truncated,      ///< more than is taken
  failed,         ///< our own trouble, or a library's
};

struct TalkOutcome {
  TalkEnding ending{TalkEnding::failed};
  Value reply = Value::object();  ///< whatever is known
  std::string failure{};          ///< unless answered: one sentence
};

/// The same, broken off by an error: `lost` is the service's doing, `invalid` more than is taken, anything else ours.
TalkOutcome broken_off(TalkOutcome outcome, const Error& error);

/// The answer that a talk gives: its reply with `connected`, and `failure` where the service spoke wrongly.
Answer answer_of(const Conversation& talk, Carried<TalkOutcome> carried);

}  // namespace labcheck::observe
