#include "qualify/compare.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace labcheck::qualify {
namespace {

bool among(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Calls `then(check)` for every check of the result.
template <class Then>
void each_check(const Value& candidate, Then then) {
  for (const auto& skill : candidate.at("skills")) {
    for (const auto& check : skill.at("checks")) {
      then(check);
    }
  }
}

std::string text(const Value& map, const char* key) {
  return map.at(key).get<std::string>();
}

std::string verdict_line(const Value& code, const char* expected) {
  return fmt::format("{} is {}, expected {}: {}", text(code, "code"), text(code, "verdict"), expected,
                     code.at("cause").is_string() ? text(code, "cause") : std::string{"every check passed"});
}

/// Nothing was done, so nothing may be earned; what only a person can say stays open.
void compare_pristine(const Value& candidate, std::vector<std::string>& complaints) {
  for (const auto& code : candidate.at("codes")) {
    if (text(code, "verdict") == "pass") {
      complaints.push_back(verdict_line(code, "fail"));
    }
  }
  each_check(candidate, [&](const Value& check) {
    if (const auto outcome = text(check, "outcome"); outcome == "pass" || outcome == "error") {
      complaints.push_back(fmt::format("check {} is {}: {}", text(check, "id"), outcome, text(check, "why")));
    }
  });
}

void compare_solution(const Value& candidate, std::vector<std::string>& complaints) {
  for (const auto& code : candidate.at("codes")) {
    if (text(code, "verdict") != "pass") {
      complaints.push_back(verdict_line(code, "pass"));
    }
  }
  each_check(candidate, [&](const Value& check) {
    if (const auto outcome = text(check, "outcome"); outcome != "pass" && outcome != "not_applicable") {
      complaints.push_back(fmt::format("check {} is {}: {}", text(check, "id"), outcome, text(check, "why")));
    }
  });
}

void compare_fault(const Row& row, const Value& candidate, std::vector<std::string>& complaints) {
  for (const auto& code : candidate.at("codes")) {
    const bool named = among(row.codes, text(code, "code"));
    if (text(code, "verdict") != (named ? "fail" : "pass")) {
      complaints.push_back(verdict_line(code, named ? "fail" : "pass"));
    }
  }
  each_check(candidate, [&](const Value& check) {
    if (among(row.checks, text(check, "id")) && text(check, "outcome") != "fail") {
      complaints.push_back(fmt::format("check {} is {}, expected fail", text(check, "id"), text(check, "outcome")));
    }
  });
}

bool all_pass(const Value& candidate) {
  const auto& codes = candidate.at("codes");
  return std::all_of(codes.begin(), codes.end(), [](const Value& code) { return text(code, "verdict") == "pass"; });
}

bool is_flagged(const Row& row, const Value& candidate) {
  const auto& flags = candidate.at("flags");
  return std::any_of(flags.begin(), flags.end(),
                     [&](const Value& flag) { return among(row.flags, text(flag, "code")); });
}

void compare_cheat(const Row& row, const Value& candidate, std::vector<std::string>& complaints) {
  for (const auto& code : candidate.at("codes")) {
    if (among(row.codes, text(code, "code")) && text(code, "verdict") == "pass" && !is_flagged(row, candidate)) {
      complaints.push_back(
          fmt::format("{} passes{}", text(code, "code"), row.flags.empty() ? "" : " and no flag is raised"));
    }
  }
}

}  // namespace

RowResult compare(const Row& row, const Value& candidate) {
  RowResult result;
  try {
    each_check(candidate, [&](const Value& check) {
      if (text(check, "outcome") == "fail") {
        result.turned.push_back(text(check, "id"));
      }
    });
    switch (row.kind) {
      case RowKind::pristine:
        compare_pristine(candidate, result.complaints);
        break;
      case RowKind::solved:
      case RowKind::rebooted:
      case RowKind::alternative:
        compare_solution(candidate, result.complaints);
        break;
      case RowKind::fault:
        compare_fault(row, candidate, result.complaints);
        break;
      case RowKind::cheat:
        compare_cheat(row, candidate, result.complaints);
        break;
      case RowKind::unasked:
        if (all_pass(candidate)) {
          result.complaints.push_back("nothing notices it");
        }
        break;
    }
    for (const auto& flag : candidate.at("flags")) {
      if (text(flag, "code") == "cleanup-failed") {
        result.complaints.push_back("the lab was not left clean: " + text(flag, "message"));
      }
    }
  } catch (const Value::exception& problem) {
    result.errors.push_back(fmt::format("the result can't be understood: {}", problem.what()));
  }
  return result;
}

}  // namespace labcheck::qualify
