#include "load/roster_extension.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

#include <fmt/format.h>

#include <labcheck/spelling.hpp>

#include "load/document.hpp"

namespace labcheck::load {
namespace {

/// Whether a line of the text begins with the key; spares ordinary rosters a second reading.
bool may_extend(std::string_view text) {
  return text.starts_with("extends:") || text.find("\nextends:") != std::string_view::npos;
}

void read_given(const Node& node, RosterExtension& extension, Findings& findings) {
  Fields fields{node, "candidate of a roster that extends another", {"id", "parameters"}, findings};
  if (!fields.is_map()) {
    return;
  }
  RosterExtension::Given given{.id = fields.text("id", true), .place = node.place};
  const auto* parameters = fields.required("parameters");
  if (parameters == nullptr) {
    return;
  }
  if (!parameters->value.is_map()) {
    findings.error(parameters->value.place,
                   fmt::format("'parameters' must be a map, found {}", found(parameters->value)));
    return;
  }
  for (const auto& entry : parameters->value.entries) {
    if (entry.value.is_scalar()) {
      given.parameters[entry.key] = entry.value.text;
    } else {
      findings.error(
          entry.value.place,
          fmt::format("'{}' must be a plain value, found {} (secrets belong into the roster that is extended)",
                      entry.key, found(entry.value)));
    }
  }
  extension.candidates.push_back(std::move(given));
}

}  // namespace

std::optional<RosterExtension> read_extension(const std::string& path, const std::string& text,
                                              Diagnostics& diagnostics) {
  if (!may_extend(text)) {
    return std::nullopt;
  }
  Findings findings{diagnostics};
  const auto root = parse_document(path, text, diagnostics);
  RosterExtension extension;
  Fields fields{root, "roster that extends another", {"extends", "candidates"}, findings};
  extension.base = fields.text("extends", true);
  if (const auto* base = fields.entry("extends")) {
    extension.place = base->value.place;
  }
  if (const auto* candidates = fields.required("candidates")) {
    if (!candidates->value.is_sequence()) {
      findings.error(candidates->value.place,
                     fmt::format("'candidates' must be a list of candidates, found {}", found(candidates->value)));
    }
    for (const auto& item : candidates->value.items) {
      read_given(item, extension, findings);
    }
  }
  return extension;
}

std::string base_path(const std::string& path, const RosterExtension& extension) {
  return (std::filesystem::path{path}.parent_path() / extension.base).lexically_normal().string();
}

void extend(Draft& draft, const RosterExtension& extension, Findings& findings) {
  std::vector<std::string> ids;
  for (const auto& candidate : draft.candidates) {
    ids.push_back(candidate.candidate.id);
  }
  std::set<std::string> seen;
  for (const auto& given : extension.candidates) {
    const auto at = std::find(ids.begin(), ids.end(), given.id);
    if (at == ids.end()) {
      findings.error(given.place, fmt::format("'{}' has no candidate '{}'{}", extension.base, given.id,
                                              did_you_mean(given.id, ids)));
      continue;
    }
    if (!seen.insert(given.id).second) {
      findings.error(given.place, fmt::format("candidate '{}' is there twice", given.id));
      continue;
    }
    auto& candidate = draft.candidates[static_cast<std::size_t>(at - ids.begin())];
    for (const auto& [name, value] : given.parameters) {
      candidate.candidate.parameters[name] = value;
      candidate.fetched_parameters.erase(name);
    }
  }
}

}  // namespace labcheck::load
