#include "qualify/record.hpp"

#include <filesystem>

#include <doctest/doctest.h>

using namespace labcheck;
using namespace labcheck::qualify;

namespace {

Folder folder() {
  Folder folder;
  for (const auto kind : {RowKind::pristine, RowKind::solved, RowKind::rebooted}) {
    folder.rows.push_back({.kind = kind, .digest = "d"});
  }
  folder.rows.push_back({.kind = RowKind::fault, .name = "x", .digest = "d"});
  return folder;
}

Stored stored(const std::vector<std::string>& titles) {
  Stored all;
  for (const auto& title : titles) {
    all.rows[title] = {.digest = "d"};
  }
  return all;
}

}  // namespace

TEST_SUITE("qualify/record") {
  TEST_CASE("grades: untried, draft, practice, exam") {
    CHECK(standing_of(folder(), {}).grade == Grade::untried);
    CHECK(standing_of(folder(), stored({"pristine"})).grade == Grade::draft);
    CHECK(standing_of(folder(), stored({"pristine", "solved", "rebooted"})).grade == Grade::practice);
    CHECK(standing_of(folder(), stored({"pristine", "solved", "rebooted", "fault x"})).grade == Grade::exam);
  }

  TEST_CASE("a row that changed since, or does not hold, does not count") {
    auto changed = folder();
    changed.rows.back().digest = "other";
    const auto all = stored({"pristine", "solved", "rebooted", "fault x"});
    CHECK(standing_of(changed, all).grade == Grade::practice);
    CHECK(standing_of(changed, all).untried == std::vector<std::string>{"fault x"});
    auto survived = all;
    survived.rows["fault x"].result.complaints = {"1.1 is pass, expected fail"};
    CHECK(standing_of(folder(), survived).grade == Grade::practice);
    CHECK(standing_of(folder(), survived).survivors == std::vector<std::string>{"fault x"});
  }

  TEST_CASE("without a fault nothing is proven for an exam") {
    auto none = folder();
    none.rows.pop_back();
    CHECK(standing_of(none, stored({"pristine", "solved", "rebooted"})).grade == Grade::practice);
  }

  TEST_CASE("what is stored is read again; nothing is stored: nothing is known") {
    const auto place = std::filesystem::temp_directory_path() / "labcheck-record-test";
    std::filesystem::remove_all(place);
    std::filesystem::create_directories(place);
    REQUIRE(read_stored(place.string()).has_value());
    CHECK(read_stored(place.string())->rows.empty());
    auto all = stored({"pristine", "fault x", "fault gone"});
    all.rows["fault x"].result = {.complaints = {"c"}, .turned = {"t"}, .seconds = 3};
    all.unwatched = {"stop service a on lb"};
    Scenario scenario;
    scenario.id = "a/b";
    REQUIRE(write_stored(place.string(), as_json(folder(), scenario, all)).has_value());
    const auto again = read_stored(place.string());
    REQUIRE(again.has_value());
    CHECK(again->rows.size() == 2);
    CHECK(again->rows.at("fault x").result.complaints == std::vector<std::string>{"c"});
    CHECK(again->unwatched == all.unwatched);
    std::filesystem::remove_all(place);
  }
}
