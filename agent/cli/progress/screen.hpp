#pragma once

#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

#include "cli/progress/canvas.hpp"
#include "cli/progress/outlet.hpp"
#include "cli/progress/view.hpp"
#include "cli/standard_error.hpp"

namespace labcheck::cli {

/// Whether standard error is a terminal on which lines can be drawn anew.
bool can_be_redrawn();

/// The terminal at standard error while a live view stands there; wiped when this goes. A terminal that takes nothing
/// (Ctrl-S) holds up nobody: what is drawn then is drawn later.
class Screen final : public Overlay {
 public:
  static Result<std::unique_ptr<Screen>> open();
  ~Screen() override;
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;

  TerminalSize size() const;
  /// Whether it is worth drawing now: what was drawn has been taken, and we aren't in the background.
  bool ready();
  void draw(std::vector<std::string> lines);
  /// Wipes, and draws no more.
  void leave();
  /// The program was stopped and goes on: below what the shell has written meanwhile.
  void forget();
  void say(std::string_view text) override;

 private:
  explicit Screen(std::unique_ptr<Outlet> outlet);

  std::unique_ptr<Outlet> outlet_;
  std::mutex mutex_{};
  Canvas canvas_{};
  bool left_{false};
};

}  // namespace labcheck::cli
