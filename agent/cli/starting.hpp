#pragma once

#include <boost/asio/awaitable.hpp>

#include <labcheck/plan.hpp>

#include "observe/engine.hpp"
#include "observe/preflight.hpp"
#include "observe/run.hpp"

namespace labcheck::cli {

/// What a run that is yet to start looks at; all of it must outlive the run.
struct Waiting {
  const Plan& plan;
  observe::Engine& engine;
  const observe::Introductions& told;  ///< grows while hosts introduce themselves
  const observe::RunControl& control;
};

/// Connects to every host and says which are not ready, then waits for the moment; where that is far off it looks again
/// shortly before. Never late: a host that is still silent then is left to the run. Returns early once the run is
/// stopped.
boost::asio::awaitable<void> await_start(Waiting waiting, Time start);

}  // namespace labcheck::cli
