#include "observe/clean_shell.hpp"

#include <array>

#include <fmt/format.h>

#include "observe/batch.hpp"
#include "observe/encoding.hpp"
#include "observe/log.hpp"
#include "observe/quoting.hpp"

namespace labcheck::observe {
namespace {

using boost::asio::awaitable;

constexpr std::size_t most_said = 16'384;
/// A child of a shell that waits for it: what a probe may take for its parent is neither sshd, with the whole session,
/// nor the agent. Where it can't fork, which a shell dies of, it takes its child's place and leaves it to the batch to
/// say so.
constexpr std::string_view with_a_parent =
    R"(exec 3>&2 2>/dev/null; trap "exec /bin/sh 2>&3 3>&-" 0; (exec /bin/sh 2>&3 3>&-); trap - 0; exit)";

std::string environment(std::string_view home) {
  return fmt::format("/usr/bin/env -i PATH={} LC_ALL=C HOME={}", clean_path, home);
}

/// sudo between its start and the root shell: what it says, and whether it wants the password.
class Sudo {
 public:
  Sudo(Login login, Deadline deadline) : login_{std::move(login)}, deadline_{deadline} {}

  std::string command() const {
    const auto ready = fmt::format("printf '\\036%s\\n' {}; {}", ready_, with_a_parent);
    return fmt::format("exec /usr/bin/sudo -k -S -p {} {} /bin/sh -c {}", shell_quote(prompt_), environment("/root"),
                       shell_quote(ready));
  }
  awaitable<std::optional<Trouble>> become_root(Shell& shell);

 private:
  Trouble refused(std::string_view why) const;

  Login login_;
  Deadline deadline_;
  std::string prompt_{random_token()};
  std::string ready_{random_token()};
  std::string said_{};
};

Trouble Sudo::refused(std::string_view why) const {
  auto said = said_;
  for (auto at = said.find(prompt_); at != std::string::npos; at = said.find(prompt_)) {
    said.erase(at, prompt_.size());
  }
  const auto from = std::min(said.find_first_not_of(" \r\n"), said.size());
  const auto line = said.substr(from, said.find_first_of("\r\n", from) - from).substr(0, 200);
  return {Ending::sudo_refused,
          fmt::format("sudo as {}: {}{}", login_.user, why, line.empty() ? "" : ": " + printable(line)), false};
}

awaitable<std::optional<Trouble>> Sudo::become_root(Shell& shell) {
  const auto& password = login_.sudo_password ? login_.sudo_password : login_.password;
  const auto ready = fmt::format("{}{}\n", mark_lead, ready_);
  std::array<char, 4096> buffer{};
  std::string out;
  bool answered = false;
  while (said_.size() + out.size() < most_said) {
    const auto piece = co_await shell.read(buffer.data(), buffer.size(), deadline_);
    if (!piece) {
      const bool late = piece.error().kind == ErrorKind::timed_out;
      co_return late ? refused("neither a prompt of ours nor a shell came in time")
                     : Trouble{Ending::lost, "sudo: " + piece.error().message, false};
    }
    if (piece->from == Piece::From::ended) {
      co_return refused(answered ? "refused" : "not possible");
    }
    if (piece->from == Piece::From::died) {
      continue;
    }
    (piece->from == Piece::From::err ? said_ : out).append(buffer.data(), piece->size);
    if (out.find(ready) != std::string::npos) {
      co_return std::nullopt;
    }
    if (said_.find(prompt_) == std::string::npos) {
      continue;
    }
    if (answered) {
      said_.erase(0, said_.find_first_not_of(" \r\n"));
      co_return refused("the password was not accepted");
    }
    if (!password) {
      co_return refused("it wants a password and the roster has none");
    }
    said_.erase(0, said_.find(prompt_) + prompt_.size());
    if (said_.find(prompt_) != std::string::npos) {
      co_return refused("it asks again before it has an answer");
    }
    answered = true;
    const auto line = password->reveal() + "\n";
    const auto sent = co_await shell.write(line, deadline_);
    if (!sent) {
      co_return Trouble{Ending::lost, "sudo: " + sent.error().message, false};
    }
  }
  co_return refused("it says too much");
}

}  // namespace

awaitable<Tried<std::unique_ptr<Shell>>> open_clean_shell(CommandOpener open, Login login, Deadline deadline) {
  if (!login.sudo || login.user == "root") {
    co_return co_await open(fmt::format("exec {} /bin/sh -c {}", environment("\"$HOME\""), shell_quote(with_a_parent)));
  }
  Sudo sudo{std::move(login), deadline};
  auto shell = co_await open(sudo.command());
  if (!shell) {
    co_return tl::unexpected<Trouble>(shell.error());
  }
  if (const auto refused = co_await sudo.become_root(**shell)) {
    co_await (*shell)->close();
    co_return tl::unexpected<Trouble>(*refused);
  }
  co_return std::move(*shell);
}

}  // namespace labcheck::observe
