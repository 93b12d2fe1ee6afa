#include "load/secrets_terminal.hpp"

#include <fcntl.h>
#include <signal.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string_view>

#include <fmt/format.h>

namespace labcheck::load {
namespace {

constexpr std::array ending_signals{SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP};
constexpr std::size_t longest_answer = 4096;

volatile sig_atomic_t caught = 0;

void remember(int signal) { caught = signal; }

/// While it lives, signals interrupt reading instead of ending the program; the old handling comes back after.
class HeldSignals {
 public:
  HeldSignals() {
    caught = 0;
    struct sigaction action {};
    action.sa_handler = remember;  // and no SA_RESTART: read() must return
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
  }
  HeldSignals(const HeldSignals&) = delete;
  HeldSignals& operator=(const HeldSignals&) = delete;

 private:
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
  bool read_line(std::string& line) const {
    char letter = 0;
    while (line.size() < longest_answer) {
      const auto got = read(descriptor_, &letter, 1);
      if (got == 1 && letter == '\n') {
        return true;
      }
      if (got == 1) {
        line += letter;
      } else if (got == 0 || errno != EINTR || caught != 0) {
        return false;
      }
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
  const bool complete = terminal.read_line(answer);
  terminal.put("\n");
  if (!complete) {
    return failed(ErrorKind::interrupted, fmt::format("no answer to '{}'", prompt));
  }
  return answer;
}

}  // namespace labcheck::load
