#pragma once

#include <memory>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "observe/engine.hpp"
#include "support/sshd.hpp"

namespace labcheck::test {

using observe::Asked;

/// A candidate "c01" whose host "box" is a real sshd, asked by a real engine.
class Seat {
 public:
  explicit Seat(const Sshd& sshd);
  ~Seat();

  /// Before the first question.
  RosterHost& box() { return roster.candidates[0].hosts[0]; }
  RosterHost& add_host(const std::string& role, std::uint16_t port);

  Answer ask(const std::string& text, Duration timeout = Duration{20'000});
  Answer ask(Asked asked);
  /// All at the same moment, so that they share batches.
  std::vector<Answer> ask_all(std::vector<Asked> all);
  Asked script(const std::string& text, Duration timeout = Duration{20'000}) const;

  Roster roster{};
  observe::Masker masker{};
  observe::EngineOptions options{};
  std::vector<HostFacts> facts{};
  std::vector<Flag> flags{};      ///< but for those of listeners
  std::vector<Flag> listeners{};  ///< "unowned-listener"

 private:
  void note(const Flag& flag);

  boost::asio::io_context io_{};
  std::unique_ptr<observe::Engine> engine_{};
};

std::string shown(const Answer& answer);

}  // namespace labcheck::test
