#pragma once

#include <memory>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include <labcheck/roster.hpp>

#include "observe/key_store.hpp"
#include "observe/login_attempts.hpp"
#include "observe/ssh_agent.hpp"

namespace labcheck::observe {

/// Logging in by keys: those of files, and those that the user's ssh-agent holds.
class KeyLogin {
 public:
  KeyLogin(LoginAttempts& attempts, const Login& login, KeyStore& keys)
      : attempts_{attempts}, login_{login}, keys_{keys} {}

  boost::asio::awaitable<Attempt> go();

 private:
  struct Locked {
    std::string file{};
    std::string blob{};
    std::string trouble{};
    bool offered{false};  ///< by the agent
  };

  boost::asio::awaitable<Attempt> by_files();
  boost::asio::awaitable<Attempt> by_file(std::string file, bool guessed);
  boost::asio::awaitable<Attempt> by_own_signature(std::string name, std::shared_ptr<const PrivateKey> key);
  boost::asio::awaitable<Attempt> by_agent();
  boost::asio::awaitable<Attempt> by_agent_keys(std::shared_ptr<SshAgent> agent);
  boost::asio::awaitable<Attempt> by_agent_key(std::shared_ptr<SshAgent> agent, AgentKey key);
  bool asks_agent_for_any() const;
  std::vector<AgentKey> chosen(std::vector<AgentKey> held) const;
  std::string agent_socket() const;
  void note_locked();

  LoginAttempts& attempts_;
  const Login& login_;
  KeyStore& keys_;
  std::vector<Locked> locked_{};
  int tries_{0};
};

}  // namespace labcheck::observe
