#include "load/secrets_terminal.hpp"

#include <array>
#include <cerrno>
#include <string_view>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <termios.h>
#include <unistd.h>

#include <fmt/format.h>

namespace labcheck::load {
namespace {

constexpr std::array ending_signals{SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP};
constexpr std::size_t longest_answer = 4096;

volatile sig_atomic_t caught = 0;

void remember(int signal) {
  caught = signal;
}

/// While it lives, signals are let in only where reading waits, and end that instead of the program; then they are
/// raised again under the old handling. Let in elsewhere, one could come just before the wait and be slept over.
class HeldSignals {
 public:
  HeldSignals() {
    caught = 0;
    sigset_t held;
    sigemptyset(&held);
    for (const int signal : ending_signals) {
      sigaddset(&held, signal);
    }
    sigprocmask(SIG_BLOCK, &held, &old_mask_);
    struct sigaction action {};
    action.sa_handler = remember;
    sigemptyset(&action.sa_mask);
    for (std::size_t at = 0; at < ending_signals.size(); ++at) {
      sigaction(ending_signals[at], &action, &old_[at]);
    }
  }
  ~HeldSignals() {
    for (std::size_t at = 0; at < ending_signals.size(); ++at) {
      sigaction(ending_signals[at], &old_[at], nullptr);
    }
    if (caught != 0) {
      raise(caught);
    }
    sigprocmask(SIG_SETMASK, &old_mask_, nullptr);
  }
  HeldSignals(const HeldSignals&) = delete;
  HeldSignals& operator=(const HeldSignals&) = delete;

  /// Waits until there is something to read; false when a signal came first.
  bool wait_for(int descriptor) const {
    pollfd waiting{.fd = descriptor, .events = POLLIN, .revents = 0};
    while (ppoll(&waiting, 1, nullptr, &old_mask_) < 0) {
      if (errno != EINTR || caught != 0) {
        return false;
      }
    }
    return true;
  }

 private:
  sigset_t old_mask_{};
  std::array<struct sigaction, ending_signals.size()> old_{};
};

/// An open terminal without echo.
class QuietTerminal {
 public:
  QuietTerminal() : descriptor_{open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)} {
    if (descriptor_ >= 0 && tcgetattr(descriptor_, &old_) == 0) {
      auto quiet = old_;
      quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO | ECHONL);
      quiet.c_lflag |= ICANON | ISIG;
      good_ = tcsetattr(descriptor_, TCSAFLUSH, &quiet) == 0;
    }
  }
  ~QuietTerminal() {
    if (good_) {
      tcsetattr(descriptor_, TCSAFLUSH, &old_);
    }
    if (descriptor_ >= 0) {
      close(descriptor_);
    }
  }
  QuietTerminal(const QuietTerminal&) = delete;
  QuietTerminal& operator=(const QuietTerminal&) = delete;

  bool good() const { return good_; }

  void put(std::string_view text) const {
    while (!text.empty()) {
      const auto written = write(descriptor_, text.data(), text.size());
      if (written <= 0) {
        return;
      }
      text.remove_prefix(static_cast<std::size_t>(written));
    }
  }

  /// Up to the end of the line; false when it never came.
  bool read_line(std::string& line, const HeldSignals& signals) const {
    char letter = 0;
    while (line.size() < longest_answer && signals.wait_for(descriptor_) && read(descriptor_, &letter, 1) == 1) {
      if (letter == '\n') {
        return true;
      }
      line += letter;
    }
    return false;
  }

 private:
  int descriptor_{-1};
  bool good_{false};
  termios old_{};
};

}  // namespace

Result<std::string> ask_on_terminal(const std::string& prompt) {
  const HeldSignals signals;
  const QuietTerminal terminal;
  if (!terminal.good()) {
    return failed(ErrorKind::invalid, fmt::format("there is no terminal to ask for '{}' on", prompt));
  }
  terminal.put(prompt + ": ");
  std::string answer;
  const bool complete = terminal.read_line(answer, signals);
  terminal.put("\n");
  if (!complete) {
    return failed(ErrorKind::interrupted, fmt::format("no answer to '{}'", prompt));
  }
  return answer;
}

}  // namespace labcheck::load
