#include "observe/preflight.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace labcheck;
using namespace labcheck::observe;

namespace {

/// A host's answers, and what of them `read_preflight` makes: "reach ok, login trouble (refused), …".
struct Lab {
  RosterHost place{.role = "lb", .connect_host = "192.168.10.10"};
  PreflightAnswers answers{};
  Introductions told{};

  Lab() {
    answers = {.candidate = "c01", .host = "lb", .place = &place};
    answers.shell.out = "user 0\n";
    answers.tunnel = Answer{};
    told.facts[{"c01", "lb"}] = {.candidate = "c01", .host = "lb", .boot_id = "b-1"};
  }
  void flag(const std::string& code, const std::string& message) {
    told.flags[{"c01", "lb"}].push_back({.candidate = "c01", .host = "lb", .code = code, .message = message});
  }
  std::string read() const {
    std::string words;
    const auto readiness = read_preflight(answers, told);
    for (const auto& aspect : readiness.aspects) {
      if (aspect.state != Readiness::ok) {
        words += fmt::format("{} {}{}\n", aspect.name, to_string(aspect.state),
                             aspect.message.empty() ? "" : ": " + aspect.message);
      }
    }
    return words + (readiness.ready() ? "ready" : "not ready");
  }
  std::string failing(Ending ending, const std::string& message) {
    answers.shell.ending = ending;
    answers.shell.message = message;
    answers.shell.out = "";
    answers.tunnel.reset();
    told = {};
    return read();
  }
};

}  // namespace

TEST_SUITE("observe/preflight") {
  TEST_CASE("a host that answers all that is asked is ready") {
    CHECK(Lab{}.read() == "ready");
    Lab local;
    local.place.local = true;
    local.answers.tunnel.reset();
    CHECK(local.read() == "ready");
    CHECK(read_preflight(local.answers, local.told).address == "local");
  }

  TEST_CASE("each ending is trouble of its own step, and what comes after is unknown") {
    const std::string after_shell = "tools unknown\nforwarding unknown\nclock unknown\nidentity unknown\nnot ready";
    CHECK(Lab{}.failing(Ending::unreachable, "connect: refused") ==
          "reach trouble: connect: refused\nhost key unknown\nlogin unknown\nsudo unknown\nshell unknown\n" +
              after_shell);
    CHECK(Lab{}.failing(Ending::host_key_changed, "it is another") ==
          "host key trouble: it is another\nlogin unknown\nsudo unknown\nshell unknown\n" + after_shell);
    CHECK(Lab{}.failing(Ending::login_refused, "no") ==
          "login trouble: no\nsudo unknown\nshell unknown\n" + after_shell);
    CHECK(Lab{}.failing(Ending::sudo_refused, "no") == "sudo trouble: no\nshell unknown\n" + after_shell);
    for (const auto ending : {Ending::no_frame, Ending::timed_out, Ending::truncated, Ending::lost, Ending::signalled,
                              Ending::failed, Ending::interrupted}) {
      CHECK(Lab{}.failing(ending, "") == fmt::format("shell trouble: {}\n", to_string(ending)) + after_shell);
    }
  }

  TEST_CASE("a tunnel that does not open is trouble, refused or not is all the same") {
    Lab lab;
    lab.answers.tunnel->ending = Ending::forwarding_refused;
    lab.answers.tunnel->message = "sshd forbids it";
    CHECK(lab.read() == "forwarding trouble: sshd forbids it\nnot ready");
    lab.answers.tunnel->ending = Ending::completed;
    lab.answers.tunnel->reply = {{"connected", false}};
    CHECK(lab.read() == "ready");
  }

  TEST_CASE("a user who isn't root, missing tools and noise are notes") {
    Lab lab;
    lab.answers.shell.out = "user 1000\nlacks ip\nlacks dpkg-query or rpm\n";
    lab.flag("rc-noise", "it speaks");
    CHECK(lab.read() ==
          "shell note: commands run as user 1000, not as root; it speaks\ntools note: missing: ip, dpkg-query or rpm\n"
          "ready");
  }

  TEST_CASE("an answer that isn't one to the question is trouble") {
    Lab lab;
    lab.answers.shell.out = "pass\n";
    CHECK(lab.read() == "shell trouble: the shell answers, but not what it was asked\nnot ready");
  }

  TEST_CASE("twins, another machine and a wrong clock are trouble, clones and tripwires are notes") {
    for (const auto* code : {"twin-host", "changed-host", "unidentified-host"}) {
      Lab lab;
      lab.flag(code, "words");
      CHECK(lab.read() == "identity trouble: words\nnot ready");
    }
    for (const auto* code : {"cloned-host", "address-missing", "preload", "system-mount", "unowned-listener"}) {
      Lab lab;
      lab.flag(code, "words");
      CHECK(lab.read() == "identity note: words\nready");
    }
    Lab lab;
    lab.flag("clock-skew", "95 s ahead");
    CHECK(lab.read() == "clock trouble: 95 s ahead\nnot ready");
  }

  TEST_CASE("a host that doesn't say who it is isn't ready") {
    Lab lab;
    lab.told = {};
    CHECK(lab.read() == "clock unknown\nidentity trouble: the host did not say who it is\nnot ready");
  }

  TEST_CASE("whatever a host says is short and printable") {
    Lab lab;
    lab.answers.shell.out = "user \x1b[2J\n" + std::string(100'000, 'x') + "\nlacks " + std::string(5'000, 'y') + "\n";
    for (int at = 0; at < 1'000; ++at) {
      lab.answers.shell.out += "lacks x\n";
    }
    const auto words = lab.read();
    CHECK(words.find("user \\x1b[2J,") != std::string::npos);
    CHECK(words.size() < 400);
  }

  TEST_CASE("every tool that a check type's script needs is asked for, but for what a single type is about") {
    auto tools = needed_tools();
    tools.insert(tools.end(), {"git", "ping", "blkid", "journalctl", "unshare", "nsenter", "\"$packer\""});
    int needs = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(LABCHECK_SOURCE_DIR "/checks")) {
      std::ifstream file{entry.path()};
      for (std::string line; std::getline(file, line);) {
        std::istringstream words{line};
        std::string word;
        words >> word;
        if (word != "need" || line.starts_with(' ')) {  // indented: only in some case
          continue;
        }
        while (words >> word) {
          ++needs;
          CHECK_MESSAGE(std::find(tools.begin(), tools.end(), word) != tools.end(), word);
        }
      }
    }
    CHECK(needs > 5);
  }
}
