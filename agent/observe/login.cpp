#include "observe/login.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "observe/key_login.hpp"
#include "observe/login_attempts.hpp"
#include "observe/prompts.hpp"

namespace labcheck::observe {
namespace {

using boost::asio::awaitable;

awaitable<Attempt> by_prompts(LoginAttempts& attempts, std::string password) {
  Prompts prompts{.password = std::move(password), .unanswered = {}, .answered = false};
  attempts.session()->prompts = &prompts;
  std::function<long()> step = [&]() -> long {
    return libssh2_userauth_keyboard_interactive_ex(attempts.raw(), attempts.user().data(), attempts.user_size(),
                                                    &Prompts::respond);
  };
  const auto result = co_await attempts.attempt("the password (keyboard-interactive)", std::move(step));
  attempts.session()->prompts = nullptr;
  if (result == Attempt::refused && !prompts.unanswered.empty()) {
    attempts.advise(fmt::format("it asks '{}', which labcheck does not answer", prompts.unanswered));
  }
  co_return result;
}

}  // namespace

awaitable<Attempt> by_password(LoginAttempts& attempts, const std::optional<Secret>& password) {
  if (!password) {
    co_return Attempt::skipped;
  }
  if (!co_await attempts.ask_methods()) {
    co_return Attempt::ended;
  }
  const auto& text = password->reveal();
  if (attempts.offers("password")) {
    std::function<long()> step = [&]() -> long {
      return libssh2_userauth_password_ex(attempts.raw(), attempts.user().data(), attempts.user_size(), text.data(),
                                          static_cast<unsigned int>(text.size()), nullptr);
    };
    co_return co_await attempts.attempt("the password", std::move(step));
  }
  if (attempts.offers("keyboard-interactive")) {
    co_return co_await by_prompts(attempts, text);
  }
  attempts.note("the password could not be used: the host takes none");
  co_return Attempt::skipped;
}

awaitable<std::optional<Trouble>> log_in(std::shared_ptr<Session> session, Login login, KeyStore& keys,
                                         Deadline deadline) {
  LoginAttempts attempts{std::move(session), login.user, deadline};
  KeyLogin key_login{attempts, login, keys};
  auto result = co_await key_login.go();
  if (result == Attempt::refused || result == Attempt::skipped) {
    result = co_await by_password(attempts, login.password);
  }
  if (result == Attempt::accepted) {
    co_return std::nullopt;
  }
  if (result == Attempt::ended) {
    co_return attempts.ended();
  }
  co_await attempts.ask_methods();
  if (attempts.authenticated()) {
    co_return std::nullopt;
  }
  co_return attempts.refusal();
}

}  // namespace labcheck::observe
