#include <algorithm>
#include <cstdlib>
#include <functional>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "ssh/seat.hpp"
#include "support/stalling_relay.hpp"

using namespace labcheck;
using namespace labcheck::test;

namespace {

using AtTheEnd = StallingRelay::AtTheEnd;
constexpr std::size_t everything = std::size_t{1} << 40;
constexpr auto slice = std::chrono::milliseconds{5};
constexpr Duration waits{4'000};
constexpr auto patience = std::chrono::seconds{60};  // under valgrind everything takes thirty times as long

/// A script and a tunnelled exchange put to one host behind a relay.
class Asking {
 public:
  Asking(const Sshd& sshd, const TemporaryUser& user, StallingRelay& relay) : relay_{relay}, seat_{sshd} {
    seat_.box().connect_port = relay.port();
    seat_.box().login.user = user.name();
    seat_.options.connect_timeout = waits;
    seat_.options.login_timeout = waits;
    engine_ = observe::Engine::create(io_, seat_.roster, seat_.masker, seat_.options, {});
    ask(seat_.script("echo in", waits));
    auto tunnelled = seat_.script("");
    tunnelled.request =
        Exchange{.protocol = "tcp", .host = "127.0.0.1", .port = sshd.port(), .details = {{"receive", 3}}};
    tunnelled.timeout = waits;
    ask(tunnelled);
  }

  void run_until(const std::function<bool()>& over) {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (!over() && std::chrono::steady_clock::now() < deadline) {
      io_.restart();
      io_.run_for(slice);
    }
    auto state = fmt::format("{} questions are open", open_);
    for (const auto& answer : answers_) {
      state += "; answered: " + shown(answer);
    }
    CAPTURE(state);
    CHECK(over());
  }
  /// Until nothing more comes: the bytes that were let through have been taken in.
  void run_to_the_end_of_bytes() {
    run_until([this] { return relay_.at_the_end() || open_ == 0; });
    io_.restart();
    io_.run_for(10 * slice);
  }
  int open() const { return open_; }
  const std::vector<Answer>& answers() const { return answers_; }
  observe::Engine& engine() { return *engine_; }

 private:
  void ask(Asked asked) {
    ++open_;
    boost::asio::co_spawn(
        io_,
        [this, asked = std::move(asked)]() -> boost::asio::awaitable<void> {
          auto answer = co_await engine_->ask(asked);
          answers_.push_back(std::move(answer));
          --open_;
        },
        boost::asio::detached);
  }

  StallingRelay& relay_;
  Seat seat_;
  int open_{0};
  std::vector<Answer> answers_{};
  // Last, so that they go first: what is under way is torn down in the middle.
  boost::asio::io_context io_{};
  std::unique_ptr<observe::Engine> engine_{};
};

/// How many bytes a server says until both questions are answered.
std::size_t bytes_of_all(const Sshd& sshd, const TemporaryUser& user) {
  StallingRelay relay{sshd.port(), everything};
  Asking asking{sshd, user, relay};
  asking.run_until([&] { return asking.open() == 0; });
  REQUIRE(asking.answers().size() == 2);
  CHECK(asking.answers()[0].ending == Ending::completed);
  CHECK(asking.answers()[1].ending == Ending::completed);
  return relay.passed();
}

/// Places all along a conversation: closer together in the handshake, where most of the parsing is. LABCHECK_PLACES
/// says how many of them to go to; all of them take minutes, since a mute host is waited for. LABCHECK_PLACE is one.
std::vector<std::size_t> places(std::size_t total) {
  std::vector<std::size_t> all{0, 1, 20};
  for (std::size_t at = 60; at < total; at += at < 1'600 ? 140 : 260) {
    all.push_back(at);
  }
  const char* wanted = std::getenv("LABCHECK_PLACES");
  if (const char* one = std::getenv("LABCHECK_PLACE"); one != nullptr) {
    return {static_cast<std::size_t>(std::atoi(one))};
  }
  const auto count = static_cast<std::size_t>(std::clamp(wanted == nullptr ? 5 : std::atoi(wanted), 1, 1'000));
  std::vector<std::size_t> chosen;
  for (std::size_t at = 0; at < std::min(count, all.size()); ++at) {
    chosen.push_back(all[at * all.size() / std::min(count, all.size())]);
  }
  return chosen;
}

}  // namespace

TEST_SUITE("ssh/freed") {
  TEST_CASE("sessions are freed in the middle of anything: handshake, login, opening, reading") {
    Sshd sshd;
    TemporaryUser user;
    for (const auto place : places(bytes_of_all(sshd, user))) {
      CAPTURE(place);
      StallingRelay relay{sshd.port(), place};
      Asking asking{sshd, user, relay};
      asking.run_to_the_end_of_bytes();
    }
  }

  TEST_CASE("a run that is interrupted in the middle of anything answers every question") {
    Sshd sshd;
    TemporaryUser user;
    for (const auto place : places(bytes_of_all(sshd, user))) {
      CAPTURE(place);
      StallingRelay relay{sshd.port(), place};
      Asking asking{sshd, user, relay};
      asking.run_to_the_end_of_bytes();
      asking.engine().interrupt("the run was interrupted");
      asking.run_until([&] { return asking.open() == 0; });
    }
  }

  TEST_CASE("a connection that ends in the middle of anything is trouble, never an answer cut short") {
    Sshd sshd;
    TemporaryUser user;
    for (const auto place : places(bytes_of_all(sshd, user))) {
      CAPTURE(place);
      StallingRelay relay{sshd.port(), place, AtTheEnd::hang_up};
      Asking asking{sshd, user, relay};
      asking.run_until([&] { return asking.open() == 0; });
      for (const auto& answer : asking.answers()) {
        CAPTURE(shown(answer));
        const bool whole = answer.out == "in\n" || answer.reply == Value{{"connected", true}, {"received", "SSH"}};
        CHECK((answer.ending != Ending::completed || whole));
      }
    }
  }
}
