#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <unordered_map>

#include <boost/asio/awaitable.hpp>

#include <labcheck/observation.hpp>

#include "observe/allowance.hpp"
#include "observe/asker.hpp"
#include "observe/recorder.hpp"

namespace labcheck::observe {

/// Puts the requests of one candidate's checks and records what comes of each. An equal one of several checks is put
/// once, as long as nobody could tell: nothing of the candidate was changed meanwhile, and the answer is no older than
/// what the check that takes it already knows. See docs/decisions/018-shared-requests.md.
class Sharing {
 public:
  /// Counts what happened to this candidate; 0 is before anything.
  using Moment = std::uint64_t;
  enum class Standing {
    shared,     ///< reads, and is asked once
    alone,      ///< reads, but wants an answer of its own: an attempt of waiting
    disturbing  ///< changes or restores the lab, or strains it
  };
  struct Terms {
    Standing standing{Standing::alone};
    Moment since{0};  ///< takes the answer only to what was sent after it
  };
  struct Observed {
    const Observation* observation{nullptr};
    Moment came{0};  ///< when the answer did, whoever had asked
  };

  Sharing(Asker& asker, Recorder& recorder, bool on) : asker_{asker}, recorder_{recorder}, on_{on} {}

  /// Records the answer as the observation's own: the asker's, or that to an equal request, with its times. Takes both
  /// for good; they must stay until it has ended: hundreds wait at once, so nothing of them is held twice.
  boost::asio::awaitable<Observed> ask(Observation& observation, Asked& asked, Terms terms);
  /// What was asked before is asked anew.
  void forget() { known_.clear(); }

 private:
  struct Shared;
  struct Hash {
    std::size_t operator()(const Asked& asked) const;
  };

  boost::asio::awaitable<Observed> put(Observation& observation, Asked& asked);
  boost::asio::awaitable<Observed> disturb(Observation& observation, Asked& asked);
  boost::asio::awaitable<Observed> lead(Observation& observation, Asked& asked);
  boost::asio::awaitable<Observed> follow(Observation& observation, std::shared_ptr<Shared> shared);
  std::shared_ptr<Shared> find(const Asked& asked, Moment since) const;
  const Observation* record(Observation observation);

  Asker& asker_;
  Recorder& recorder_;
  Allowance allowance_{};
  bool on_;
  Moment now_{0};
  int disturbing_{0};
  std::unordered_map<Asked, std::shared_ptr<Shared>, Hash> known_{};
};

}  // namespace labcheck::observe
