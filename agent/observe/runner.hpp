#pragma once

#include <functional>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include <labcheck/answer.hpp>
#include <labcheck/request.hpp>

#include "observe/clock.hpp"
#include "observe/shell.hpp"

namespace labcheck::observe {

/// One probe of a batch. `settled` is called exactly once, as soon as its fate is known.
struct Probe {
  enum class Fate {
    answered,   ///< the answer stands, whatever its ending
    unframed,   ///< it was sent and may have run, but its frame never came back
    unasked,    ///< it never began, others did: it may be asked again
    unstarted,  ///< nor did the whole batch
  };
  Script script{};
  Duration timeout{0};
  std::function<void(Fate, Answer)> settled{};
  std::function<bool()> given_up{};  ///< nobody wants the answer any more; may be empty
};

struct BatchLimits {
  std::size_t output{1U << 20};    ///< of each stream of a probe
  std::size_t runaway{64U << 20};  ///< then a probe that writes on and on is ended
  std::size_t noise{1U << 20};     ///< before the batch starts: then it is given up
  Duration start{15'000};          ///< until the shell has read its batch
  Duration stall{2'000};           ///< so long may a probe hold up those behind it
  Duration last_words{2'000};      ///< of a process group that was told to end
};

/// How a batch ended, beside its probes' fates.
struct BatchEnd {
  bool started{false};
  bool clean{true};     ///< nothing of ours is left on the host, as far as we know
  std::string noise{};  ///< the first line of what came before the start mark, printable
  std::optional<Error> trouble{};
};

/// Runs probes in one shell, one after the other. The time of each probe counts from its announcement; one that
/// overruns it is ended with its process group, and those behind it are `unasked`.
boost::asio::awaitable<BatchEnd> run_batch(Shell& shell, std::vector<Probe> probes, const WallClock& clock,
                                           BatchLimits limits);

}  // namespace labcheck::observe
