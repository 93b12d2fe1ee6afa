#include <doctest/doctest.h>

#include "roster_fixture.hpp"

using namespace roster_test;

namespace {

const std::string room = R"(candidates:
  - {id: c01, hosts: {lb: 192.0.2.1}, parameters: {port: 80, api: {env: EXAM_PW}}}
  - {id: c02, hosts: {lb: 192.0.2.2}}
)";

/// Loads `exam/drawn.yaml` with this text beside `exam/room.yaml`.
load::Loaded<Roster> load_drawn(const std::string& text, const std::string& name = "exam/drawn.yaml") {
  const load::Sources sources = [&](const std::string& path) -> Result<std::optional<std::string>> {
    return path == name ? std::optional{text} : path == "exam/room.yaml" ? std::optional{room} : std::nullopt;
  };
  return load::load_roster(name, sources, Fixture{}.secrets());
}

std::string complaint(const std::string& text) {
  const auto found = messages(load_drawn(text).diagnostics);
  return found.empty() ? "" : found[0];
}

}  // namespace

TEST_SUITE("load/roster_extension") {
  TEST_CASE("what was drawn goes over the roster that is extended, which says all the rest") {
    const auto loaded =
        load_drawn("extends: room.yaml\ncandidates:\n  - {id: c01, parameters: {port: \"8081\", db: k3}}\n");
    REQUIRE(messages(loaded.diagnostics).empty());
    REQUIRE(loaded.value);
    REQUIRE(loaded.value->candidates.size() == 2);
    const auto& first = loaded.value->candidates[0];
    CHECK(first.parameters.at("port") == "8081");
    CHECK(first.parameters.at("db") == "k3");
    CHECK(first.parameters.at("api") == "sesame-1");
    CHECK(first.secret_parameters.count("api") == 1);
    CHECK(first.hosts[0].address == "192.0.2.1");
    CHECK(loaded.value->candidates[1].parameters.empty());
    REQUIRE(loaded.value->sources.size() == 2);
    CHECK(loaded.value->sources[0].name == "exam/room.yaml");
    CHECK(loaded.value->sources[1].name == "exam/drawn.yaml");
  }

  TEST_CASE("a plain value in place of a secret is no secret any more") {
    const auto loaded = load_drawn("extends: room.yaml\ncandidates: [{id: c01, parameters: {api: plain}}]\n");
    REQUIRE(loaded.value);
    CHECK(loaded.value->candidates[0].parameters.at("api") == "plain");
    CHECK(loaded.value->candidates[0].secret_parameters.empty());
  }

  TEST_CASE("its ending decides nothing: a file that begins with 'extends' is YAML") {
    const load::Sources sources = [](const std::string& path) -> Result<std::optional<std::string>> {
      return std::optional{path == "drawn" ? std::string{"extends: room.yaml\ncandidates: []\n"} : room};
    };
    CHECK(load::load_roster("drawn", sources, Fixture{}.secrets()).value);
  }

  TEST_CASE("errors name the place, and the nearest right candidate") {
    CHECK(complaint("extends: rom.yaml\ncandidates: []\n") ==
          "exam/drawn.yaml:1:10: 'extends: rom.yaml': no such file");
    CHECK(complaint("extends: room.yaml\ncandidates: [{id: c03, parameters: {a: b}}]\n") ==
          "exam/drawn.yaml:2:14: 'room.yaml' has no candidate 'c03' (did you mean 'c01'?)");
    CHECK(complaint("extends: room.yaml\ncandidates: [{id: c01, parameters: {}}, {id: c01, parameters: {}}]\n") ==
          "exam/drawn.yaml:2:41: candidate 'c01' is there twice");
    CHECK(complaint("extends: room.yaml\ncandidates: [{id: c01, hosts: {}, parameters: {}}]\n") ==
          "exam/drawn.yaml:2:24: unknown key 'hosts' in candidate of a roster that extends another");
    CHECK(complaint("extends: room.yaml\ncandidates: [{id: c01, parameters: {pw: {env: X}}}]\n") ==
          "exam/drawn.yaml:2:41: 'pw' must be a plain value, found a map (secrets belong into the roster that is "
          "extended)");
    CHECK(complaint("extends: room.yaml\n") == "exam/drawn.yaml:1:1: roster that extends another lacks 'candidates'");
  }

  TEST_CASE("what is extended must stand on its own") {
    const load::Sources sources = [](const std::string&) -> Result<std::optional<std::string>> {
      return std::optional{std::string{"extends: drawn.yaml\ncandidates: []\n"}};
    };
    const auto loaded = load::load_roster("drawn.yaml", sources, Fixture{}.secrets());
    CHECK_FALSE(loaded.value);
    CHECK(messages(loaded.diagnostics)[0].find("unknown key 'extends' in roster") != std::string::npos);
  }
}
