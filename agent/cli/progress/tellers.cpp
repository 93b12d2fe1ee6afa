#include "cli/progress/tellers.hpp"

#include <chrono>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "cli/options.hpp"
#include "cli/progress/board.hpp"
#include "cli/progress/json_lines.hpp"
#include "text/printable.hpp"

namespace labcheck::cli {
namespace {

Time now() {
  return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
}

/// Writes lines, and complains once when that can't go on.
class Lines {
 public:
  Lines(std::unique_ptr<Outlet> outlet, std::string place) : outlet_{std::move(outlet)}, place_{std::move(place)} {}

  void put(std::string_view line) {
    outlet_->put(line);
    look();
  }
  void flush() {
    outlet_->flush();
    look();
  }
  void drain() {
    outlet_->drain(last_patience);
    look();
  }

 private:
  void look() {
    if (outlet_->given_up() && !std::exchange(told_, true) && !place_.empty()) {
      complain(fmt::format("no more progress to {}: {}", place_, outlet_->trouble()));
    }
  }

  std::unique_ptr<Outlet> outlet_;
  std::string place_;
  bool told_{false};
};

class PlainTeller final : public Teller {
 public:
  explicit PlainTeller(Lines lines) : lines_{std::move(lines)} {}

  void ended(const CandidatePlan& plan, const CheckResult& check, bool earlier) override {
    if (!earlier) {
      lines_.put(text::printable(fmt::format("{} {} {}: {}", plan.candidate->id, plan.scenario->id, check.id,
                                             to_string(check.outcome))) +
                 "\n");
    }
  }
  void tick() override { lines_.flush(); }
  void leave() override { lines_.drain(); }

 private:
  Lines lines_;
};

class JsonTeller final : public Teller {
 public:
  explicit JsonTeller(Lines lines) : lines_{std::move(lines)} {}

  void begun(const RunInfo& run, const Plan& judged) override {
    board_.emplace(judged);
    lines_.put(run_begun_line(run, judged, *board_, now()));
  }
  void ended(const CandidatePlan& plan, const CheckResult& check, bool earlier) override {
    const auto decided = board_->ended(plan, check);
    lines_.put(check_ended_line(plan, check, earlier, *board_, now()));
    if (decided) {
      lines_.put(skill_decided_line(plan, *decided, now()));
    }
  }
  void flagged(const Flag& flag) override { lines_.put(flag_raised_line(flag, now())); }
  void tick() override { lines_.flush(); }
  void over(const RunResult& result, int exit_code) override {
    if (board_) {  // there was something to ask
      lines_.put(run_ended_line(result, exit_code, *board_, now()));
      lines_.drain();
    }
  }

 private:
  Lines lines_;
  std::optional<Board> board_{};
};

class LiveTeller final : public Teller {
 public:
  LiveTeller(std::unique_ptr<Screen> screen, ViewStyle style) : screen_{std::move(screen)}, style_{style} {}

  void begun(const RunInfo& /*run*/, const Plan& judged) override {
    view_.emplace(judged, Clock::now(), style_);
    draw(Clock::now());
  }
  void heard(const CheckKey& check) override { view_->heard(check); }
  void ended(const CandidatePlan& plan, const CheckResult& check, bool earlier) override {
    view_->ended(plan, check, earlier, Clock::now());
  }
  void flagged(const Flag& flag) override { view_->flagged(flag); }
  /// What has changed, at once; the time, once a second.
  void tick() override {
    const auto moment = Clock::now();
    const bool changed = view_->changes() != drawn_changes_ || screen_->size() != drawn_size_;
    if (changed || moment - drawn_at_ >= std::chrono::seconds{1}) {
      draw(moment);
    }
  }
  void woken() override { screen_->forget(); }
  void leave() override { screen_->leave(); }

 private:
  using Clock = std::chrono::steady_clock;

  void draw(Clock::time_point moment) {
    if (!screen_->ready()) {
      return;
    }
    drawn_at_ = moment;
    drawn_changes_ = view_->changes();
    drawn_size_ = screen_->size();
    screen_->draw(view_->frame(drawn_size_, moment));
  }

  std::unique_ptr<Screen> screen_;
  ViewStyle style_;
  std::optional<View> view_{};
  Clock::time_point drawn_at_{};
  std::uint64_t drawn_changes_{0};
  TerminalSize drawn_size_{};
};

class AllTellers final : public Teller {
 public:
  explicit AllTellers(std::vector<std::unique_ptr<Teller>> tellers) : tellers_{std::move(tellers)} {}

  void begun(const RunInfo& run, const Plan& judged) override { each(&Teller::begun, run, judged); }
  void heard(const CheckKey& check) override { each(&Teller::heard, check); }
  void ended(const CandidatePlan& plan, const CheckResult& check, bool earlier) override {
    each(&Teller::ended, plan, check, earlier);
  }
  void flagged(const Flag& flag) override { each(&Teller::flagged, flag); }
  void tick() override { each(&Teller::tick); }
  void woken() override { each(&Teller::woken); }
  void leave() override { each(&Teller::leave); }
  void over(const RunResult& result, int exit_code) override { each(&Teller::over, result, exit_code); }

 private:
  template <class... Parameters, class... Values>
  void each(void (Teller::*call)(Parameters...), const Values&... values) {
    for (const auto& teller : tellers_) {
      (teller.get()->*call)(values...);
    }
  }

  std::vector<std::unique_ptr<Teller>> tellers_;
};

}  // namespace

std::unique_ptr<Teller> live_teller(std::unique_ptr<Screen> screen, ViewStyle style) {
  return std::make_unique<LiveTeller>(std::move(screen), style);
}
std::unique_ptr<Teller> plain_teller(std::unique_ptr<Outlet> outlet, std::string place) {
  return std::make_unique<PlainTeller>(Lines{std::move(outlet), std::move(place)});
}
std::unique_ptr<Teller> json_teller(std::unique_ptr<Outlet> outlet, std::string place) {
  return std::make_unique<JsonTeller>(Lines{std::move(outlet), std::move(place)});
}
std::unique_ptr<Teller> all_of(std::vector<std::unique_ptr<Teller>> tellers) {
  return std::make_unique<AllTellers>(std::move(tellers));
}

}  // namespace labcheck::cli
