#include "load/scenario.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include <labcheck/spelling.hpp>

#include "load/document.hpp"
#include "load/scenario/connections.hpp"
#include "load/scenario/context.hpp"
#include "load/scenario/lint.hpp"
#include "load/scenario/lookup.hpp"
#include "load/scenario/needs.hpp"
#include "load/scenario/parameters.hpp"
#include "load/scenario/skills.hpp"
#include "load/standard.hpp"

namespace labcheck::load {

namespace {

/// Whether the file says that it is a scenario of a version that we read.
bool check_version(Fields& file, const Node& root, Findings& findings) {
  const auto* version = file.entry("labcheck");
  if (version == nullptr) {
    findings.error(root.place, "no scenario: it lacks 'labcheck: 1'");
    return false;
  }
  if (!version->value.is_scalar() || version->value.text != "1") {
    findings.error(version->value.place,
                   fmt::format("unknown scenario version {} (this program reads 1)", found(version->value)));
    return false;
  }
  return true;
}

void read_id(Fields& file, Context& context) {
  context.scenario.id = file.text("id", true);
  if (const auto* id = file.entry("id")) {
    check_name(context.scenario.id, "-_./", "id of a scenario", id->value.place, context.findings);
  }
}

void read_standard(Fields& file, Diagnostics& diagnostics, Context& context) {
  const auto id = file.text("standard", true);
  if (id.empty() || !check_name(id, "-_.", "id of a standard", file.entry("standard")->value.place, context.findings)) {
    return;
  }
  const auto source = look_up("standards/" + id + ".yaml", file.entry("standard")->value.place, context);
  if (!source) {
    return;
  }
  auto loaded = load_standard(source->path, context.sources);
  diagnostics.insert(diagnostics.end(), loaded.diagnostics.begin(), loaded.diagnostics.end());
  context.scenario.standard = loaded.value;
}

void read_level(Fields& file, Context& context) {
  auto& scenario = context.scenario;
  scenario.level = file.text("level", true);
  if (scenario.level.empty() || scenario.standard == nullptr) {
    return;
  }
  std::vector<std::string> levels;
  for (const auto& level : scenario.standard->levels) {
    levels.push_back(level.id);
  }
  if (std::find(levels.begin(), levels.end(), scenario.level) == levels.end()) {
    const auto near = did_you_mean(scenario.level, levels);
    context.findings.error(file.entry("level")->value.place,
                           fmt::format("unknown level '{}'{}", scenario.level,
                                       !near.empty() ? near : fmt::format(" (there are {})", listed(levels))));
    scenario.level.clear();
  }
}

void lint_title(const Text& title, const Place& place, Findings& findings) {
  if (!title.empty() && (title.en.empty() || title.zh.empty())) {
    findings.warning(place,
                     fmt::format("the title has no {} text", title.en.empty() ? "English (en)" : "Chinese (zh)"));
  }
}

void read_scenario(const Node& root, Diagnostics& diagnostics, Context& context) {
  if (root.is_null()) {
    context.findings.error(root.place, "the file is empty");
    return;
  }
  Fields file{root,
              "scenario",
              {"labcheck", "id", "title", "standard", "level", "roles", "parameters", "connections", "skills"},
              context.findings};
  if (!file.is_map() || !check_version(file, root, context.findings)) {
    return;
  }
  read_id(file, context);
  context.scenario.title = file.bilingual("title", true);
  read_standard(file, diagnostics, context);
  read_level(file, context);
  read_roles(file.required("roles"), context);
  read_parameters(file.entry("parameters"), context);
  read_connections(file.entry("connections"), context);
  if (const auto* skills = file.required("skills")) {
    read_skills(*skills, context);
  }
  check_needs(context);
  if (!has_errors(diagnostics) && !context.trying) {
    lint_title(context.scenario.title, root.place, context.findings);
    lint(context);
  }
}

/// In order of place, the scenario's own file first; what several steps share is said once.
void put_in_order(Diagnostics& diagnostics, const std::string& path) {
  const auto key = [&](const Diagnostic& diagnostic) {
    const auto file = diagnostic.place.file == nullptr ? path : *diagnostic.place.file;
    return std::tuple{file != path, file, diagnostic.place.line, diagnostic.place.column};
  };
  std::stable_sort(diagnostics.begin(), diagnostics.end(),
                   [&](const Diagnostic& one, const Diagnostic& other) { return key(one) < key(other); });
  const auto same = [&](const Diagnostic& one, const Diagnostic& other) {
    return one.message == other.message && key(one) == key(other);
  };
  diagnostics.erase(std::unique(diagnostics.begin(), diagnostics.end(), same), diagnostics.end());
}

}  // namespace

Loaded<Scenario> load_scenario(const std::string& path, const Sources& sources, const SearchPath& search) {
  Loaded<Scenario> loaded;
  Findings findings{loaded.diagnostics};
  const Place file{.file = std::make_shared<const std::string>(path)};
  const auto text = sources(path);
  if (!text || !*text) {
    findings.error(file, text ? "no such file" : text.error().message);
    return loaded;
  }
  auto scenario = std::make_shared<Scenario>();
  scenario->sources.push_back({.name = path, .text = **text});
  const auto root = parse_document(path, **text, loaded.diagnostics);
  if (!root.is_null() || loaded.diagnostics.empty()) {
    Context context{.scenario = *scenario, .findings = findings, .sources = sources, .search = search, .path = path};
    read_scenario(root, loaded.diagnostics, context);
  }
  put_in_order(loaded.diagnostics, path);
  if (!has_errors(loaded.diagnostics)) {
    loaded.value = std::move(scenario);
  }
  return loaded;
}

Loaded<Scenario> load_trial(const Node& root, const std::string& path, const Sources& sources,
                            const SearchPath& search) {
  Loaded<Scenario> loaded;
  Findings findings{loaded.diagnostics};
  auto scenario = std::make_shared<Scenario>();
  Context context{.scenario = *scenario, .findings = findings, .sources = sources, .search = search, .path = path};
  context.trying = true;
  read_scenario(root, loaded.diagnostics, context);
  put_in_order(loaded.diagnostics, path);
  if (!has_errors(loaded.diagnostics)) {
    loaded.value = std::move(scenario);
  }
  return loaded;
}

}  // namespace labcheck::load
