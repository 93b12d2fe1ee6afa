#include "load/roster.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include <labcheck/value.hpp>

#include "load/roster_csv.hpp"
#include "load/roster_extension.hpp"
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
                     line.starts_with("extends:") || line.starts_with("---")
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

/// Where a roster's text and secrets come from.
struct Ways {
  const Sources& sources;
  const SecretSources& secrets;
  const SshConfig& ssh_config;
};

/// The roster of a file, with the parameters of an extension over its own.
Loaded<Roster> load_whole(const std::string& path, const std::string& text, const RosterExtension* extension,
                          const Ways& ways) {
  Loaded<Roster> loaded;
  Findings findings{loaded.diagnostics};
  auto draft = read_draft(format_of(path, text), path, text, loaded.diagnostics);
  if (draft.candidates.empty() && has_errors(loaded.diagnostics)) {
    return loaded;
  }
  if (extension != nullptr) {
    extend(draft, *extension, findings);
  }
  apply_ssh_config(draft, ways.ssh_config, findings);
  const auto masked = mask_literals(text, draft.literals, findings);
  // Nobody is asked for a secret, and no command is run, for a roster that is wrong anyway.
  const auto before = loaded.diagnostics;
  finish_roster(draft, path, {.open_files = ways.secrets.open_files}, findings);
  if (has_errors(loaded.diagnostics)) {
    return loaded;
  }
  loaded.diagnostics = before;
  auto roster = finish_roster(draft, path, ways.secrets, findings);
  roster.sources.push_back({.name = path, .text = masked});
  if (!has_errors(loaded.diagnostics)) {
    loaded.value = std::make_shared<const Roster>(std::move(roster));
  }
  return loaded;
}

/// What the extension extends, with the extension's own text behind it.
Loaded<Roster> load_extended(const std::string& path, const std::string& text, const RosterExtension& extension,
                             const Ways& ways) {
  Loaded<Roster> loaded;
  Findings findings{loaded.diagnostics};
  const auto base = base_path(path, extension);
  const auto base_text = read_text(base, ways.sources);
  if (!base_text) {
    findings.error(extension.place, fmt::format("'extends: {}': {}", extension.base, base_text.error().message));
    return loaded;
  }
  loaded = load_whole(base, *base_text, &extension, ways);
  if (loaded.value) {
    auto roster = *loaded.value;
    roster.sources.push_back({.name = path, .text = text});
    loaded.value = std::make_shared<const Roster>(std::move(roster));
  }
  return loaded;
}

}  // namespace

Loaded<Roster> load_roster(const std::string& path, const Sources& sources, const SecretSources& secrets,
                           const SshConfig& ssh_config) {
  Loaded<Roster> loaded;
  Findings findings{loaded.diagnostics};
  const Ways ways{.sources = sources, .secrets = secrets, .ssh_config = ssh_config};
  const auto text = read_text(path, sources);
  if (!text) {
    findings.error({.file = std::make_shared<const std::string>(path)}, text.error().message);
    return loaded;
  }
  const bool yaml = format_of(path, *text) == Format::yaml;
  const auto extension = yaml ? read_extension(path, *text, loaded.diagnostics) : std::nullopt;
  if (!extension) {
    return load_whole(path, *text, nullptr, ways);
  }
  return has_errors(loaded.diagnostics) ? loaded : load_extended(path, *text, *extension, ways);
}

}  // namespace labcheck::load
