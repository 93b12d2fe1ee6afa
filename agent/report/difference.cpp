#include "report/difference.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include <fmt/format.h>

namespace labcheck::report {

namespace {

struct SkillKey {
  std::string candidate{};
  std::string scenario{};
  std::string level{};
  std::string code{};
  auto operator<=>(const SkillKey&) const = default;
};

/// A result's skills, in its order.
struct Skills {
  std::vector<SkillKey> order{};
  std::map<SkillKey, Value> skills{};
  std::map<std::string, std::string> names{};
};

/// Throws what the JSON library throws at a result that is none.
Skills skills_of(const Value& result) {
  Skills all;
  for (const auto& candidate : result.at("candidates")) {
    const auto id = candidate.at("id").get<std::string>();
    all.names[id] = candidate.at("name").get<std::string>();
    for (const auto& skill : candidate.at("skills")) {
      const SkillKey key{id, skill.at("scenario"), skill.at("level"), skill.at("code")};
      all.order.push_back(key);
      all.skills.emplace(key, skill);
    }
  }
  return all;
}

const Value* find_check(const Value& checks, const std::string& id) {
  const auto found =
      std::find_if(checks.begin(), checks.end(), [&](const Value& check) { return check.at("id") == id; });
  return found == checks.end() ? nullptr : &*found;
}

CheckDifference difference_of(const std::string& id, const Value* before, const Value* after) {
  const auto text = [](const Value* check, const char* name) {
    return check == nullptr ? std::string{} : check->at(name).get<std::string>();
  };
  return {.id = id,
          .before = text(before, "outcome"),
          .after = text(after, "outcome"),
          .why_before = text(before, "why"),
          .why_after = text(after, "why")};
}

std::vector<CheckDifference> check_differences(const Value& before, const Value& after) {
  std::vector<CheckDifference> differences;
  for (const auto& check : after) {
    const auto id = check.at("id").get<std::string>();
    auto difference = difference_of(id, find_check(before, id), &check);
    if (difference.before != difference.after) {
      differences.push_back(std::move(difference));
    }
  }
  for (const auto& check : before) {
    const auto id = check.at("id").get<std::string>();
    if (find_check(after, id) == nullptr) {
      differences.push_back(difference_of(id, &check, nullptr));
    }
  }
  return differences;
}

void compare(const SkillKey& key, const Skills& before, const Skills& after, std::vector<SkillDifference>& into) {
  static const Value nothing{{"verdict", ""}, {"points", 0}, {"checks", Value::array()}};
  const auto side = [&](const Skills& skills) -> const Value& {
    const auto found = skills.skills.find(key);
    return found == skills.skills.end() ? nothing : found->second;
  };
  const auto& names = after.names.contains(key.candidate) ? after.names : before.names;
  SkillDifference difference{.candidate = key.candidate,
                             .name = names.at(key.candidate),
                             .scenario = key.scenario,
                             .level = key.level,
                             .code = key.code,
                             .before = side(before).at("verdict"),
                             .after = side(after).at("verdict"),
                             .points_before = side(before).at("points"),
                             .points_after = side(after).at("points"),
                             .checks = check_differences(side(before).at("checks"), side(after).at("checks"))};
  const bool differs = difference.before != difference.after || difference.points_before != difference.points_after ||
                       !difference.checks.empty();
  if (differs) {
    into.push_back(std::move(difference));
  }
}

bool is_result(const Value& result) {
  return result.is_object() && result.contains("schema") && result["schema"] == "labcheck.result/1";
}

}  // namespace

Result<std::vector<SkillDifference>> differences(const Value& before, const Value& after) {
  if (!is_result(before) || !is_result(after)) {
    return failed(ErrorKind::invalid, "it is no result of labcheck (its schema must be 'labcheck.result/1')");
  }
  try {
    const auto was = skills_of(before);
    const auto is = skills_of(after);
    std::vector<SkillDifference> found;
    for (const auto& key : is.order) {
      compare(key, was, is, found);
    }
    for (const auto& key : was.order) {
      if (!is.skills.contains(key)) {
        compare(key, was, is, found);
      }
    }
    return found;
  } catch (const Value::exception& problem) {
    return failed(ErrorKind::invalid, fmt::format("it is no whole result of labcheck: {}", problem.what()));
  }
}

}  // namespace labcheck::report
