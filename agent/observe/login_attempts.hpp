#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include <labcheck/roster.hpp>
#include <labcheck/secret.hpp>

#include "observe/session.hpp"
#include "observe/trouble.hpp"

namespace labcheck::observe {

/// How one way of logging in went: `skipped` sent nothing, `ended` leaves nothing more to try.
enum class Attempt { accepted, refused, skipped, ended };

/// What was tried on one session, and how that reads when nothing let us in.
class LoginAttempts {
 public:
  LoginAttempts(std::shared_ptr<Session> session, std::string user, Deadline deadline)
      : session_{std::move(session)}, user_{std::move(user)}, deadline_{deadline} {}

  /// Carries out one attempt of libssh2's; `name` is how messages call it.
  boost::asio::awaitable<Attempt> attempt(std::string name, std::function<long()> step);
  /// The same for a step that was driven elsewhere.
  Attempt judge(std::string name, const Result<long>& said);
  /// Asks once which methods the host offers; false when it doesn't say.
  boost::asio::awaitable<bool> ask_methods();

  void note(std::string what) { tried_.push_back(std::move(what)); }
  void advise(const std::string& what) { advice_ += "; " + what; }
  bool offers(std::string_view method) const;
  const std::string& offered() const { return offered_; }  ///< apart by commas; empty until asked
  bool authenticated() const;
  Trouble refusal() const;
  const std::optional<Trouble>& ended() const { return ended_; }

  const std::shared_ptr<Session>& session() const { return session_; }
  LIBSSH2_SESSION* raw() const { return session_->raw(); }
  const std::string& user() const { return user_; }
  unsigned int user_size() const { return static_cast<unsigned int>(user_.size()); }
  Deadline deadline() const { return deadline_; }

 private:
  std::shared_ptr<Session> session_;
  std::string user_;
  Deadline deadline_;
  std::string offered_{};
  bool asked_{false};
  std::vector<std::string> tried_{};
  std::string advice_{};
  std::optional<Trouble> ended_{};
};

/// One try with a password: by the method of that name, else keyboard-interactive; skipped where the host takes none.
boost::asio::awaitable<Attempt> by_password(LoginAttempts& attempts, const std::optional<Secret>& password);

}  // namespace labcheck::observe
