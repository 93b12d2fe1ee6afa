#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <labcheck/place.hpp>

namespace labcheck::qualify {

/// `rebooted` is the solved lab started again: what every fault, cheat and unasked fault starts from.
enum class RowKind { pristine, solved, rebooted, alternative, fault, cheat, unasked };

constexpr std::string_view to_string(RowKind kind) {
  constexpr std::string_view names[] = {"pristine", "solved", "rebooted", "alternative", "fault", "cheat", "unasked"};
  return names[static_cast<int>(kind)];
}

/// One line of the kill table: how the lab is prepared, and what the result must say.
struct Row {
  RowKind kind{RowKind::pristine};
  std::string name{};                ///< empty for pristine, solved and rebooted
  std::string about{};               ///< one line
  std::vector<std::string> hosts{};  ///< where `script` is applied: "lb", "web[0]"
  std::string script{};              ///< bash, run as root: of a fault, a cheat or an unasked fault
  std::map<std::string, std::string>
      solution{};                     ///< of an alternative: scripts by role that stand in for solve/ROLE.sh
  std::vector<std::string> codes{};   ///< that must turn to fail (cheat: must not pass)
  std::vector<std::string> checks{};  ///< that must turn to fail
  std::vector<std::string> flags{};   ///< of a cheat: what it must at least be flagged as when it isn't caught
  std::string digest{};               ///< of all that this row's result depends on
  Place place{};

  std::string title() const { return std::string{to_string(kind)} + (name.empty() ? "" : " " + name); }
};

}  // namespace labcheck::qualify
