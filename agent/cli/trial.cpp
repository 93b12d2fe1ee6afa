#include "cli/trial.hpp"

#include <algorithm>
#include <filesystem>
#include <map>

#include <fmt/format.h>

#include "cli/inputs.hpp"
#include "load/document.hpp"

namespace labcheck::cli {
namespace {

constexpr const char* own_scenario = R"(
labcheck: 1
id: try
title: {en: Try, zh: Try}
standard: try
level: try
roles: {}
skills: []
)";
constexpr const char* own_standard = R"(
labcheck-standard: 1
id: try
title: {en: Try, zh: Try}
levels: [{id: try, title: {en: Try, zh: Try}}]
domains: [{id: "1", title: {en: Try, zh: Try}}]
tasks: [{id: "1.1", title: {en: Try, zh: Try}}]
skills: {try: {1.1.1: {en: Try, zh: Try}}}
)";
constexpr const char* own_name = "try";
constexpr const char* own_code = "1.1.1";

Node scalar(std::string text, const Place& place) {
  return {.kind = Node::Kind::scalar, .text = std::move(text), .quoted = true, .place = place};
}

Node list(std::vector<Node> items, const Place& place) {
  return {.kind = Node::Kind::sequence, .items = std::move(items), .place = place};
}

Node map(std::vector<Entry> entries, const Place& place) {
  return {.kind = Node::Kind::map, .entries = std::move(entries), .place = place};
}

Entry entry(std::string key, Node value) {
  auto place = value.place;
  return {.key = std::move(key), .key_place = place, .value = std::move(value)};
}

/// A document out of a file, or nullopt once its errors are printed.
std::optional<Node> read(const std::string& name, const std::string& text) {
  Diagnostics problems;
  auto root = load::parse_document(name, text, problems);
  print(problems);
  if (!has_errors(problems) && root.is_null()) {
    complain(name + ": there is nothing in it");
    return std::nullopt;
  }
  return has_errors(problems) ? std::nullopt : std::optional{std::move(root)};
}

std::optional<Node> read_file(const std::string& path) {
  const auto text = load::disk_sources()(path);
  if (!text || !*text) {
    complain(text ? path + ": no such file" : text.error().message);
    return std::nullopt;
  }
  return read(path, **text);
}

std::optional<Node> read_step(const std::string& text) {
  std::error_code ignored;
  const bool file = text.find('\n') == std::string::npos && std::filesystem::is_regular_file(text, ignored);
  return file ? read_file(text) : read("step", text);
}

Node roles_of(const Candidate& candidate, const Place& place) {
  std::map<std::string, int> counts;
  for (const auto& host : candidate.hosts) {
    ++counts[host.role];
  }
  std::vector<Entry> roles;
  for (const auto& [role, count] : counts) {
    auto number = scalar(std::to_string(count), place);
    number.quoted = false;
    roles.push_back(entry(role, map({entry("count", std::move(number))}, place)));
  }
  return map(std::move(roles), place);
}

void put(Node& root, const std::string& key, Node value) {
  const auto known =
      std::find_if(root.entries.begin(), root.entries.end(), [&](const Entry& each) { return each.key == key; });
  if (known != root.entries.end()) {
    known->value = std::move(value);
  } else {
    root.entries.push_back(entry(key, std::move(value)));
  }
}

/// The code of the first skill that the scenario grades: any will do.
std::string a_code(const Node& root) {
  const auto* skills = root.find("skills");
  const auto* code = skills == nullptr || skills->items.empty() ? nullptr : skills->items.front().find("code");
  return code == nullptr ? own_code : code->text;
}

}  // namespace

std::optional<std::shared_ptr<const Scenario>> load_trial(const Trial& trial, const Candidate& candidate) {
  auto step = read_step(trial.step);
  auto root = !step ? std::nullopt : trial.scenario.empty() ? read(own_name, own_scenario) : read_file(trial.scenario);
  if (!root) {
    return std::nullopt;
  }
  const auto place = step->place;
  if (trial.scenario.empty()) {
    put(*root, "roles", roles_of(candidate, place));
  }
  auto steps = step->is_sequence() ? std::move(*step) : list({std::move(*step)}, place);
  auto check = map({entry("id", scalar("try", place)), entry("steps", std::move(steps))}, place);
  auto skill =
      map({entry("code", scalar(a_code(*root), place)), entry("checks", list({std::move(check)}, place))}, place);
  put(*root, "skills", list({std::move(skill)}, place));
  const load::Sources sources = [](const std::string& path) -> Result<std::optional<std::string>> {
    if (path == "standards/try.yaml") {
      return std::optional<std::string>{own_standard};
    }
    return load::disk_sources()(path);
  };
  const auto path = trial.scenario.empty() ? std::string{own_name} : trial.scenario;
  auto loaded = load::load_trial(*root, path, sources, data_folders());
  print(loaded.diagnostics);
  return loaded.value ? std::optional{std::move(loaded.value)} : std::nullopt;
}

}  // namespace labcheck::cli
