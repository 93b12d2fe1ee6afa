#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include <labcheck/answer.hpp>
#include <labcheck/roster.hpp>

#include "observe/connecting.hpp"
#include "observe/context.hpp"
#include "observe/runner.hpp"
#include "observe/tunnel.hpp"
#include "observe/waiting.hpp"

namespace labcheck::observe {

/// One host of a candidate, or the agent's own machine: it gathers scripts into batches and keeps the session. The
/// context must outlive it.
class Host : public std::enable_shared_from_this<Host> {
 public:
  /// `place` is nullptr for the agent itself.
  Host(Context& context, std::string candidate, std::string name, const RosterHost* place);

  /// Runs a script; its time starts when the host is connected and the script's turn has come.
  boost::asio::awaitable<Answer> run(Script script, Duration timeout, bool completes);
  /// Makes sure that there is a way for streams; trouble when there is none.
  boost::asio::awaitable<std::optional<Trouble>> prepare_streams();
  /// A stream to a service as seen from this host.
  boost::asio::awaitable<OpenedStream> open_stream(std::string host, std::uint16_t port, Deadline deadline);
  /// The run was interrupted: whoever waits for his turn gets none, unless it completes.
  void interrupt();
  /// Counts the exchanges under way, and those among them that complete: an interruption leaves their streams alone.
  void exchanging(int change, bool completes);
  /// Says goodbye; what is under way ends as interrupted.
  boost::asio::awaitable<void> close();

  /// Restarts the host and waits until it is in another boot. The reply says which boot it was, which it is and how
  /// long that `took` (ms); the same boot twice when it did not restart in time.
  boost::asio::awaitable<Answer> restart(Duration within);
  /// The scenario restarts the host: another boot id is then no news.
  void expect_restart() { restarts_ = true; }

  bool local() const { return place_ == nullptr || place_->local; }
  bool idle() const { return session_ != nullptr && jobs_under_way_ == 0 && exchanges_ == 0; }
  std::chrono::steady_clock::time_point last_used() const { return last_used_; }
  /// Gives the session up until the next request.
  boost::asio::awaitable<void> rest();

 private:
  /// Why a script is run: somebody asked, or the agent itself wants to know whom it talks to.
  enum class Purpose { asked, identity, listeners };
  struct Job {
    Script script{};
    Duration timeout{0};
    Purpose purpose{Purpose::asked};
    bool alone{false};
    bool completes{false};
    int unframed{0};  ///< how often it was sent in vain
    int requeued{0};
    bool done{false};
    Answer answer{};
    Signal settled{};
  };
  using JobPtr = std::shared_ptr<Job>;

  void kick();
  void dispatch();
  boost::asio::awaitable<void> connect();
  boost::asio::awaitable<Tried<Connected>> new_session();
  boost::asio::awaitable<void> lane(std::vector<JobPtr> jobs, bool alone);
  boost::asio::awaitable<Tried<std::unique_ptr<Shell>>> open_shell(std::shared_ptr<Session> session);
  std::vector<JobPtr> no_longer_awaiting(std::vector<JobPtr> jobs);
  boost::asio::awaitable<void> no_shell(std::vector<JobPtr> jobs, Trouble why, std::shared_ptr<Session> session);
  void settle(const JobPtr& job, Probe::Fate fate, Answer answer, const std::optional<Error>& why);
  void finish(const JobPtr& job, Answer answer);
  void finish_all(const Trouble& why);
  bool given_up(const Job& job) const { return context_.interrupted && !job.completes; }
  void requeue(const JobPtr& job);
  std::vector<JobPtr> introductions();
  void introduced(const Job& job, const Answer& answer);
  void identified(const Answer& answer);
  void noticed(const std::string& noise);
  void hindered(const Job& job, const Answer& answer);
  void flag(std::string code, std::string message);
  void lose_session(const std::shared_ptr<Session>& session, const std::string& why);
  Answer answer_of(const Trouble& why) const;
  void leave_sessions();
  boost::asio::awaitable<Answer> await_boot(std::string before, Deadline deadline);

  Context& context_;
  std::string candidate_;
  std::string name_;
  const RosterHost* place_;
  std::deque<JobPtr> pending_{};
  std::vector<JobPtr> awaiting_shell_{};  ///< a host can keep them waiting for a channel
  std::shared_ptr<Session> session_{};
  std::shared_ptr<Session> tunnel_{};
  std::vector<std::weak_ptr<Session>> opening_{};
  std::string host_key_{};
  std::optional<Trouble> trouble_{};  ///< until `trouble_over_`
  std::chrono::steady_clock::time_point trouble_over_{};
  std::optional<Trouble> no_root_{};  ///< sudo's refusal is final
  std::chrono::steady_clock::time_point last_used_{};
  std::vector<std::string> flagged_{};
  Signal tunnel_changed_{};
  int jobs_under_way_{0};
  int exchanges_{0};
  int completing_{0};
  int batch_lanes_{0};
  int alone_lanes_{0};
  int most_lanes_{8};  ///< fewer once sshd refused a channel
  int shells_{0};      ///< lanes that have their shell
  int crowded_{0};
  bool connecting_{false};
  bool tunnelling_{false};
  bool dispatching_{false};
  bool identified_{false};  ///< in this session
  bool listened_{false};    ///< in this run
  bool restarts_{false};
  bool restarting_{false};  ///< now
  bool closed_{false};
};

}  // namespace labcheck::observe
