#pragma once

#include <map>
#include <string>

#include <boost/asio/any_io_executor.hpp>

#include <labcheck/roster.hpp>

#include "observe/admission.hpp"
#include "observe/clock.hpp"
#include "observe/engine.hpp"
#include "observe/gate.hpp"
#include "observe/host_keys.hpp"
#include "observe/key_store.hpp"
#include "observe/slots.hpp"
#include "observe/twins.hpp"

namespace labcheck::observe {

/// What is known of a jump host.
struct JumpState {
  bool scouting{false};  ///< somebody tries it; the others wait
  bool let_in{false};    ///< it has let somebody in
  std::optional<Trouble> trouble{};
  std::chrono::steady_clock::time_point trouble_over{};
  Signal news{};
};

/// What all hosts of one engine share. Used on the I/O thread only.
struct Context {
  boost::asio::any_io_executor executor{};
  const Roster& roster;
  const Masker& masker;
  EngineOptions options{};
  EngineEvents events{};
  WallClock clock{};
  HostKeyring host_keys;
  KeyStore keys{};
  std::map<std::string, JumpState> jumps{};
  Gate handshakes_per_address;
  Admission handshakes;
  Gate exchanges;
  Slots slots;
  Twins twins{};
  ChangedHosts changed_hosts{};
  bool interrupted{false};  ///< only what changes or restores the lab goes on
  std::string interruption{};
  bool over{false};  ///< nobody is joined any more

  Context(boost::asio::any_io_executor own, const Roster& whose, const Masker& mask, EngineOptions with,
          EngineEvents telling)
      : executor{std::move(own)},
        roster{whose},
        masker{mask},
        options{std::move(with)},
        events{std::move(telling)},
        host_keys{options},
        handshakes_per_address{std::max(1, options.handshakes_per_address)},
        handshakes{std::max(1, options.handshakes)},
        exchanges{std::max(1, options.exchanges_per_candidate)},
        slots{options.sessions} {
    for (const auto& facts : options.earlier) {
      changed_hosts.remember(facts);
    }
  }
};

}  // namespace labcheck::observe
