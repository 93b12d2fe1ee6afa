#include "load/standard.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include <labcheck/spelling.hpp>

#include "load/document.hpp"
#include "load/fields.hpp"

namespace labcheck::load {

namespace {

/// A list of `{id, title}`.
std::vector<Heading> read_headings(Fields& file, std::string_view key, std::string_view noun, Findings& findings) {
  std::vector<Heading> headings;
  const auto* list = file.required(key);
  if (list == nullptr) {
    return headings;
  }
  if (!list->value.is_sequence() || list->value.items.empty()) {
    findings.error(list->value.is_sequence() ? list->key_place : list->value.place,
                   fmt::format("'{}' must be a list of {{id: …, title: …}}, found {}", key,
                               list->value.is_sequence() ? "an empty one" : found(list->value)));
    return headings;
  }
  for (const auto& item : list->value.items) {
    Fields fields{item, std::string{noun}, {"id", "title"}, findings};
    Heading heading{.id = fields.text("id", true), .title = fields.bilingual("title", true)};
    const bool known =
        std::any_of(headings.begin(), headings.end(), [&](const Heading& other) { return other.id == heading.id; });
    if (known && !heading.id.empty()) {
      findings.error(item.place, fmt::format("duplicate {} '{}'", noun, heading.id));
    } else if (!heading.id.empty()) {
      headings.push_back(std::move(heading));
    }
  }
  return headings;
}

bool has(const std::vector<Heading>& headings, const std::string& id) {
  return std::any_of(headings.begin(), headings.end(), [&](const Heading& heading) { return heading.id == id; });
}

/// Whether a code is three numbers with dots between.
bool is_code(const std::string& code) {
  int dots = 0;
  char before = '.';
  for (const char byte : code) {
    if (byte == '.' && before != '.') {
      ++dots;
    } else if (byte < '0' || byte > '9') {
      return false;
    }
    before = byte;
  }
  return dots == 2 && before != '.';
}

void read_skill(const Entry& entry, const std::string& level, Standard& standard, Findings& findings) {
  const auto& code = entry.key;
  if (!is_code(code)) {
    findings.error(entry.key_place, fmt::format("'{}' is no skill code (three numbers, like 2.2.3)", code));
    return;
  }
  const auto task = code.substr(0, code.rfind('.'));
  const auto domain = task.substr(0, task.find('.'));
  if (!has(standard.tasks, task)) {
    findings.error(entry.key_place,
                   fmt::format("skill '{}' belongs to no task: '{}' is not among 'tasks'", code, task));
  } else if (!has(standard.domains, domain)) {
    findings.error(entry.key_place,
                   fmt::format("skill '{}' belongs to no domain: '{}' is not among 'domains'", code, domain));
  }
  standard.skills.push_back({.level = level,
                             .code = code,
                             .domain = domain,
                             .task = task,
                             .title = read_bilingual(entry.value, code, findings),
                             .place = entry.key_place});
}

void read_skills(Fields& file, Standard& standard, Findings& findings) {
  const auto* skills = file.required("skills");
  if (skills == nullptr) {
    return;
  }
  if (!skills->value.is_map() || skills->value.entries.empty()) {
    findings.error(skills->value.place, fmt::format("'skills' must be a map of levels, found {}",
                                                    skills->value.is_map() ? "an empty one" : found(skills->value)));
    return;
  }
  std::vector<std::string> levels;
  for (const auto& level : standard.levels) {
    levels.push_back(level.id);
  }
  for (const auto& level : skills->value.entries) {
    if (!has(standard.levels, level.key)) {
      findings.error(level.key_place, fmt::format("unknown level '{}'{}", level.key, did_you_mean(level.key, levels)));
    }
    if (!level.value.is_map() || level.value.entries.empty()) {
      findings.error(level.value.place, fmt::format("level '{}' must be a map of skill codes, found {}", level.key,
                                                    level.value.is_map() ? "an empty one" : found(level.value)));
    }
    for (const auto& skill : level.value.entries) {
      read_skill(skill, level.key, standard, findings);
    }
  }
}

void read_standard(const Node& root, Standard& standard, Findings& findings) {
  Fields file{root, "standard", {"labcheck-standard", "id", "title", "levels", "domains", "tasks", "skills"}, findings};
  if (!file.is_map()) {
    return;
  }
  if (const auto version = file.text("labcheck-standard", true); !version.empty() && version != "1") {
    findings.error(file.entry("labcheck-standard")->value.place,
                   fmt::format("unknown standard version '{}' (this program reads 1)", version));
  }
  standard.id = file.text("id", true);
  if (const auto* id = file.entry("id")) {
    check_name(standard.id, "-_.", "id of a standard", id->value.place, findings);
  }
  standard.title = file.bilingual("title", true);
  standard.levels = read_headings(file, "levels", "level", findings);
  standard.domains = read_headings(file, "domains", "domain", findings);
  standard.tasks = read_headings(file, "tasks", "task", findings);
  read_skills(file, standard, findings);
}

}  // namespace

Loaded<Standard> load_standard(const std::string& path, const Sources& sources) {
  // The scenarios of a tree have one standard in common.
  thread_local std::string last_path;
  thread_local std::string last_text;
  thread_local Loaded<Standard> last;
  Loaded<Standard> loaded;
  Findings findings{loaded.diagnostics};
  const Place file{.file = std::make_shared<const std::string>(path)};
  const auto text = sources(path);
  if (!text || !*text) {
    findings.error(file, text ? "no such file" : text.error().message);
    return loaded;
  }
  if (last.value != nullptr && last_path == path && last_text == **text) {
    return last;
  }
  const auto root = parse_document(path, **text, loaded.diagnostics);
  auto standard = std::make_shared<Standard>();
  if (!root.is_null() || loaded.diagnostics.empty()) {
    read_standard(root, *standard, findings);
  }
  std::stable_sort(loaded.diagnostics.begin(), loaded.diagnostics.end(), [](const auto& one, const auto& other) {
    return std::pair{one.place.line, one.place.column} < std::pair{other.place.line, other.place.column};
  });
  if (!has_errors(loaded.diagnostics)) {
    loaded.value = std::move(standard);
    last_path = path;
    last_text = **text;
    last = loaded;
  }
  return loaded;
}

}  // namespace labcheck::load
