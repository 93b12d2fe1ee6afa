#include "observe/sharing.hpp"

#include <deque>
#include <functional>
#include <memory>
#include <set>
#include <stdexcept>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <doctest/doctest.h>

#include "observe/gather.hpp"
#include "observe/no_ledger.hpp"

using namespace labcheck;
using labcheck::observe::Asked;
using labcheck::observe::Event;
using labcheck::observe::Sharing;
using Standing = Sharing::Standing;

namespace {

/// Numbers its answers; holds those to `held` back until they are let go, and has trouble of any kind.
class NumberingAsker final : public observe::Asker {
 public:
  boost::asio::awaitable<Answer> ask(Asked asked) override {
    Answer answer;
    answer.out = fmt::format("{}", ++count);
    answer.ending = ending;
    const auto text = std::get<Script>(asked.request).text;
    if (held.contains(text)) {
      auto gate = std::make_shared<Event>(co_await boost::asio::this_coro::executor);
      gates.push_back(gate);
      co_await gate->wait();
      answer.ending = ending;
    }
    if (throws) {
      throw std::runtime_error{"no asker does that"};
    }
    co_return answer;
  }
  void let_go() {
    for (const auto& gate : std::exchange(gates, {})) {
      gate->set();
    }
  }

  int count{0};
  Ending ending{Ending::completed};
  bool throws{false};
  std::set<std::string> held{};
  std::vector<std::shared_ptr<Event>> gates{};
};

Asked script(std::string text) {
  return {.candidate = "c01", .host = "lb", .request = Script{.text = std::move(text)}, .timeout = Duration{20'000}};
}

/// Somebody's question, and what came of it.
struct Question {
  bool over{false};
  std::string out{};
  Ending ending{Ending::completed};
  Sharing::Moment came{0};
};

struct Case {
  explicit Case(bool on = true) : sharing{asker, recorder, on} {}

  Question& begin(Asked asked, Sharing::Terms terms = {.standing = Standing::shared}) {
    auto& question = questions.emplace_back();
    const auto check = fmt::format("check-{}", questions.size());
    auto whole = [this, &question, check, asked = std::move(asked), terms]() mutable -> boost::asio::awaitable<void> {
      Observation observation{.check = {.candidate = "c01", .scenario = "demo", .check = check}, .host = asked.host};
      const auto observed = co_await sharing.ask(observation, asked, terms);
      CHECK(observed.observation->check.check == check);
      question.out = observed.observation->answer.out;
      question.ending = observed.observation->answer.ending;
      question.came = observed.came;
      question.over = true;
    };
    wholes.push_back(whole);
    boost::asio::co_spawn(io, wholes.back()(), boost::asio::detached);
    io.restart();
    io.poll();
    return question;
  }
  std::string answer(Asked asked, Sharing::Terms terms = {.standing = Standing::shared}) {
    return begin(std::move(asked), terms).out;
  }
  void let_go() {
    asker.let_go();
    io.restart();
    io.poll();
  }

  boost::asio::io_context io{1};  // outlives every timer
  NumberingAsker asker{};
  observe::NoLedger ledger{};
  observe::Recorder recorder{ledger};
  Sharing sharing;
  std::deque<Question> questions{};
  std::deque<std::function<boost::asio::awaitable<void>()>> wholes{};
};

constexpr Sharing::Terms alone{.standing = Standing::alone};
constexpr Sharing::Terms disturbing{.standing = Standing::disturbing};

}  // namespace

TEST_SUITE("observe/sharing") {
  TEST_CASE("an equal request has an equal answer, and is put once") {
    Case a;
    for (int times = 0; times < 10; ++times) {
      CHECK(a.answer(script("ls")) == "1");
    }
    CHECK(a.asker.count == 1);
  }

  TEST_CASE("switched off everything is put") {
    Case a{false};
    CHECK(a.answer(script("ls")) == "1");
    CHECK(a.answer(script("ls")) == "2");
  }

  TEST_CASE("whatever is sent makes a request another one") {
    Case a;
    a.answer(script("ls"));
    auto other = script("ls");
    SUBCASE("text") {
      std::get<Script>(other.request).text = "ls ";
    }
    SUBCASE("argument") {
      std::get<Script>(other.request).arguments = {""};
    }
    SUBCASE("channel") {
      std::get<Script>(other.request).alone = true;
    }
    SUBCASE("host") {
      other.host = "web[0]";
    }
    SUBCASE("timeout") {
      other.timeout = Duration{1'000};
    }
    SUBCASE("completes") {
      other.completes = true;
    }
    SUBCASE("restarts") {
      other.restarts = true;
    }
    CHECK(a.answer(other) == "2");
    CHECK(a.answer(other) == "2");
  }

  TEST_CASE("those who ask while it is under way wait for the same answer") {
    Case a;
    a.asker.held = {"ls"};
    for (int times = 0; times < 3; ++times) {
      CHECK_FALSE(a.begin(script("ls")).over);
    }
    a.let_go();
    for (const auto& question : a.questions) {
      CHECK(question.out == "1");
      CHECK(question.came == a.questions[0].came);
    }
    CHECK(a.asker.count == 1);
  }

  TEST_CASE("what was sent before a check's last answer came says nothing new to it") {
    Case a;
    a.answer(script("ls"));
    const auto known = a.begin(script("id")).came;
    CHECK(a.answer(script("ls"), {.standing = Standing::shared, .since = known}) == "3");
    CHECK(a.answer(script("ls"), {.standing = Standing::shared, .since = known}) == "3");
    a.asker.held = {"df"};
    a.begin(script("df"));
    const auto later = a.begin(script("pwd")).came;
    CHECK(a.asker.count == 5);
    a.begin(script("df"), {.standing = Standing::shared, .since = later});
    CHECK(a.asker.count == 6);
    a.let_go();
  }

  TEST_CASE("who takes an answer late knows what it said from the time that it came") {
    Case a;
    const auto came = a.begin(script("ls")).came;
    a.answer(script("id"));
    CHECK(a.begin(script("ls")).came == came);
    CHECK(a.answer(script("id"), {.standing = Standing::shared, .since = came}) == "2");
  }

  TEST_CASE("an attempt of waiting neither takes an answer nor leaves one") {
    Case a;
    CHECK(a.answer(script("ls"), alone) == "1");
    CHECK(a.answer(script("ls")) == "2");
    CHECK(a.answer(script("ls"), alone) == "3");
    CHECK(a.answer(script("ls")) == "2");
  }

  TEST_CASE("a change forgets what was known, what is under way, and what is asked before it is over") {
    Case a;
    a.answer(script("ls"));
    a.asker.held = {"id", "change"};
    auto& early = a.begin(script("id"));
    auto& change = a.begin(script("change"), disturbing);
    CHECK(a.asker.count == 3);
    CHECK(a.answer(script("ls")) == "4");
    CHECK(a.answer(script("ls")) == "5");
    auto& late = a.begin(script("id"));
    CHECK(a.asker.count == 6);
    a.let_go();
    CHECK(early.out == "2");
    CHECK(change.out == "3");
    CHECK(late.out == "6");
    CHECK(a.answer(script("ls")) == "7");
    CHECK(a.answer(script("ls")) == "7");
    CHECK(a.answer(script("change"), disturbing).empty());
    CHECK(a.answer(script("change"), disturbing).empty());
    CHECK(a.asker.count == 9);
    a.let_go();
  }

  TEST_CASE("trouble of ours is for those who were waiting; whoever comes later tries anew") {
    Case a;
    a.asker.held = {"ls"};
    SUBCASE("a time-out") {
      a.asker.ending = Ending::timed_out;
    }
    SUBCASE("a lost connection") {
      a.asker.ending = Ending::lost;
    }
    SUBCASE("the run was stopped") {
      a.asker.ending = Ending::interrupted;
    }
    auto& leader = a.begin(script("ls"));
    auto& follower = a.begin(script("ls"));
    const auto ending = a.asker.ending;
    a.let_go();
    CHECK(leader.over);
    CHECK(leader.ending == ending);
    CHECK(follower.over);
    CHECK(follower.ending == ending);
    CHECK(a.asker.count == 1);
    a.asker.held = {};
    a.asker.ending = Ending::completed;
    CHECK(a.answer(script("ls")) == "2");
    CHECK(a.answer(script("ls")) == "2");
  }

  TEST_CASE("an asker that throws leaves nobody waiting") {
    Case a;
    a.asker.held = {"ls"};
    auto& leader = a.begin(script("ls"));
    auto& follower = a.begin(script("ls"));
    a.asker.throws = true;
    a.let_go();
    CHECK(leader.over);
    CHECK(leader.ending == Ending::failed);
    CHECK(follower.over);
    CHECK(follower.ending == Ending::failed);
    a.asker.throws = false;
    a.asker.held = {};
    CHECK(a.answer(script("ls")) == "2");
  }

  TEST_CASE("a run that is torn down while many wait leaves nothing behind") {
    Case a;
    a.asker.held = {"ls"};
    a.begin(script("ls"));
    a.begin(script("ls"));
    a.begin(script("ls"));
    CHECK_FALSE(a.questions[2].over);
  }
}
