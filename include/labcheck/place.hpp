#pragma once

#include <memory>
#include <string>
#include <vector>

namespace labcheck {

/// Where something stands in a file: 1-based line and column, 0 when unknown.
struct Place {
  std::shared_ptr<const std::string> file{};
  int line{0};
  int column{0};
};

/// `scenarios/web.yaml:14:7`, or just the file's name when the line is unknown.
inline std::string to_string(const Place& place) {
  std::string text = place.file ? *place.file : "<input>";
  if (place.line > 0) {
    text += ':' + std::to_string(place.line) + ':' + std::to_string(place.column);
  }
  return text;
}

enum class Severity { error, warning };

/// One finding of a loader or of the lint, printed as `PLACE: [warning: ]message`.
struct Diagnostic {
  Severity severity{Severity::error};
  Place place{};
  std::string message{};
};

using Diagnostics = std::vector<Diagnostic>;

inline bool has_errors(const Diagnostics& diagnostics) {
  for (const auto& diagnostic : diagnostics) {
    if (diagnostic.severity == Severity::error) {
      return true;
    }
  }
  return false;
}

inline std::string to_string(const Diagnostic& diagnostic) {
  const char* mark = diagnostic.severity == Severity::warning ? ": warning: " : ": ";
  return to_string(diagnostic.place) + mark + diagnostic.message;
}

}  // namespace labcheck
