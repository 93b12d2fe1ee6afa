#include "cli/progress/screen.hpp"

#include <cstdlib>
#include <utility>

#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

namespace labcheck::cli {

bool can_be_redrawn() {
  const char* term = std::getenv("TERM");
  return ::isatty(STDERR_FILENO) == 1 && term != nullptr && *term != '\0' && std::string_view{term} != "dumb";
}

Result<std::unique_ptr<Screen>> Screen::open() {
  LABCHECK_TRY_ASSIGN(auto outlet, Outlet::to(STDERR_FILENO));
  return std::unique_ptr<Screen>{new Screen{std::move(outlet)}};
}

Screen::Screen(std::unique_ptr<Outlet> outlet) : outlet_{std::move(outlet)} {
  set_overlay(this);
}

Screen::~Screen() {
  leave();
}

TerminalSize Screen::size() const {
  winsize window{};
  if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &window) != 0 || window.ws_col == 0 || window.ws_row == 0) {
    return {};
  }
  return {.width = window.ws_col, .height = window.ws_row};
}

bool Screen::ready() {
  const std::lock_guard lock{mutex_};
  const auto group = ::tcgetpgrp(STDERR_FILENO);
  outlet_->flush();
  return !left_ && outlet_->idle() && !outlet_->given_up() && (group < 0 || group == ::getpgrp());
}

void Screen::draw(std::vector<std::string> lines) {
  const std::lock_guard lock{mutex_};
  if (!left_) {
    outlet_->put(canvas_.draw(std::move(lines), size().width));
  }
}

void Screen::forget() {
  const std::lock_guard lock{mutex_};
  canvas_.forget();
}

void Screen::say(std::string_view text) {
  const std::lock_guard lock{mutex_};
  outlet_->put(canvas_.say(text, size().width));
}

void Screen::leave() {
  if (std::exchange(left_, true)) {
    return;
  }
  set_overlay(nullptr);
  const std::lock_guard lock{mutex_};
  outlet_->put(canvas_.wipe(size().width));
  outlet_->drain(last_patience);
}

}  // namespace labcheck::cli
