#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <labcheck/check_type.hpp>
#include <labcheck/expectation.hpp>
#include <labcheck/node.hpp>
#include <labcheck/standard.hpp>
#include <labcheck/text.hpp>
#include <labcheck/value.hpp>

namespace labcheck {

struct Role {
  std::string name{};
  int count{1};
  std::string owner{"candidate"};  ///< or "proctor": a host that candidates can't touch
  Place place{};
};

enum class ParameterType { string, integer, port, address, network, path, choice, secret, token, nonce };

struct Parameter {
  std::string name{};
  ParameterType type{ParameterType::string};
  bool per_candidate{false};              ///< `per: candidate`: drawn once for each candidate
  std::optional<std::string> fallback{};  ///< `default:`
  std::vector<std::string> choices{};
  Place place{};
};

/// Where a step is put to: the text of `on:` taken apart.
struct Selector {
  enum class Quantity { each, any, at_least, exactly };

  Quantity quantity{Quantity::each};
  int number{1};               ///< of at_least and exactly
  std::string role{};          ///< a role; empty when `agent` or a bound name
  std::optional<int> index{};  ///< `web[0]`
  std::string except{};        ///< a bound name to leave out
  std::string name{};          ///< a name bound by an earlier step's `as:`
  bool agent{false};
  std::string bind_as{};  ///< `as:`: the name that the one found gets
  std::string text{};     ///< as written
  Place place{};
};

/// One question, with one check type.
struct Step {
  const CheckType* type{nullptr};
  Selector on{};
  /// The type's parameters by name, connection merged in, texts still holding `${…}`.
  std::map<std::string, Node> parameters{};
  Expectation expect{};
  Expectation give_up{};
  std::optional<Duration> within{};
  std::optional<Duration> every{};
  std::optional<Duration> hold{};
  std::optional<Duration> timeout{};
  std::vector<std::pair<std::string, std::string>> save{};  ///< saved name, fact or fact-dot-path
  std::optional<bool> changes{};
  Place place{};
};

/// `manual:` a question for a person.
struct Manual {
  Text question{};
  bool second_assessor{false};
};

/// One question with a yes or no answer: steps in order, or the first of several right solutions.
struct Check {
  std::string id{};
  Text title{};
  std::vector<std::vector<Step>> alternatives{};  ///< one list of steps, or one for each entry of `any_of`
  bool any_of{false};
  std::vector<Step> cleanup{};
  std::vector<Step> restored{};
  std::vector<std::string> needs{};
  std::optional<Manual> manual{};
  bool optional{false};
  Phase phase{Phase::read};
  int points{1};
  Text hint{};
  Place place{};
};

/// What must hold for a skill: all of its checks, or a share of the points in percent.
struct PassRule {
  bool all{true};
  int percent{100};
};

/// A skill that a scenario grades.
struct GradedSkill {
  std::string code{};
  int points{0};  ///< 0: the sum of its checks' points
  PassRule pass{};
  Text task{};
  std::vector<Check> checks{};
  Place place{};
};

/// A text that loading read, with the name it was read under; all of them go into the ledger.
struct SourceText {
  std::string name{};
  std::string text{};
};

struct Scenario {
  std::string id{};
  Text title{};
  std::string level{};
  std::vector<Role> roles{};
  std::vector<Parameter> parameters{};
  std::vector<GradedSkill> skills{};
  std::shared_ptr<const Standard> standard{};
  std::vector<SourceText> sources{};  ///< the scenario itself first, then its standard and library files

  const Role* find_role(std::string_view name) const {
    for (const auto& role : roles) {
      if (role.name == name) {
        return &role;
      }
    }
    return nullptr;
  }
};

}  // namespace labcheck
