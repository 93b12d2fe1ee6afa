#include <set>

#include <doctest/doctest.h>

#include <labcheck/check_type.hpp>
#include <labcheck/node.hpp>
#include <labcheck/reading.hpp>

using namespace labcheck;

namespace {

bool is_line(std::string_view about) {
  return !about.empty() && about.find('\n') == std::string_view::npos && !about.ends_with('.');
}

bool is_snake(std::string_view name) {
  return !name.empty() && name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
}

void check_facts(const std::vector<FactSpec>& facts) {
  std::set<std::string_view> names;
  for (const auto& fact : facts) {
    CAPTURE(fact.name);
    CHECK(is_snake(fact.name));
    CHECK(names.insert(fact.name).second);
    CHECK(is_line(fact.about));
    CHECK((fact.fields.empty() || fact.kind == ValueKind::map || fact.element == ValueKind::map));
    CHECK((fact.element == ValueKind::any || fact.kind == ValueKind::list));
    check_facts(fact.fields);
  }
}

Node scalar(std::string_view text) {
  return {
      .kind = Node::Kind::scalar, .text = std::string{text}, .quoted = false, .items = {}, .entries = {}, .place = {}};
}

}  // namespace

TEST_SUITE("checks/registry") {
  TEST_CASE("every check type says what it is, shows an example and answers every question put to it") {
    std::set<std::string_view> names;
    for (const auto& type : check_types()) {
      CAPTURE(type.name);
      CHECK(is_snake(type.name));
      CHECK(names.insert(type.name).second);
      CHECK(is_line(type.about));
      CHECK(type.example.find(std::string{type.name} + ':') != std::string_view::npos);
      CHECK(type.example.ends_with('\n'));
      CHECK((type.phase != nullptr));
      CHECK((type.undoes != nullptr));
      CHECK((type.complaint != nullptr));
      CHECK((type.request != nullptr));
      CHECK((type.read != nullptr));
      check_facts(type.facts);
      CHECK_FALSE(type.facts.empty());
    }
  }

  TEST_CASE("parameters are named once, described, and their defaults read as their kinds") {
    for (const auto& type : check_types()) {
      CAPTURE(type.name);
      std::set<std::string_view> names;
      for (const auto& parameter : type.parameters) {
        CAPTURE(parameter.name);
        CHECK(is_snake(parameter.name));
        CHECK(names.insert(parameter.name).second);
        CHECK(is_line(parameter.about));
        CHECK_FALSE((parameter.required && !parameter.fallback.empty()));
        if (!parameter.fallback.empty()) {
          CHECK(read_value(scalar(parameter.fallback), parameter.kind));
        }
        if (!parameter.choices.empty() && !parameter.fallback.empty()) {
          CHECK(std::find(parameter.choices.begin(), parameter.choices.end(), parameter.fallback) !=
                parameter.choices.end());
        }
      }
      CHECK((type.main_parameter.empty() || names.contains(type.main_parameter)));
    }
  }

  TEST_CASE("a type stands in the folder of its subject") {
    for (const auto& type : check_types()) {
      const auto path = fmt::format("{}/checks/{}/{}.cpp", LABCHECK_SOURCE_DIR, type.subject, type.name);
      CAPTURE(path);
      std::FILE* file = std::fopen(path.c_str(), "r");
      CHECK(file != nullptr);
      if (file != nullptr) {
        std::fclose(file);
      }
    }
  }

  TEST_CASE("no question makes a type fall over before references are filled in") {
    for (const auto& type : check_types()) {
      CAPTURE(type.name);
      Value parameters = Value::object();
      CHECK_NOTHROW(type.phase(parameters));
      CHECK_NOTHROW(type.complaint(parameters));
      for (const auto& parameter : type.parameters) {
        parameters[std::string{parameter.name}] = "${x}";
      }
      CHECK_NOTHROW(type.phase(parameters));
      CHECK_NOTHROW(type.undoes(parameters));
      CHECK_NOTHROW(type.complaint(parameters));
      CHECK_NOTHROW(type.request(parameters));
    }
  }

  TEST_CASE("an empty answer is never read as facts by a type that asks with a script of its own") {
    for (const auto& type : check_types()) {
      CAPTURE(type.name);
      Answer killed;
      CHECK_FALSE(type.read(Value::object(), killed));
      Answer silent;
      silent.status = 0;
      CHECK((type.name == "command" || !type.read(Value::object(), silent)));
    }
  }

  TEST_CASE("types are found by name") {
    REQUIRE(find_check_type("service") != nullptr);
    CHECK(find_check_type("service")->main_parameter == "name");
    CHECK(find_check_type("sevice") == nullptr);
  }
}
