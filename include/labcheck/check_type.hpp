#pragma once

#include <span>
#include <string_view>
#include <vector>

#include <labcheck/answer.hpp>
#include <labcheck/request.hpp>
#include <labcheck/result.hpp>
#include <labcheck/value.hpp>

namespace labcheck {

/// When a check runs: a candidate's checks go through the phases in this order.
enum class Phase { read, write, load, disrupt, reboot };

constexpr std::string_view to_string(Phase phase) {
  constexpr std::string_view names[] = {"read", "write", "load", "disrupt", "reboot"};
  return names[static_cast<int>(phase)];
}

/// A parameter that a check type takes. Its declaration drives loading, `explain`, the reference and the schema.
struct ParameterSpec {
  std::string_view name{};
  ValueKind kind{ValueKind::text};
  std::string_view about{};  ///< one line, English
  bool required{false};
  std::string_view fallback{};  ///< the default as YAML, empty for none (the parameter is then left out)
  std::vector<std::string_view> choices{};
  ValueKind element{ValueKind::any};  ///< of a list or map: what each value in it is
};

/// A fact that a check type can read. `refused`-like maps declare their fields.
struct FactSpec {
  std::string_view name{};
  ValueKind kind{ValueKind::text};
  std::string_view about{};
  ValueKind element{ValueKind::any};  ///< of a list: what each element is
  bool per_request{false};            ///< becomes a list of `kind` when the step asks several `times`
  std::vector<FactSpec> fields{};     ///< of a map: what it holds; empty for free structures (JSON paths)
  std::string_view asked_by{};        ///< a boolean parameter without which it isn't read; set by whoever expects it
};

enum class Reach { host, protocol };

/// A kind of thing asked about: parameters in, facts out, by two pure functions. It knows nothing of SSH, YAML or
/// reports. `read` is called only for a completed answer; a fact that is not there is left out of the map.
struct CheckType {
  std::string_view name{};
  std::string_view subject{};  ///< folder under checks/: "system", "web", ...
  std::string_view about{};    ///< one line, English
  Reach reach{Reach::host};
  std::string_view main_parameter{};  ///< what a bare value means: `port: 80`
  std::vector<ParameterSpec> parameters{};
  std::vector<FactSpec> facts{};
  std::string_view default_expect{};  ///< YAML of the expectation of a step that writes none, empty when one is needed
  std::string_view example{};         ///< YAML of a step, shown by explain and run by a test

  /// The phase that these parameters ask for: `read` unless they change the lab. Texts may still hold `${…}`.
  Phase (*phase)(const Value& parameters){nullptr};
  /// Whether a changing step undoes itself (`undo:`), so that its check needs no cleanup.
  bool (*undoes)(const Value& parameters){nullptr};
  /// The request that undoes such a step now, once its check is over, and disarms what was armed on the host; where
  /// nothing was armed it touches nothing. It has worked when `read` gives `done: true`.
  Result<Request> (*undo)(const Value& parameters){nullptr};
  /// What is wrong with these parameters together ("one of get, post"), or an empty text. Texts may still hold `${…}`.
  std::string (*complaint)(const Value& parameters){nullptr};
  Result<Request> (*request)(const Value& parameters){nullptr};
  Result<Value> (*read)(const Value& parameters, const Answer& answer){nullptr};
};

/// Every check type, in the order of the registry table; and the one with a name, or nullptr.
std::span<const CheckType> check_types();
const CheckType* find_check_type(std::string_view name);

}  // namespace labcheck
