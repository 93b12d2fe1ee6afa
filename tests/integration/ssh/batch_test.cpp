#include <chrono>

#include "ssh/seat.hpp"

using namespace labcheck;
using namespace labcheck::test;

TEST_SUITE("ssh/batch") {
  TEST_CASE("twenty probes share one channel, each in a shell of its own") {
    Sshd sshd;
    Seat seat{sshd};
    std::vector<Asked> all;
    for (int at = 0; at < 20; ++at) {
      all.push_back(seat.script(fmt::format(": one-of-twenty; echo {0}; x={0}; exit {0}", at)));
    }
    all.push_back(seat.script("echo \"$x\"; ps -ef | grep -c '[o]ne-of-twenty'; cat"));
    const auto answers = seat.ask_all(all);
    for (int at = 0; at < 20; ++at) {
      CHECK(shown(answers[static_cast<std::size_t>(at)]) ==
            fmt::format("completed {0} out='{0}\n' err='' message=''", at));
    }
    CHECK(answers[20].out == "\n0\n");
    const auto log = file_text(sshd.folder() / "log");
    const auto first = log.find("Starting session: command for root");
    REQUIRE(first != std::string::npos);
    CHECK(log.find("Starting session", first + 1) == std::string::npos);
  }

  TEST_CASE("arguments of any bytes arrive as they are") {
    Sshd sshd;
    Seat seat{sshd};
    std::string every;
    for (int byte = 1; byte < 256; ++byte) {
      every += static_cast<char>(byte);
    }
    auto asked = seat.script("printf %s \"$1\"; printf '|%s' \"$2\" \"$3\" \"$#\"");
    std::get<Script>(asked.request).arguments = {every, "", "a'b\n}\n$(id)`id`"};
    CHECK(seat.ask(asked).out == every + "||a'b\n}\n$(id)`id`|3");
  }

  TEST_CASE("a probe that kills its shell harms no other") {
    Sshd sshd;
    Seat seat{sshd};
    const auto answers = seat.ask_all({seat.script("echo one"), seat.script("kill -9 $$"), seat.script("echo two"),
                                       seat.script("kill -9 $PPID; sleep 0.2"), seat.script("echo three"),
                                       seat.script("kill -9 0"), seat.script("echo four")});
    CHECK(shown(answers[0]) == "completed 0 out='one\n' err='' message=''");
    CHECK(answers[1].ending == Ending::signalled);
    CHECK(answers[1].message == "the script's shell was killed by signal 9");
    CHECK(shown(answers[2]) == "completed 0 out='two\n' err='' message=''");
    CHECK(answers[3].ending == Ending::no_frame);
    CHECK(answers[3].message == "the script's end never came back: its shell was killed");
    CHECK(shown(answers[4]) == "completed 0 out='three\n' err='' message=''");
    CHECK(answers[5].ending == Ending::no_frame);
    CHECK(shown(answers[6]) == "completed 0 out='four\n' err='' message=''");
  }

  TEST_CASE("a probe that kills the batch's own shell harms no other, though it is asked twice") {
    Sshd sshd;
    Seat seat{sshd};
    const auto answers = seat.ask_all({seat.script("echo one"),
                                       seat.script("echo x >>/tmp/labcheck-7357; kill -9 $$; sleep 0.3; echo survived"),
                                       seat.script("echo two")});
    CHECK(shown(answers[0]) == "completed 0 out='one\n' err='' message=''");
    CHECK(answers[1].ending == Ending::signalled);
    CHECK(shown(answers[2]) == "completed 0 out='two\n' err='' message=''");
    CHECK(seat.ask("wc -l </tmp/labcheck-7357; rm /tmp/labcheck-7357").out == "2\n");
  }

  TEST_CASE("a probe's parent is neither sshd nor the agent") {
    Sshd sshd;
    Seat seat{sshd};
    const std::string parent = "cat /proc/$PPID/comm";
    for (const auto& answer : seat.ask_all({seat.script(parent), seat.script(parent + " # again")})) {
      CHECK(answer.out == "sh\n");
    }
    CHECK(seat.ask(parent).out == "sh\n");
    for (auto asked : {seat.script(parent), seat.script(parent + " # again")}) {
      asked.host = "agent";
      CHECK(seat.ask(asked).out == "sh\n");
    }
  }

  TEST_CASE("an exit status above 128 is a status, not a signal") {
    Sshd sshd;
    Seat seat{sshd};
    CHECK(shown(seat.ask("echo x; exit 137")) == "completed 137 out='x\n' err='' message=''");
    CHECK(shown(seat.ask("sh -c 'kill -SEGV $$'")).starts_with("completed 139"));
  }

  TEST_CASE("10 MB on both streams are cut, and the next probe is answered") {
    Sshd sshd;
    Seat seat{sshd};
    const auto answers = seat.ask_all(
        {seat.script("head -c 10000000 /dev/zero; head -c 10000000 /dev/zero >&2"), seat.script("echo after")});
    CHECK(answers[0].ending == Ending::truncated);
    CHECK(answers[0].message == "more than 1024 KiB of output");
    CHECK(answers[0].out.size() == 1U << 20);
    CHECK(answers[0].err.size() == 1U << 20);
    CHECK(shown(answers[1]) == "completed 0 out='after\n' err='' message=''");
  }

  TEST_CASE("a probe that writes for ever is ended") {
    Sshd sshd;
    Seat seat{sshd};
    const auto answers = seat.ask_all({seat.script("yes labcheck-7352"), seat.script("echo after")});
    CHECK(answers[0].ending == Ending::truncated);
    CHECK(answers[1].out == "after\n");
    CHECK(seat.ask("pgrep -f '[y]es labcheck-7352' || echo none").out == "none\n");
  }

  TEST_CASE("a probe that overruns its time is ended, those behind it are answered soon") {
    Sshd sshd;
    Seat seat{sshd};
    const auto begun = std::chrono::steady_clock::now();
    const auto answers =
        seat.ask_all({seat.script("echo begun; sleep 7353 & sleep 7353", Duration{4'000}), seat.script("echo behind")});
    CHECK(answers[0].ending == Ending::timed_out);
    CHECK(answers[0].message == "no answer within 4s");
    CHECK(shown(answers[1]) == "completed 0 out='behind\n' err='' message=''");
    CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds{8});
    CHECK(seat.ask("pgrep -f '[s]leep 7353' || echo none").out == "none\n");
  }

  TEST_CASE("however many probes overrun their time, those behind them are answered") {
    Sshd sshd;
    Seat seat{sshd};
    std::vector<Asked> all;
    for (int at = 0; at < 8; ++at) {
      all.push_back(seat.script("sleep 60"));
      all.back().timeout = Duration{300};
    }
    all.push_back(seat.script("echo behind"));
    CHECK(shown(seat.ask_all(all).back()) == "completed 0 out='behind\n' err='' message=''");
  }

  TEST_CASE("a slow probe finishes though those behind it have moved on") {
    Sshd sshd;
    Seat seat{sshd};
    const auto answers = seat.ask_all(
        {seat.script("echo run >>/tmp/labcheck-7356; sleep 3.2; echo slow; exit 3"), seat.script("echo behind")});
    CHECK(seat.ask("wc -l </tmp/labcheck-7356; rm /tmp/labcheck-7356").out == "1\n");
    CHECK(shown(answers[0]) == "completed 3 out='slow\n' err='' message=''");
    CHECK(shown(answers[1]) == "completed 0 out='behind\n' err='' message=''");
    CHECK(answers[1].started + answers[1].elapsed < answers[0].started + answers[0].elapsed);
  }

  TEST_CASE("probes that want to be alone get a channel each") {
    Sshd sshd;
    Seat seat{sshd};
    std::vector<Asked> all;
    for (int at = 0; at < 6; ++at) {
      auto asked = seat.script(fmt::format("echo {}; kill -9 0", at));
      asked.request = Script{.text = fmt::format("echo {}", at), .arguments = {}, .alone = true};
      all.push_back(asked);
    }
    const auto answers = seat.ask_all(all);
    for (int at = 0; at < 6; ++at) {
      CHECK(shown(answers[static_cast<std::size_t>(at)]) ==
            fmt::format("completed 0 out='{}\n' err='' message=''", at));
    }
  }

  TEST_CASE("a script that can't be parsed never counts as run") {
    Sshd sshd;
    Seat seat{sshd};
    const auto answer = seat.ask("echo one\nif then");
    CHECK(answer.ending == Ending::no_frame);
    CHECK(answer.message.starts_with("the script did not start: /bin/sh: "));
    CHECK(answer.out.empty());
  }

  TEST_CASE("daemons that a probe starts outlive it") {
    Sshd sshd;
    Seat seat{sshd};
    CHECK(seat.ask("sleep 7354 >/dev/null 2>&1 & echo $!").ending == Ending::completed);
    CHECK(seat.ask("sleep 0.2; pgrep -fc '[s]leep 7354'").out == "1\n");
    CHECK(seat.ask("pkill -f '[s]leep 7354'; true").ending == Ending::completed);
  }

  TEST_CASE("secrets are masked in what comes back") {
    Sshd sshd;
    Seat seat{sshd};
    seat.masker.add(Secret{"s3cret'word"});
    auto asked = seat.script("echo \"$1\"; printf %s \"$1\" | base64");
    std::get<Script>(asked.request).arguments = {"s3cret'word"};
    CHECK(seat.ask(asked).out == "[secret]\n[secret]\n");
  }
}
