#include <algorithm>

#include <fmt/format.h>

#include "observe/host.hpp"
#include "observe/log.hpp"
#include "observe/restarting.hpp"

namespace labcheck::observe {
namespace {

using boost::asio::awaitable;

constexpr Duration patience{10'000};  ///< with one question
constexpr Duration until_carried_out{2'000};
constexpr Duration between_looks{1'000};
constexpr Duration after_refusal{5'000};
constexpr int most_refusals = 4;
constexpr std::size_t longest_word = 100;

std::string word_of(const Answer& answer) {
  const auto line = answer.out.substr(0, std::min(answer.out.find('\n'), longest_word));
  return printable(line);
}

Answer with_message(Answer answer, const std::string& words) {
  answer.message = words + (answer.message.empty() ? std::string{to_string(answer.ending)} : answer.message);
  return answer;
}

}  // namespace

/// Gives the sessions up before they break: what comes next belongs to the next boot.
void Host::leave_sessions() {
  if (tunnel_) {
    std::exchange(tunnel_, nullptr)->drop("the host is being restarted");
  }
  if (session_) {
    lose_session(session_, "the host is being restarted");
  }
  trouble_.reset();
  // Each look may be the first into the new boot.
  restarts_ = true;
}

/// Asks which boot it is until it is another one. A host that is going down or coming up may refuse a login
/// (pam_nologin), so a refusal is not final here, but never tried often.
awaitable<Answer> Host::await_boot(std::string before, Deadline deadline) {
  int refusals = 0;
  while (true) {
    leave_sessions();
    const auto left = std::chrono::duration_cast<Duration>(deadline - std::chrono::steady_clock::now());
    auto look = co_await run(boot_script(), std::clamp(left, Duration{1}, patience), true);
    const bool completed = look.ending == Ending::completed;
    const bool refused = look.ending == Ending::login_refused;
    refusals += refused ? 1 : 0;
    const bool final = look.ending == Ending::host_key_changed || look.ending == Ending::sudo_refused ||
                       refusals == most_refusals || closed_;
    const auto pause = refused ? after_refusal : between_looks;
    if ((completed && word_of(look) != before) || final || std::chrono::steady_clock::now() + pause >= deadline) {
      co_return look;
    }
    co_await sleep_until(deadline_in(pause));
  }
}

awaitable<Answer> Host::restart(Duration within) {
  const auto self = shared_from_this();
  const auto begun = std::chrono::steady_clock::now();
  if (local()) {
    co_return answer_of(
        {Ending::failed, "the agent's own machine is never restarted: give the host a way in by SSH", false});
  }
  const auto before = co_await run(boot_script(), patience, true);
  if (before.ending != Ending::completed) {
    co_return before;
  }
  auto ordered = co_await run(restart_script(), patience, true);
  const auto word = word_of(ordered);
  if (ordered.ending == Ending::completed && word != "ordered") {
    co_return answer_of({Ending::failed, word.empty() ? "the host was not told to restart" : word, false});
  }
  restarting_ = true;
  const auto since = std::chrono::steady_clock::now();
  co_await sleep_until(deadline_in(until_carried_out));
  auto after = co_await await_boot(word_of(before), begun + within);
  restarting_ = false;
  const auto took = std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - since);
  if (after.ending != Ending::completed) {
    after =
        with_message(std::move(after), fmt::format("told to restart, and not back after {} s: ", took.count() / 1000));
    flag("hindered", after.message);
  } else {
    after.reply = {{"before", word_of(before)}, {"after", word_of(after)}, {"took", took.count()}};
  }
  after.started = before.started;
  after.elapsed = std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - begun);
  co_return after;
}

}  // namespace labcheck::observe
