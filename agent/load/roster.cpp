#include "load/roster.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include <labcheck/value.hpp>

#include "load/roster_csv.hpp"
#include "load/roster_finish.hpp"
#include "load/roster_inventory.hpp"
#include "load/roster_mask.hpp"
#include "load/roster_ssh_config.hpp"
#include "load/roster_yaml.hpp"

namespace labcheck::load {
namespace {

enum class Format { yaml, csv, inventory };

/// By the file's ending, else by its first line that says something.
Format format_of(const std::string& path, std::string_view text) {
  const auto ending = std::filesystem::path{path}.extension().string();
  if (ending == ".csv") {
    return Format::csv;
  }
  if (ending == ".yaml" || ending == ".yml") {
    return Format::yaml;
  }
  if (ending == ".ini") {
    return Format::inventory;
  }
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = text.substr(0, end);
    const auto first = line.find_first_not_of(" \t\r");
    if (first != std::string_view::npos && line[first] != '#' && line[first] != ';') {
      return line.starts_with("candidates:") || line.starts_with("defaults:") || line.starts_with("jumps:") ||
                     line.starts_with("---")
                 ? Format::yaml
                 : Format::inventory;
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return Format::yaml;
}

Draft read_draft(Format format, const std::string& path, const std::string& text, Diagnostics& diagnostics) {
  switch (format) {
    case Format::csv:
      return read_csv_roster(path, text, diagnostics);
    case Format::inventory:
      return read_inventory_roster(path, text, diagnostics);
    case Format::yaml:
      break;
  }
  return read_yaml_roster(path, text, diagnostics);
}

Result<std::string> read_text(const std::string& path, const Sources& sources) {
  LABCHECK_TRY_ASSIGN(const auto source, sources(path));
  if (!source) {
    return failed(ErrorKind::invalid, "no such file");
  }
  const auto format = format_of(path, *source);
  if (format == Format::csv) {
    return csv_text(*source);
  }
  if (format == Format::inventory && (valid_utf8(*source) != *source || source->find('\0') != std::string::npos)) {
    return failed(ErrorKind::invalid, "invalid UTF-8 (save the file as UTF-8)");
  }
  return *source;
}

}  // namespace

Loaded<Roster> load_roster(const std::string& path, const Sources& sources, const SecretSources& secrets,
                           const SshConfig& ssh_config) {
  Loaded<Roster> loaded;
  Findings findings{loaded.diagnostics};
  const auto text = read_text(path, sources);
  if (!text) {
    findings.error({.file = std::make_shared<const std::string>(path)}, text.error().message);
    return loaded;
  }
  auto draft = read_draft(format_of(path, *text), path, *text, loaded.diagnostics);
  if (draft.candidates.empty() && has_errors(loaded.diagnostics)) {
    return loaded;
  }
  apply_ssh_config(draft, ssh_config, findings);
  const auto masked = mask_literals(*text, draft.literals, findings);
  // Nobody is asked for a secret, and no command is run, for a roster that is wrong anyway.
  const auto before = loaded.diagnostics;
  finish_roster(draft, path, {.open_files = secrets.open_files}, findings);
  if (has_errors(loaded.diagnostics)) {
    return loaded;
  }
  loaded.diagnostics = before;
  auto roster = finish_roster(draft, path, secrets, findings);
  roster.sources.push_back({.name = path, .text = masked});
  if (!has_errors(loaded.diagnostics)) {
    loaded.value = std::make_shared<const Roster>(std::move(roster));
  }
  return loaded;
}

}  // namespace labcheck::load
