#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <labcheck/value.hpp>

namespace labcheck {

/// How an answer ended. Only `completed` may be read for facts; everything else is trouble that no candidate is
/// blamed for, and its outcome is `error`.
enum class Ending {
  completed,           ///< the whole answer is here: the script's end frame, or the protocol's reply or refusal
  no_frame,            ///< the script was sent but its frame never came back
  signalled,           ///< the shell that ran the script was killed
  timed_out,           ///< our deadline passed
  truncated,           ///< more output than we take
  unreachable,         ///< no way to the host: resolve, connect, banner or key exchange failed
  login_refused,       ///< the host refused our login
  host_key_changed,    ///< the host key isn't the one that is known
  sudo_refused,        ///< sudo did not let us be root
  forwarding_refused,  ///< sshd forbids the tunnel and the agent can't reach the service straight
  lost,                ///< the connection broke in the middle
  interrupted,         ///< the run was stopped
  failed,              ///< another trouble of ours: a missing tool, a client library's own failure
};

constexpr std::string_view to_string(Ending ending) {
  constexpr std::string_view names[] = {"completed",    "no_frame",           "signalled",     "timed_out",
                                        "truncated",    "unreachable",        "login_refused", "host_key_changed",
                                        "sudo_refused", "forwarding_refused", "lost",          "interrupted",
                                        "failed"};
  return names[static_cast<int>(ending)];
}

/// The raw reply to a request, already masked of secrets.
struct Answer {
  Ending ending{Ending::completed};
  std::optional<int> status{};  ///< a script's exit status, from its end frame only
  std::string out{};            ///< raw bytes of standard output
  std::string err{};            ///< raw bytes of standard error
  Value reply = nullptr;        ///< of an exchange: what the protocol's client understood
  std::string message{};        ///< for endings other than completed: one sentence for people
  Time started{};
  Duration elapsed{0};
};

}  // namespace labcheck
