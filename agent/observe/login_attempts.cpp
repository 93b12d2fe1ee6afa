#include "observe/login_attempts.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "text/printable.hpp"

namespace labcheck::observe {

using boost::asio::awaitable;

awaitable<Attempt> LoginAttempts::attempt(std::string name, std::function<long()> step) {
  const auto said = co_await session_->drive(std::move(step), deadline_);
  co_return judge(std::move(name), said);
}

Attempt LoginAttempts::judge(std::string name, const Result<long>& said) {
  if (!said) {
    const bool late = said.error().kind == ErrorKind::timed_out;
    ended_ = Trouble{late ? Ending::unreachable : Ending::lost,
                     late ? fmt::format("login: no answer to {} in time", name)
                          : fmt::format("login: the connection broke: {}", said.error().message),
                     false};
    return Attempt::ended;
  }
  if (*said == 0) {
    return Attempt::accepted;
  }
  const bool broke = *said == LIBSSH2_ERROR_SOCKET_DISCONNECT || *said == LIBSSH2_ERROR_SOCKET_RECV ||
                     *said == LIBSSH2_ERROR_SOCKET_SEND;
  if (broke) {
    tried_.push_back(std::move(name));
    ended_ = refusal();
    ended_->message += " (the host hung up)";
    return Attempt::ended;
  }
  if (*said == LIBSSH2_ERROR_FILE || *said == LIBSSH2_ERROR_METHOD_NOT_SUPPORTED) {
    tried_.push_back(fmt::format("{} could not be used: {}", name, session_->last_error()));
    return Attempt::skipped;
  }
  if (*said == LIBSSH2_ERROR_PASSWORD_EXPIRED) {
    advise("the password has expired");
  }
  tried_.push_back(std::move(name));
  return Attempt::refused;
}

awaitable<bool> LoginAttempts::ask_methods() {
  if (asked_) {
    co_return !ended_;
  }
  asked_ = true;
  std::function<long()> step = [&]() -> long {
    const char* list = libssh2_userauth_list(raw(), user_.data(), user_size());
    offered_ = list != nullptr ? list : "";
    return list != nullptr || libssh2_userauth_authenticated(raw()) == 1 ? 0 : libssh2_session_last_errno(raw());
  };
  const auto said = co_await session_->drive(std::move(step), deadline_);
  if (!said && said.error().kind != ErrorKind::timed_out) {
    judge("", said);
  } else if (!said) {
    ended_ = Trouble{Ending::unreachable, "login: the host does not say which methods it offers", false};
  } else if (*said != 0) {
    ended_ = Trouble{Ending::lost, "login: the host hung up", false};
  }
  co_return !ended_;
}

bool LoginAttempts::offers(std::string_view method) const {
  return (',' + offered_ + ',').find(fmt::format(",{},", method)) != std::string::npos;
}

bool LoginAttempts::authenticated() const {
  return libssh2_userauth_authenticated(raw()) == 1;
}

Trouble LoginAttempts::refusal() const {
  auto message = fmt::format(
      "login as {} refused: {}", user_,
      tried_.empty() ? "there is nothing to log in with" : "tried " + fmt::format("{}", fmt::join(tried_, ", ")));
  if (!offered_.empty()) {
    constexpr std::size_t longest = 200;
    const bool all = offered_.size() <= longest;
    message += fmt::format("; the host offers {}{}", text::printable(offered_.substr(0, longest)), all ? "" : "…");
  }
  return {Ending::login_refused, message + advice_, false};
}

}  // namespace labcheck::observe
