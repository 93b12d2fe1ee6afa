#include "observe/runner.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

#include <labcheck/reading.hpp>

#include "observe/batch.hpp"
#include "observe/frame.hpp"
#include "observe/log.hpp"

namespace labcheck::observe {
namespace {

using boost::asio::awaitable;
using Moment = WallClock::Steady::time_point;

constexpr Duration quiet{200};
constexpr Duration look_every{250};  ///< whether somebody still wants the answer

std::string first_line(std::string_view text) {
  constexpr std::size_t longest = 120;
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  return printable(text.substr(0, std::min(text.find_first_of("\r\n"), longest)));
}

class Run {
 public:
  Run(Shell& shell, std::vector<Probe> probes, const WallClock& clock, BatchLimits limits)
      : shell_{shell},
        clock_{clock},
        limits_{limits},
        probes_{std::move(probes)},
        marks_{BatchMarks::draw(probes_.size())},
        reader_{marks_, limits.output},
        settled_(probes_.size()),
        announced_at_(probes_.size()) {}

  awaitable<BatchEnd> go();

 private:
  awaitable<bool> step();
  awaitable<void> end_group();
  void look();
  void settle(std::size_t at, Probe::Fate fate, Answer answer);
  void settle_frame(std::size_t at);
  void hand_back_unannounced();
  void lose(const Error& error);
  std::optional<std::size_t> running() const;
  Moment next_alarm() const;
  awaitable<bool> alarm();
  bool given_up() const;
  awaitable<void> give_up();
  Answer partial(std::size_t at, Ending ending, std::string message) const;

  Shell& shell_;
  const WallClock& clock_;
  BatchLimits limits_;
  std::vector<Probe> probes_;
  BatchMarks marks_;
  FrameReader reader_;
  std::vector<bool> settled_;
  std::vector<std::optional<Moment>> announced_at_;
  std::array<char, 32'768> buffer_{};
  BatchEnd end_{};
  Moment started_at_{WallClock::Steady::now()};
  Moment heard_at_{WallClock::Steady::now()};
  std::optional<Moment> halted_at_{};
  bool stopping_{false};  ///< told to start no more probes
  bool detached_{false};  ///< no more probes will start
};

std::optional<std::size_t> Run::running() const {
  for (std::size_t at = 0; at < probes_.size(); ++at) {
    if (announced_at_[at] && !settled_[at]) {
      return at;
    }
  }
  return std::nullopt;
}

Answer Run::partial(std::size_t at, Ending ending, std::string message) const {
  const auto& out = reader_.out().sections()[at];
  const auto begun = announced_at_[at].value_or(started_at_);
  return {.ending = ending,
          .status = std::nullopt,
          .out = out.bytes,
          .err = reader_.err().sections()[at].bytes,
          .reply = nullptr,
          .message = std::move(message),
          .started = clock_.at(begun),
          .elapsed = std::chrono::duration_cast<Duration>(WallClock::Steady::now() - begun)};
}

void Run::settle(std::size_t at, Probe::Fate fate, Answer answer) {
  if (!settled_[at]) {
    settled_[at] = true;
    probes_[at].settled(fate, std::move(answer));
  }
}

void Run::settle_frame(std::size_t at) {
  if (!reader_.complete(at)) {
    const auto& out = reader_.out().sections()[at];
    const auto& err = reader_.err().sections()[at];
    const auto said = first_line(!err.noise.empty() ? err.noise : out.noise);
    auto message = out.begun ? std::string{"the script's end never came back: its shell was killed"}
                             : "the script did not start" + (said.empty() ? said : ": " + said);
    settle(at, Probe::Fate::unframed, partial(at, Ending::no_frame, std::move(message)));
    return;
  }
  const auto& out = reader_.out().sections()[at];
  auto answer = partial(at, Ending::completed, "");
  answer.status = out.status;
  if (out.total > limits_.output || reader_.err().sections()[at].total > limits_.output) {
    answer.ending = Ending::truncated;
    answer.message = fmt::format("more than {} KiB of output", limits_.output >> 10);
  } else if (*out.status > 128 && !out.exited) {
    answer.ending = Ending::signalled;
    answer.message = fmt::format("the script's shell was killed by signal {}", *out.status - 128);
  }
  settle(at, Probe::Fate::answered, std::move(answer));
}

/// Takes note of what the last bytes have changed.
void Run::look() {
  const auto now = WallClock::Steady::now();
  end_.started = reader_.started();
  for (std::size_t at = 0; at < probes_.size(); ++at) {
    if (reader_.announced(at) && !announced_at_[at]) {
      announced_at_[at] = now;
    }
    if (!settled_[at] && reader_.settled(at)) {
      settle_frame(at);
    }
  }
  // What was announced just before the order to stop arrived is heard before those behind are handed back.
  if (reader_.out().stopped() && !halted_at_) {
    halted_at_ = now;
  }
}

void Run::hand_back_unannounced() {
  detached_ = true;
  for (std::size_t at = 0; at < probes_.size(); ++at) {
    if (!announced_at_[at]) {
      settle(at, reader_.started() ? Probe::Fate::unasked : Probe::Fate::unstarted, {});
    }
  }
}

/// The channel is gone: whoever was running has no frame, or is lost with the connection.
void Run::lose(const Error& error) {
  if (const auto at = running()) {
    settle(*at, Probe::Fate::answered, partial(*at, Ending::lost, error.message));
  }
  hand_back_unannounced();
}

Moment Run::next_alarm() const {
  if (!reader_.started()) {
    return started_at_ + limits_.start;
  }
  const auto at = running();
  if (!at) {
    return heard_at_ + limits_.start;
  }
  auto moment = *announced_at_[*at] + probes_[*at].timeout;
  const bool others_wait = !detached_ && !stopping_ && *at + 1 < probes_.size();
  if (others_wait) {
    moment = std::min(moment, *announced_at_[*at] + limits_.stall);
  }
  if (halted_at_ && !detached_) {
    moment = std::min(moment, *halted_at_ + quiet);
  }
  return moment;
}

/// Time is up for something; false when the batch is over.
awaitable<bool> Run::alarm() {
  const auto now = WallClock::Steady::now();
  const auto at = running();
  if (halted_at_ && !detached_ && now >= *halted_at_ + quiet) {
    hand_back_unannounced();
    co_return at.has_value();
  }
  if (!at) {
    end_.trouble =
        Error{ErrorKind::timed_out, reader_.started() ? "the batch did not end" : "the shell did not start in time"};
    for (std::size_t each = 0; reader_.started() && each < probes_.size(); ++each) {
      settle(each, Probe::Fate::unframed, partial(each, Ending::no_frame, "the script did not start"));
    }
    co_await end_group();
    co_return false;
  }
  if (now >= *announced_at_[*at] + probes_[*at].timeout) {
    settle(*at, Probe::Fate::answered,
           partial(*at, Ending::timed_out, "no answer within " + to_string(probes_[*at].timeout)));
    co_await end_group();
    co_return false;
  }
  if (!stopping_ && now >= *announced_at_[*at] + limits_.stall) {
    stopping_ = true;
    co_await shell_.write(order_stop, deadline_in(limits_.last_words));
  }
  co_return true;
}

/// Whether nobody wants the answer of the probe that runs or, while none does, of any that is still to come.
bool Run::given_up() const {
  const auto unwanted = [](const Probe& probe) { return probe.given_up && probe.given_up(); };
  if (const auto at = running()) {
    return unwanted(probes_[*at]);
  }
  bool waits = false;
  for (std::size_t at = 0; at < probes_.size(); ++at) {
    if (!settled_[at] && !unwanted(probes_[at])) {
      return false;
    }
    waits = waits || !settled_[at];
  }
  return waits;
}

awaitable<void> Run::give_up() {
  if (const auto at = running()) {
    settle(*at, Probe::Fate::answered, partial(*at, Ending::interrupted, "the run was interrupted"));
  }
  if (reader_.started()) {
    co_await end_group();
  }
}

/// Ends the batch's process group and hears it out.
awaitable<void> Run::end_group() {
  const auto deadline = deadline_in(limits_.last_words);
  end_.clean = false;
  if (!co_await shell_.write(order_kill, deadline)) {
    co_return;
  }
  while (true) {
    const auto piece = co_await shell_.read(buffer_.data(), buffer_.size(), deadline);
    if (!piece) {
      co_return;
    }
    if (piece->from == Piece::From::ended) {
      end_.clean = true;
      co_return;
    }
  }
}

awaitable<bool> Run::step() {
  const auto due = next_alarm();
  const auto piece = co_await shell_.read(buffer_.data(), buffer_.size(), std::min(due, deadline_in(look_every)));
  if (given_up()) {
    co_await give_up();
    co_return false;
  }
  if (!piece && piece.error().kind == ErrorKind::timed_out) {
    if (WallClock::Steady::now() < due) {
      co_return true;
    }
    co_return co_await alarm();
  }
  if (!piece) {
    end_.trouble = piece.error();
    end_.clean = false;
    lose(piece.error());
    co_return false;
  }
  heard_at_ = WallClock::Steady::now();
  if (piece->from == Piece::From::ended) {
    co_return false;
  }
  if (piece->from == Piece::From::died) {
    halted_at_ = WallClock::Steady::now();
    co_return true;
  }
  reader_.feed(piece->from == Piece::From::err, {buffer_.data(), piece->size});
  look();
  if (!reader_.started() && reader_.out().noise_size() + reader_.err().noise_size() > limits_.noise) {
    end_.trouble = Error{ErrorKind::lost, fmt::format("more than {} KiB came before it started", limits_.noise >> 10)};
    co_return false;
  }
  const auto at = running();
  if (at && reader_.out().sections()[*at].total + reader_.err().sections()[*at].total > limits_.runaway) {
    settle(*at, Probe::Fate::answered,
           partial(*at, Ending::truncated, fmt::format("more than {} KiB of output", limits_.output >> 10)));
    co_await end_group();
    co_return false;
  }
  // A probe may write for ever without a pause, so that no read times out.
  if (WallClock::Steady::now() >= next_alarm()) {
    co_return co_await alarm();
  }
  co_return !reader_.done() && !(detached_ && !running());
}

awaitable<BatchEnd> Run::go() {
  std::vector<Script> scripts;
  for (const auto& probe : probes_) {
    scripts.push_back(probe.script);
  }
  const auto sent = co_await shell_.write(batch_text(scripts, marks_), deadline_in(limits_.start));
  if (!sent) {
    end_.trouble = sent.error().kind == ErrorKind::timed_out
                       ? Error{ErrorKind::timed_out, "the host took no input in time"}
                       : sent.error();
  } else {
    while (co_await step()) {
    }
    if (detached_ && !reader_.done()) {
      co_await shell_.write(order_bye, deadline_in(limits_.last_words));
    }
  }
  for (std::size_t at = 0; at < probes_.size(); ++at) {
    if (!settled_[at] && announced_at_[at]) {
      settle_frame(at);
    }
    settle(at, reader_.started() ? Probe::Fate::unasked : Probe::Fate::unstarted, {});
  }
  end_.noise = first_line(reader_.out().noise() + reader_.err().noise());
  co_return std::move(end_);
}

}  // namespace

awaitable<BatchEnd> run_batch(Shell& shell, std::vector<Probe> probes, const WallClock& clock, BatchLimits limits) {
  auto run = std::make_unique<Run>(shell, std::move(probes), clock, limits);
  co_return co_await run->go();
}

}  // namespace labcheck::observe
