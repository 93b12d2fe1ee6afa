#include "observe/key_login.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

#include <fmt/format.h>

#include "observe/known_hosts.hpp"
#include "observe/log.hpp"
#include "observe/signing.hpp"

namespace labcheck::observe {
namespace {

using boost::asio::awaitable;

constexpr int most_tries = 5;  ///< sshd's MaxAuthTries is 6, and the password is one
constexpr Duration agent_patience{3'000};
constexpr std::array<std::string_view, 5> usable_types{"ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384",
                                                       "ecdsa-sha2-nistp521", "ssh-rsa"};

bool usable(const AgentKey& key) {
  return std::find(usable_types.begin(), usable_types.end(), key_type(key.blob)) != usable_types.end();
}

}  // namespace

awaitable<Attempt> KeyLogin::go() {
  auto result = Attempt::skipped;
  if (login_.ssh.guessed_keys) {
    result = co_await by_agent();
  }
  if (result == Attempt::skipped || result == Attempt::refused) {
    result = co_await by_files();
  }
  const bool more = result == Attempt::skipped || result == Attempt::refused;
  if (more && (!login_.ssh.guessed_keys || !locked_.empty())) {
    result = co_await by_agent();
  }
  note_locked();
  co_return result;
}

awaitable<Attempt> KeyLogin::by_files() {
  auto result = Attempt::skipped;
  if (!login_.key.empty()) {
    result = co_await by_file(login_.key, false);
  }
  for (const auto& file : login_.ssh.keys) {
    if (result == Attempt::accepted || result == Attempt::ended) {
      break;
    }
    result = co_await by_file(file, login_.ssh.guessed_keys);
  }
  co_return result;
}

awaitable<Attempt> KeyLogin::by_file(std::string file, bool guessed) {
  const auto key = co_await keys_.get(file, login_.passphrase);
  auto name = fmt::format("the key {}", file);
  if (key->state == PrivateKey::State::locked) {
    locked_.push_back({.file = file, .blob = key->blob, .trouble = key->trouble});
    co_return Attempt::skipped;
  }
  if (key->state != PrivateKey::State::ready) {
    if (!guessed) {
      attempts_.note(fmt::format("{} {}", name, key->trouble));
    }
    co_return Attempt::skipped;
  }
  if (tries_ >= most_tries) {
    attempts_.note(fmt::format("{} not, since sshd takes few tries", name));
    co_return Attempt::skipped;
  }
  ++tries_;
  // libssh2 would read the key's text anew for each host, at half the price of the whole login.
  if (key->own && (!key->rsa || !signs_rsa_with_sha2())) {
    co_return co_await by_own_signature(std::move(name), key);
  }
  std::function<long()> step = [&]() -> long {
    return libssh2_userauth_publickey_frommemory(attempts_.raw(), attempts_.user().data(), attempts_.user().size(),
                                                 nullptr, 0, key->text.data(), key->text.size(), nullptr);
  };
  co_return co_await attempts_.attempt(std::move(name), std::move(step));
}

awaitable<Attempt> KeyLogin::by_own_signature(std::string name, std::shared_ptr<const PrivateKey> key) {
  SignFunction sign = [key](std::string data, std::string algorithm) -> awaitable<Result<std::string>> {
    co_return observe::sign(*key, data, algorithm);
  };
  const auto said = co_await log_in_with_signature(attempts_.session(), attempts_.user(), key->blob, std::move(sign),
                                                   attempts_.deadline());
  const auto result = attempts_.judge(name, said);
  if (result == Attempt::refused && key->rsa) {
    attempts_.advise(fmt::format(
        "{} is RSA, which libssh2 {} can offer to OpenSSH 7.2 and later only: if it is authorized there, use an "
        "ed25519 key, or build labcheck with libssh2 1.11 (scripts/build-libssh2)",
        name, libssh2_version(0)));
  }
  co_return result;
}

std::string KeyLogin::agent_socket() const {
  if (!login_.agent) {
    return {};
  }
  const char* socket = std::getenv("SSH_AUTH_SOCK");
  return !login_.ssh.agent_socket.empty() ? login_.ssh.agent_socket : socket != nullptr ? socket : "";
}

/// Whether any key of the agent will do: where nothing else was given, or what was given can't be told apart.
bool KeyLogin::asks_agent_for_any() const {
  const bool unknown = std::any_of(locked_.begin(), locked_.end(), [](const auto& own) { return own.blob.empty(); });
  const bool no_keys = login_.key.empty() && (login_.ssh.keys.empty() || login_.ssh.guessed_keys);
  return !login_.ssh.only_these_keys && !login_.password && (unknown || no_keys);
}

std::vector<AgentKey> KeyLogin::chosen(std::vector<AgentKey> held) const {
  const auto wanted = [&](const AgentKey& key) {
    return std::any_of(locked_.begin(), locked_.end(), [&](const auto& own) { return own.blob == key.blob; });
  };
  const bool any = asks_agent_for_any() && tries_ == 0;
  held.erase(std::remove_if(held.begin(), held.end(),
                            [&](const AgentKey& key) { return !usable(key) || (!any && !wanted(key)); }),
             held.end());
  std::stable_partition(held.begin(), held.end(), wanted);
  return held;
}

awaitable<Attempt> KeyLogin::by_agent() {
  const auto socket = agent_socket();
  const bool wanted = asks_agent_for_any() ||
                      std::any_of(locked_.begin(), locked_.end(), [](const auto& own) { return !own.blob.empty(); });
  if (socket.empty() || !wanted) {
    co_return Attempt::skipped;
  }
  const auto agent = co_await SshAgent::connect(socket);
  if (!agent) {
    attempts_.note(agent.error().message);
    co_return Attempt::skipped;
  }
  co_return co_await by_agent_keys(*agent);
}

awaitable<Attempt> KeyLogin::by_agent_keys(std::shared_ptr<SshAgent> agent) {
  const auto held = co_await agent->keys(std::min(attempts_.deadline(), deadline_in(agent_patience)));
  if (!held) {
    attempts_.note(held.error().message);
    co_return Attempt::skipped;
  }
  const auto keys = chosen(*held);
  if (keys.empty() && locked_.empty()) {
    attempts_.note(held->empty() ? "the ssh-agent holds no key" : "the ssh-agent holds no key that can be used");
  }
  auto result = Attempt::skipped;
  for (const auto& key : keys) {
    if (result == Attempt::accepted || result == Attempt::ended || tries_ >= most_tries - 1) {
      break;
    }
    ++tries_;
    for (auto& own : locked_) {
      own.offered = own.offered || own.blob == key.blob;
    }
    result = co_await by_agent_key(agent, key);
  }
  co_return result;
}

awaitable<Attempt> KeyLogin::by_agent_key(std::shared_ptr<SshAgent> agent, AgentKey key) {
  const auto why = std::make_shared<std::string>();
  SignFunction sign = [agent, key, why, deadline = attempts_.deadline()](
                          std::string data, std::string algorithm) -> awaitable<Result<std::string>> {
    auto signature = co_await agent->sign(key.blob, std::move(data), std::move(algorithm), deadline);
    if (!signature) {
      *why = signature.error().message;
    }
    co_return signature;
  };
  const auto said = co_await log_in_with_signature(attempts_.session(), attempts_.user(), key.blob, std::move(sign),
                                                   attempts_.deadline());
  auto name = fmt::format("the agent's key {}", printable(key.comment));
  if (!why->empty()) {
    name += fmt::format(" ({})", *why);
  }
  co_return attempts_.judge(std::move(name), said);
}

void KeyLogin::note_locked() {
  for (const auto& own : locked_) {
    if (!own.offered) {
      attempts_.note(fmt::format("the key {} {}", own.file, own.trouble));
    }
  }
}

}  // namespace labcheck::observe
