#include "load/standard.hpp"

#include <filesystem>
#include <map>

#include <doctest/doctest.h>

namespace {

using labcheck::Standard;
using labcheck::load::Loaded;

Loaded<Standard> load(const std::string& text) {
  return labcheck::load::load_standard("s.yaml", [&](const std::string&) { return std::optional{text}; });
}

std::string messages_of(const std::string& text) {
  std::string messages;
  for (const auto& diagnostic : load(text).diagnostics) {
    messages += to_string(diagnostic) + '\n';
  }
  return messages;
}

const std::string head = R"(labcheck-standard: 1
id: small
title: {en: Small, zh: 小}
levels: [{id: junior, title: {en: Junior, zh: 初级}}]
domains: [{id: "1", title: {en: One, zh: 一}}]
tasks: [{id: "1.1", title: {en: One one, zh: 一一}}, {id: 1.10, title: {en: One ten, zh: 一十}}]
)";

}  // namespace

TEST_SUITE("load/standard") {
  TEST_CASE("skills come in the file's order, with task and domain out of the code") {
    const auto loaded = load(head + "skills:\n  junior:\n    1.10.1: {en: b, zh: 乙}\n    1.1.1: {en: a, zh: 甲}\n");
    REQUIRE(loaded.value);
    REQUIRE(loaded.value->skills.size() == 2);
    const auto& skill = loaded.value->skills[0];
    CHECK(skill.code == "1.10.1");
    CHECK(skill.task == "1.10");
    CHECK(skill.domain == "1");
    CHECK(skill.level == "junior");
    CHECK(skill.title.zh == "乙");
    CHECK(to_string(skill.place) == "s.yaml:9:5");
    CHECK(loaded.value->find("junior", "1.1.1") != nullptr);
    CHECK(loaded.value->find("senior", "1.1.1") == nullptr);
  }

  TEST_CASE("the shipped standard loads, with its 170 skills") {
    const auto path = std::filesystem::path{LABCHECK_SOURCE_DIR} / "scenarios/standards/cloud-ops-dev.yaml";
    const auto loaded = labcheck::load::load_standard(path.string(), labcheck::load::disk_sources());
    REQUIRE(loaded.value);
    CHECK(loaded.diagnostics.empty());
    std::map<std::string, int> skills;
    for (const auto& skill : loaded.value->skills) {
      ++skills[skill.level];
    }
    CHECK(skills == std::map<std::string, int>{{"junior", 38}, {"intermediate", 60}, {"senior", 72}});
  }

  TEST_CASE("what a code does not fit into is named where it stands") {
    CHECK(messages_of(head + "skills:\n  junior:\n    1.2.1: {en: a}\n    2.1.1: {en: a}\n    1.1: {en: a}\n"
                             "    1..1: {en: a}\n  juniors:\n    1.1.1: {en: a}\n") ==
          "s.yaml:9:5: skill '1.2.1' belongs to no task: '1.2' is not among 'tasks'\n"
          "s.yaml:10:5: skill '2.1.1' belongs to no task: '2.1' is not among 'tasks'\n"
          "s.yaml:11:5: '1.1' is no skill code (three numbers, like 2.2.3)\n"
          "s.yaml:12:5: '1..1' is no skill code (three numbers, like 2.2.3)\n"
          "s.yaml:13:3: unknown level 'juniors' (did you mean 'junior'?)\n");
  }

  TEST_CASE("keys are strict and all errors come at once") {
    CHECK(messages_of("labcheck-standard: 2\nid: a b\ntitel: {en: x}\nlevels: []\ndomains: {}\n"
                      "tasks: [{id: '1.1', title: x}, {id: '1.1', title: {en: x}}, {id: '1.2', title: {en: x}}, "
                      "{id: '1.2', title: {en: x}}]\nskills: {}\n") ==
          "s.yaml:1:1: standard lacks 'title'\n"
          "s.yaml:1:20: unknown standard version '2' (this program reads 1)\n"
          "s.yaml:2:5: 'a b' is no id of a standard (letters, digits and -_.)\n"
          "s.yaml:3:1: unknown key 'titel' in standard (did you mean 'title'?)\n"
          "s.yaml:4:1: 'levels' must be a list of {id: …, title: …}, found an empty one\n"
          "s.yaml:5:10: 'domains' must be a list of {id: …, title: …}, found a map\n"
          "s.yaml:6:28: 'title' must be a text in both languages ({en: …, zh: …}), found 'x'\n"
          "s.yaml:6:32: duplicate task '1.1'\n"
          "s.yaml:6:90: duplicate task '1.2'\n"
          "s.yaml:7:9: 'skills' must be a map of levels, found an empty one\n");
  }

  TEST_CASE("an absent or empty file is an error") {
    const auto loaded = labcheck::load::load_standard("s.yaml", [](const std::string&) { return std::nullopt; });
    REQUIRE(loaded.diagnostics.size() == 1);
    CHECK(to_string(loaded.diagnostics[0]) == "s.yaml: no such file");
    CHECK(messages_of("") == "s.yaml:1:1: standard must be a map, found nothing\n");
  }
}
