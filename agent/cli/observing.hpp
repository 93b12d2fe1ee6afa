#pragma once

#include <labcheck/ledger.hpp>
#include <labcheck/plan.hpp>

#include "cli/connecting.hpp"
#include "cli/progress/teller.hpp"
#include "cli/timing.hpp"
#include "observe/masking.hpp"
#include "observe/run.hpp"

namespace labcheck::cli {

/// All that one part of a run (the whole of it, unless it is taken up again) asks and writes into.
struct Part {
  Plan plan{};
  Plan judged{};  ///< without secrets
  RunInfo info{};
  Record before{};       ///< of earlier parts
  observe::Past past{};  ///< of earlier parts
  Timing timing{};
};

/// Asks a part's whole plan on this thread, at its time. Ctrl-C, the deadline and a ledger that can't be written end it
/// early: nothing new is asked then, and what was changed is restored. Gives the record of all parts, and in
/// `part.info` how it ended. `teller` may be nullptr: nobody hears of it.
Record observe_part(Part& part, LedgerWriter& ledger, const observe::Masker& masker,
                    const ConnectingOptions& connecting, Teller* teller);

}  // namespace labcheck::cli
