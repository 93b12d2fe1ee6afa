#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <labcheck/place.hpp>
#include <labcheck/text.hpp>

namespace labcheck {

/// One requirement of a standard. The same code may stand in several levels.
struct Skill {
  std::string level{};   ///< id of the level: "junior"
  std::string code{};    ///< "2.2.3"
  std::string domain{};  ///< id of the domain: "2"
  std::string task{};    ///< id of the task: "2.2"
  Text title{};
  Place place{};
};

/// A level, a domain or a task: an id and a title.
struct Heading {
  std::string id{};
  Text title{};
};

/// A catalogue of skills: levels → domains → tasks → skills, flattened in the file's order.
struct Standard {
  std::string id{};
  Text title{};
  std::vector<Heading> levels{};
  std::vector<Heading> domains{};
  std::vector<Heading> tasks{};
  std::vector<Skill> skills{};

  const Skill* find(std::string_view level, std::string_view code) const {
    for (const auto& skill : skills) {
      if (skill.level == level && skill.code == code) {
        return &skill;
      }
    }
    return nullptr;
  }
};

}  // namespace labcheck
