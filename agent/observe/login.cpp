#include "observe/login.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <libssh2.h>

#include "observe/encoding.hpp"
#include "observe/known_hosts.hpp"

namespace labcheck::observe {
namespace {

using boost::asio::awaitable;

constexpr int most_agent_keys = 4;  ///< sshd's MaxAuthTries is 6

void answer_prompts(const char*, int, const char*, int, int prompts, const LIBSSH2_USERAUTH_KBDINT_PROMPT*,
                    LIBSSH2_USERAUTH_KBDINT_RESPONSE* answers, void** session) {
  const auto& password = static_cast<Session*>(*session)->password;
  for (int at = 0; at < prompts; ++at) {
    answers[at].text = ::strdup(password.c_str());
    answers[at].length = static_cast<unsigned int>(password.size());
  }
}

/// What a private key file tells without its passphrase.
struct KeyFile {
  std::string text{};
  bool rsa{false};
  bool encrypted{false};
};

KeyFile read_key_file(const std::string& path) {
  std::ifstream file{path, std::ios::binary};
  KeyFile key{.text = {std::istreambuf_iterator<char>{file}, {}}, .rsa = false, .encrypted = false};
  const auto header = key.text.find("-----BEGIN OPENSSH PRIVATE KEY-----");
  if (header == std::string::npos) {
    key.rsa = key.text.find("BEGIN RSA PRIVATE KEY") != std::string::npos;
    key.encrypted = key.text.find("ENCRYPTED") != std::string::npos;
    return key;
  }
  std::string body;
  for (auto at = key.text.find('\n', header); at < key.text.size() && key.text[at] != '-'; ++at) {
    if (std::isspace(static_cast<unsigned char>(key.text[at])) == 0) {
      body += key.text[at];
    }
  }
  const auto bytes = from_base64(body).value_or("");
  key.rsa = bytes.find("ssh-rsa") != std::string::npos;
  // "openssh-key-v1" and a NUL, then the cipher's name behind its length.
  constexpr std::size_t cipher = 15 + 4;
  key.encrypted = bytes.size() > cipher && bytes.compare(cipher, 4, "none") != 0;
  return key;
}

class LoggingIn {
 public:
  LoggingIn(std::shared_ptr<Session> session, Login login, Deadline deadline)
      : session_{std::move(session)}, login_{std::move(login)}, deadline_{deadline} {}

  awaitable<std::optional<Trouble>> go();

 private:
  enum class Attempt { accepted, refused, skipped, ended };
  awaitable<Attempt> attempt(std::string name, std::function<long()> step);
  awaitable<Attempt> by_key();
  awaitable<Attempt> by_agent();
  awaitable<Attempt> by_password();
  awaitable<void> ask_methods();
  Trouble refusal() const;

  LIBSSH2_SESSION* raw() const { return session_->raw(); }
  unsigned int user_size() const { return static_cast<unsigned int>(login_.user.size()); }

  std::shared_ptr<Session> session_;
  Login login_;
  Deadline deadline_;
  std::string offered_{};
  bool asked_{false};
  std::vector<std::string> tried_{};
  std::string advice_{};
  std::optional<Trouble> ended_{};
};

awaitable<LoggingIn::Attempt> LoggingIn::attempt(std::string name, std::function<long()> step) {
  const auto said = co_await session_->drive(std::move(step), deadline_);
  if (!said) {
    const bool late = said.error().kind == ErrorKind::timed_out;
    ended_ = Trouble{late ? Ending::unreachable : Ending::lost,
                     late ? fmt::format("login: no answer to {} in time", name)
                          : fmt::format("login: the connection broke: {}", said.error().message),
                     false};
    co_return Attempt::ended;
  }
  if (*said == 0) {
    co_return Attempt::accepted;
  }
  const bool broke = *said == LIBSSH2_ERROR_SOCKET_DISCONNECT || *said == LIBSSH2_ERROR_SOCKET_RECV ||
                     *said == LIBSSH2_ERROR_SOCKET_SEND;
  if (broke) {
    tried_.push_back(std::move(name));
    ended_ = refusal();
    ended_->message += " (the host hung up)";
    co_return Attempt::ended;
  }
  if (*said == LIBSSH2_ERROR_FILE || *said == LIBSSH2_ERROR_METHOD_NOT_SUPPORTED) {
    tried_.push_back(fmt::format("{} could not be used: {}", name, session_->last_error()));
    co_return Attempt::skipped;
  }
  if (*said == LIBSSH2_ERROR_PASSWORD_EXPIRED) {
    advice_ = "; the password has expired";
  }
  tried_.push_back(std::move(name));
  co_return Attempt::refused;
}

awaitable<LoggingIn::Attempt> LoggingIn::by_key() {
  if (login_.key.empty()) {
    co_return Attempt::skipped;
  }
  const auto key = read_key_file(login_.key);
  if (key.text.empty()) {
    tried_.push_back(fmt::format("the key {} can't be read", login_.key));
    co_return Attempt::skipped;
  }
  if (key.encrypted && !login_.passphrase) {
    tried_.push_back(fmt::format("the key {} needs a passphrase", login_.key));
    co_return Attempt::skipped;
  }
  const auto* passphrase = login_.passphrase ? login_.passphrase->reveal().c_str() : nullptr;
  std::function<long()> step = [&]() -> long {
    return libssh2_userauth_publickey_frommemory(raw(), login_.user.data(), login_.user.size(), nullptr, 0,
                                                 key.text.data(), key.text.size(), passphrase);
  };
  const auto name = fmt::format("the key {}", login_.key);
  const auto result = co_await attempt(name, std::move(step));
  if (result == Attempt::refused && key.rsa && std::strcmp(libssh2_version(0), "1.11") < 0) {
    advice_ = fmt::format(
        "; libssh2 {} signs RSA keys with SHA-1 only, which OpenSSH 8.8 and later refuses: use an "
        "ed25519 or ecdsa key",
        libssh2_version(0));
  }
  co_return result;
}

awaitable<LoggingIn::Attempt> LoggingIn::by_agent() {
  const bool key_failed =
      !login_.key.empty() && !tried_.empty() && tried_.back().find(" needs a passphrase") != std::string::npos;
  const char* socket = std::getenv("SSH_AUTH_SOCK");
  if (!login_.agent || socket == nullptr || *socket == '\0' || login_.password ||
      (!login_.key.empty() && !key_failed)) {
    co_return Attempt::skipped;
  }
  const std::unique_ptr<LIBSSH2_AGENT, void (*)(LIBSSH2_AGENT*)> agent{libssh2_agent_init(raw()),
                                                                       [](LIBSSH2_AGENT* own) {
                                                                         libssh2_agent_disconnect(own);
                                                                         libssh2_agent_free(own);
                                                                       }};
  if (!agent || libssh2_agent_connect(agent.get()) != 0 || libssh2_agent_list_identities(agent.get()) != 0) {
    tried_.push_back("the ssh-agent does not answer");
    co_return Attempt::skipped;
  }
  libssh2_agent_publickey* identity = nullptr;
  auto result = Attempt::skipped;
  for (int count = 0; count < most_agent_keys && result != Attempt::accepted && result != Attempt::ended; ++count) {
    if (libssh2_agent_get_identity(agent.get(), &identity, identity) != 0) {
      break;
    }
    std::function<long()> step = [&]() -> long {
      return libssh2_agent_userauth(agent.get(), login_.user.c_str(), identity);
    };
    result = co_await attempt(fmt::format("the agent's key {}", identity->comment), std::move(step));
  }
  if (result == Attempt::skipped) {
    tried_.push_back("the ssh-agent holds no key");
  }
  co_return result;
}

awaitable<void> LoggingIn::ask_methods() {
  if (asked_) {
    co_return;
  }
  asked_ = true;
  std::function<long()> step = [&]() -> long {
    const char* list = libssh2_userauth_list(raw(), login_.user.data(), user_size());
    offered_ = list != nullptr ? list : "";
    return list != nullptr || libssh2_userauth_authenticated(raw()) == 1 ? 0 : libssh2_session_last_errno(raw());
  };
  const auto said = co_await session_->drive(std::move(step), deadline_);
  if (!said) {
    ended_ = Trouble{Ending::unreachable, "login: the host does not say which methods it offers", false};
  }
}

awaitable<LoggingIn::Attempt> LoggingIn::by_password() {
  if (!login_.password) {
    co_return Attempt::skipped;
  }
  co_await ask_methods();
  if (ended_) {
    co_return Attempt::ended;
  }
  const auto& password = login_.password->reveal();
  if (offered_.find("password") != std::string::npos) {
    std::function<long()> step = [&]() -> long {
      return libssh2_userauth_password_ex(raw(), login_.user.data(), user_size(), password.data(),
                                          static_cast<unsigned int>(password.size()), nullptr);
    };
    co_return co_await attempt("the password", std::move(step));
  }
  if (offered_.find("keyboard-interactive") != std::string::npos) {
    session_->password = password;
    std::function<long()> step = [&]() -> long {
      return libssh2_userauth_keyboard_interactive_ex(raw(), login_.user.data(), user_size(), &answer_prompts);
    };
    const auto result = co_await attempt("the password (keyboard-interactive)", std::move(step));
    session_->password.clear();
    co_return result;
  }
  co_return Attempt::skipped;
}

Trouble LoggingIn::refusal() const {
  auto message = fmt::format(
      "login as {} refused: {}", login_.user,
      tried_.empty() ? "there is nothing to log in with" : "tried " + fmt::format("{}", fmt::join(tried_, ", ")));
  if (!offered_.empty()) {
    message += fmt::format("; the host offers {}", offered_);
  }
  return {Ending::login_refused, message + advice_, false};
}

awaitable<std::optional<Trouble>> LoggingIn::go() {
  for (const auto method : {&LoggingIn::by_key, &LoggingIn::by_agent, &LoggingIn::by_password}) {
    const auto result = co_await (this->*method)();
    if (result == Attempt::accepted) {
      co_return std::nullopt;
    }
    if (result == Attempt::ended) {
      co_return ended_;
    }
  }
  co_await ask_methods();
  if (libssh2_userauth_authenticated(raw()) == 1) {
    co_return std::nullopt;
  }
  co_return refusal();
}

}  // namespace

awaitable<std::optional<Trouble>> log_in(std::shared_ptr<Session> session, Login login, Deadline deadline) {
  LoggingIn logging_in{std::move(session), std::move(login), deadline};
  co_return co_await logging_in.go();
}

}  // namespace labcheck::observe
