#include "load/secret_parameters.hpp"

#include <fmt/format.h>

#include "load/file_mode.hpp"

namespace labcheck::load {
namespace {

/// The name of a secret parameter that stands in the roster itself, or an empty text.
std::string literal_secret(const Candidate& candidate, const Scenario& scenario) {
  for (const auto& parameter : scenario.parameters) {
    if (parameter.type == ParameterType::secret && candidate.parameters.contains(parameter.name) &&
        !candidate.secret_parameters.contains(parameter.name)) {
      return parameter.name;
    }
  }
  return {};
}

}  // namespace

Diagnostics check_secret_parameters(const Roster& roster, const Scenario& scenario, bool open_files) {
  for (const auto& candidate : roster.candidates) {
    const auto name = literal_secret(candidate, scenario);
    const auto mode = name.empty() || !candidate.place.file ? std::nullopt : open_mode(*candidate.place.file);
    if (mode) {
      const auto what =
          fmt::format("parameter '{}' is a literal secret in a file that others can read (mode {})", name, *mode);
      const auto message =
          open_files ? fmt::format("{}, {}", what, open_files_allowed)
                     : fmt::format("{}: chmod 600 {}, or use {{env: NAME}} and the like", what, *candidate.place.file);
      return {
          {.severity = open_files ? Severity::warning : Severity::error, .place = candidate.place, .message = message}};
    }
  }
  return {};
}

}  // namespace labcheck::load
