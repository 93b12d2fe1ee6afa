#include "ssh/random_scenario.hpp"

#include <filesystem>
#include <fstream>

#include <fmt/format.h>

namespace labcheck::test {
namespace {

constexpr const char* head = R"(labcheck: 1
id: test/random
title: {en: Random, zh: 随机}
standard: cloud-ops-dev
level: junior
roles: {box: {}}
parameters:
  marker: {type: nonce}
skills:
  - code: 2.2.3
    task: {en: Anything, zh: 任意}
    checks:
)";

/// A step as a line of a check's list.
std::string line(const std::string& step) {
  return "          - " + step + "\n";
}

std::string check(const std::string& id, const std::string& rest) {
  return fmt::format("      - id: {0}\n        title: {{en: {0}, zh: {0}}}\n{1}", id, rest);
}

}  // namespace

void RandomLab::reset() const {
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  std::ofstream{folder + "/one"} << "two\n";
  std::ofstream{folder + "/two"} << "one\n";
}

std::string RandomScenario::text() {
  for (int at = 0; at < 4; ++at) {
    questions_.push_back(draw_question());
  }
  std::string checks;
  const int number = 10 + below(8);
  for (int at = 0; at < number; ++at) {
    const auto id = fmt::format("c{}", at);
    switch (below(8)) {
      case 0:
      case 1:
        checks += changing_check(id);
        break;
      case 2:
        checks += waiting_checks(id);
        break;
      case 3:
        checks += reading_check(id, true);
        break;
      default:
        checks += reading_check(id, false);
    }
    all_.push_back(id);
  }
  return head + checks;
}

/// One of few things to ask, with all that may be expected of it.
RandomScenario::Question RandomScenario::draw_question() {
  const auto name = path(pick({"one", "two", "three"}));
  const auto on = pick({"box", "box", "agent"});
  switch (below(5)) {
    case 0:
      return {fmt::format("on: {}, file: {{path: {}, read: true}}", on, name),
              {"exists: true", "exists: false", "content: \"one\\n\""}};
    case 1:
      return {fmt::format("on: {}, command: [cat, {}]", on, name),
              {"out: one", "out: two", "out: v1", "status: {one_of: [0, 1]}"}};
    case 2:
      return {fmt::format("on: {}, port: {{port: {}, owner: false}}", on, one_in(2) ? lab_.closed : lab_.open),
              {"listening: true", "listening: false"}};
    case 3:
      return {fmt::format(R"(on: {}, tcp: {{target: "127.0.0.1:{}"}})", on, one_in(2) ? lab_.closed : lab_.open),
              {"connected: true", "connected: false"}};
    default:
      return {fmt::format(R"(on: {}, command: {{run: 'echo "$1"', arguments: ["${{marker}}"]}})", on),
              {"out: \"${marker}\"", "status: 0"}};
  }
}

/// Something that only reads; right or wrong by chance.
std::string RandomScenario::question() {
  const auto& drawn = questions_[static_cast<std::size_t>(below(static_cast<int>(questions_.size())))];
  return fmt::format("{{{}, expect: {{{}}}}}", drawn.asked, pick(drawn.expected));
}

/// Two steps: what the first finds says what the second asks for.
std::string RandomScenario::saving() {
  return line(fmt::format("{{on: box, command: [cat, {}], save: {{name: out}}, expect: {{status: 0}}}}",
                          path(pick({"one", "two"})))) +
         line(fmt::format(R"({{on: box, command: [cat, "{}/${{saved.name}}"], expect: {{out: {}}}}})", lab_.folder,
                          pick({"one", "two"})));
}

std::string RandomScenario::change() {
  const auto name = pick({"one", "two", "three"});
  if (one_in(4)) {
    return fmt::format("{{on: box, file: {{path: {}, state: absent}}}}", path(name));
  }
  return fmt::format(R"({{on: box, file: {{path: {}, write: "{}\n"}}}})", path(name), pick({"one", "two", "v1"}));
}

/// Comes true with the third attempt.
std::string RandomScenario::waiting(const std::string& counter) {
  return fmt::format(
      "{{on: box, command: {{run: 'n=$(cat \"$1\" 2>/dev/null || echo 0); n=$((n + 1)); echo $n >\"$1\"; echo $n', "
      "arguments: [{}]}}, expect: {{out: \"3\"}}, within: 60s, every: 10ms}}",
      path(counter));
}

std::string RandomScenario::needs(bool late) {
  const auto& from = late ? all_ : early_;
  return from.empty() || !one_in(3) ? "" : fmt::format("        needs: [{}]\n", pick(from));
}

std::string RandomScenario::reading_check(const std::string& id, bool late) {
  std::string rest = late ? "        phase: write\n" : "";
  rest += needs(late);
  const auto steps = [&] {
    std::string lines;
    for (int at = one_in(4) ? below(4) : 0; at >= 0; --at) {
      lines += one_in(5) ? saving() : line(question());
    }
    return lines;
  };
  if (one_in(4)) {
    rest += "        any_of:\n";
    for (int at = 0; at < 2; ++at) {
      rest += line(question());
    }
  } else {
    rest += "        steps:\n" + steps();
  }
  if (!late) {
    early_.push_back(id);
  }
  return check(id, rest);
}

/// What it leaves is what its cleanup writes, for later checks to read.
std::string RandomScenario::changing_check(const std::string& id) {
  auto rest = needs(true) + "        steps:\n";
  for (int at = below(3); at >= 0; --at) {
    rest += one_in(2) ? line(question()) : "";
    rest += line(change());
    rest += line(question());
  }
  return check(id, rest + "        cleanup:\n" + line(change()));
}

/// One that waits, one that looks at it meanwhile, and two that need it and want to see what came true.
std::string RandomScenario::waiting_checks(const std::string& id) {
  const auto counter = "count-" + id;
  const auto look = [&](const char* expected) {
    return "        steps:\n" +
           line(
               fmt::format(R"({{on: box, command: {{run: 'cat "$1" 2>&1 || true', arguments: [{}]}}, expect: {{{}}}}})",
                           path(counter), expected));
  };
  const auto needs_it = fmt::format("        needs: [{}]\n", id);
  early_.push_back(id);
  return check(id + "-early", look("status: 0")) +
         check(id, "        steps:\n" + line(waiting(counter)) + line(question())) +
         check(id + "-after", needs_it + look("out: \"3\"")) + check(id + "-too", needs_it + look("out: \"3\""));
}

}  // namespace labcheck::test
