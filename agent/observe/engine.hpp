#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>

#include <labcheck/ledger.hpp>
#include <labcheck/roster.hpp>

#include "observe/asker.hpp"
#include "observe/masking.hpp"

namespace labcheck::observe {

enum class HostKeys { strict, first_use };

struct EngineOptions {
  HostKeys host_keys{HostKeys::first_use};
  std::string known_hosts{};                    ///< the user's file, read only; empty for none
  std::vector<std::string> more_known_hosts{};  ///< read beside it: the machine's own
  bool these_known_hosts{false};                ///< they were asked for, so that ssh_config names no others
  std::string learnt_hosts{};                   ///< where first-use keys are kept; empty: for this run only
  int handshakes_per_address{8};                ///< MaxStartups is 10:30:100
  int handshakes{128};                          ///< in all, from connecting to being logged in
  int exchanges_per_candidate{32};              ///< at once; their clients share the threads of one pool
  bool batches{true};                ///< off: every probe in a shell of its own, for the proof that nobody can tell
  int sessions{0};                   ///< hosts at once (`--jobs`); 0 for no bound
  Duration connect_timeout{15'000};  ///< of each of: resolving and connecting, banner, key exchange
  Duration login_timeout{30'000};
  std::vector<HostFacts> earlier{};                               ///< what the run recorded before it was resumed
  std::set<std::pair<std::string, std::string>> proctor_hosts{};  ///< (candidate, host) that candidates can't touch
  Duration shell_timeout{15'000};  ///< until a shell has started, and until it has read its batch
};

/// What the engine tells while it works; called on the I/O thread.
struct EngineEvents {
  std::function<void(const HostFacts&)> host{};
  std::function<void(const Flag&)> flag{};
};

/// The one that talks: one libssh2 session a host for batches, others for tunnels, processes for `local` and the
/// agent, a client for each protocol. Everything runs on the io_context's one thread but for the protocol clients.
class Engine : public Asker {
 public:
  /// The roster must outlive the engine.
  static std::unique_ptr<Engine> create(boost::asio::io_context& io, const Roster& roster, const Masker& masker,
                                        EngineOptions options, EngineEvents events);
  /// Ends what is under way and refuses what comes, but for what completes; answers then say why.
  virtual void interrupt(std::string why) = 0;
  /// Says goodbye on every session, within a second or so.
  virtual boost::asio::awaitable<void> close() = 0;
};

}  // namespace labcheck::observe
