#include "load/scenario/check_rules.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include <fmt/format.h>

namespace labcheck::load {

namespace {

/// The expectation of a refusal among a step's, or nullptr.
const Member* refusal_in(const Step& step) {
  const auto at = std::find_if(step.expect.begin(), step.expect.end(), [](const Member& member) {
    return member.name == "refused" && member.matcher.kind != MatcherKind::absent;
  });
  return at == step.expect.end() ? nullptr : &*at;
}

const std::string* text_of(const Step& step, std::string_view name) {
  const auto at = step.parameters.find(std::string{name});
  return at == step.parameters.end() ? nullptr : &at->second.text;
}

bool takes_silence(const Step& step) {
  const auto* silence = text_of(step, "silence");
  return step.type->name == "tcp" && silence != nullptr && *silence == "fact";
}

/// Whether a step holds only where its service was spoken with.
bool comes_through(const Step& step) {
  const bool wants_none = std::any_of(step.expect.begin(), step.expect.end(), [](const Member& member) {
    const auto& matcher = member.matcher;
    return member.name == "connected" && (matcher.kind != MatcherKind::equals || matcher.operand.text != "true");
  });
  return step.type->reach == Reach::protocol && !takes_silence(step) && refusal_in(step) == nullptr && !wants_none;
}

/// Whether both steps take the way from one place to one host, as far as their text says.
bool same_way(const Step& one, const Step& other) {
  const auto host = [](const Step& step) {
    const auto* target = text_of(step, "target");
    return target == nullptr ? std::string{} : target->substr(0, target->rfind(':'));
  };
  const bool same_place = one.on.agent == other.on.agent && one.on.role == other.on.role &&
                          one.on.index == other.on.index && one.on.name == other.on.name;
  return same_place && (one.type != other.type || host(one) == host(other));
}

}  // namespace

void check_refusals(const Check& check, Findings& findings) {
  for (const auto& steps : check.alternatives) {
    for (const auto& step : steps) {
      const auto* refusal = refusal_in(step);
      const bool shown = std::any_of(steps.begin(), steps.end(), [&](const Step& other) {
        return other.type == step.type && refusal_in(other) == nullptr;
      });
      if (refusal != nullptr && !shown) {
        findings.error(refusal->matcher.place, fmt::format("'refused' alone proves little: add a {} step to the check "
                                                           "that shows the same path working",
                                                           step.type->name));
      }
    }
  }
}

void check_silence(const Check& check, Findings& findings) {
  for (const auto& steps : check.alternatives) {
    for (const auto& step : steps) {
      const bool shown = std::any_of(steps.begin(), steps.end(),
                                     [&](const Step& other) { return comes_through(other) && same_way(step, other); });
      if (takes_silence(step) && !shown) {
        findings.error(step.parameters.at("silence").place,
                       "silence proves little where the way itself may be dead: add a step to the check, from the same "
                       "place to another port of that host, that shows the way working");
      }
    }
  }
}

}  // namespace labcheck::load
