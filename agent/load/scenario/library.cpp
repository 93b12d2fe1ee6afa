#include "load/scenario/library.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include <labcheck/reading.hpp>
#include <labcheck/reference.hpp>
#include <labcheck/spelling.hpp>

#include "load/document.hpp"
#include "load/scenario/lookup.hpp"
#include "load/scenario/parameters.hpp"
#include "load/scenario/references.hpp"

namespace labcheck::load {

namespace {

using Values = std::map<std::string, Node>;

/// The text with every `${name}` of a library parameter replaced. Lists and maps only fit a whole `${name}`.
void replace_in_text(Node& node, const Values& values, Findings& findings) {
  if (node.text.starts_with("${") && node.text.find('}') == node.text.size() - 1) {
    if (const auto whole = values.find(node.text.substr(2, node.text.size() - 3)); whole != values.end()) {
      auto place = node.place;
      node = whole->second;
      node.place = std::move(place);
      return;
    }
  }
  for (const auto& [name, value] : values) {
    const auto reference = "${" + name + "}";
    for (auto at = node.text.find(reference); at != std::string::npos; at = node.text.find(reference, at)) {
      if (at > 0 && node.text[at - 1] == '$') {  // `$${` stands for a literal `${`
        at += reference.size();
        continue;
      }
      if (!value.is_scalar()) {
        findings.error(node.place, fmt::format("'{}' is {} and can't stand inside a text", reference, found(value)));
        return;
      }
      node.text.replace(at, reference.size(), value.text);
      at += value.text.size();
    }
  }
}

bool is_script(const CheckType* type, std::string_view key) {
  return type != nullptr &&
         std::any_of(type->parameters.begin(), type->parameters.end(),
                     [&](const ParameterSpec& spec) { return spec.name == key && spec.kind == ValueKind::script; });
}

void refuse_in_script(const Node& script, const Values& values, Findings& findings) {
  for (const auto& [name, value] : values) {
    if (const auto reference = "${" + name + "}"; script.text.find(reference) != std::string::npos) {
      findings.error(script.place,
                     fmt::format("'{}' in a script, where values are never pasted: pass it in 'arguments' "
                                 "and write \"$1\"",
                                 reference));
    }
  }
}

/// `type` is the check type whose parameters the node is, if it is one's.
void replace(Node& node, const Values& values, const CheckType* type, Findings& findings) {
  if (node.is_scalar()) {
    replace_in_text(node, values, findings);
    return;
  }
  for (auto& item : node.items) {
    replace(item, values, nullptr, findings);
  }
  for (auto& entry : node.entries) {
    const auto* inner = find_check_type(entry.key);
    const bool bare_script = inner != nullptr && entry.value.is_scalar() && is_script(inner, inner->main_parameter);
    if (bare_script || is_script(type, entry.key)) {
      refuse_in_script(entry.value, values, findings);
    } else {
      replace(entry.value, values, inner, findings);
    }
  }
}

/// A library parameter's type and default, and the value that the check gives it.
void read_value_of(const Entry& declared, const Node* given, const Place& use, Values& values, Context& context) {
  auto& findings = context.findings;
  Fields fields{declared.value, fmt::format("parameter '{}'", declared.key), {"type", "default"}, findings};
  const auto type = fields.text("type", true);
  const std::vector<std::string> types{"string", "integer", "port", "address", "network",
                                       "path",   "role",    "list", "any"};
  if (!type.empty() && std::find(types.begin(), types.end(), type) == types.end()) {
    findings.error(fields.entry("type")->value.place,
                   fmt::format("unknown parameter type '{}'{}", type, did_you_mean(type, types)));
  }
  const auto* fallback = fields.entry("default");
  if (given == nullptr && fallback == nullptr) {
    findings.error(use, fmt::format("'with' lacks '{}'", declared.key));
    return;
  }
  const auto& value = given != nullptr ? *given : fallback->value;
  if (!holds_references(value)) {
    if (auto complaint = library_value_complaint(value, type); !complaint.empty()) {
      findings.error(value.place, fmt::format("'{}': {}", declared.key, complaint));
    }
  }
  values[declared.key] = value;
}

Values read_values(Fields& file, const Node* with, const Place& use, Context& context) {
  Values values;
  std::vector<std::string> names;
  if (const auto* parameters = file.entry("parameters")) {
    if (!parameters->value.is_map()) {
      context.findings.error(parameters->value.place,
                             fmt::format("'parameters' must be a map, found {}", found(parameters->value)));
    }
    for (const auto& declared : parameters->value.entries) {
      names.push_back(declared.key);
      read_value_of(declared, with == nullptr ? nullptr : with->find(declared.key), use, values, context);
    }
  }
  if (with != nullptr && !with->is_map()) {
    context.findings.error(with->place, fmt::format("'with' must be a map, found {}", found(*with)));
    return values;
  }
  for (const auto& entry : with == nullptr ? std::vector<Entry>{} : with->entries) {
    if (std::find(names.begin(), names.end(), entry.key) == names.end()) {
      context.findings.error(entry.key_place, fmt::format("the library check has no parameter '{}'{}", entry.key,
                                                          did_you_mean(entry.key, names)));
    }
  }
  return values;
}

/// The library's keys with those of the check itself put over them.
Node merged(const Node& library, const Node& check) {
  Node node{.kind = Node::Kind::map, .entries = library.entries, .place = check.place};
  for (const auto& entry : check.entries) {
    if (entry.key == "use" || entry.key == "with") {
      continue;
    }
    const auto at = std::find_if(node.entries.begin(), node.entries.end(),
                                 [&](const Entry& other) { return other.key == entry.key; });
    if (at == node.entries.end()) {
      node.entries.push_back(entry);
    } else {
      *at = entry;
    }
  }
  return node;
}

bool is_library_name(std::string_view name) {
  return name.starts_with("library/") && name.size() > 8 && !name.ends_with('/') &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_/") == std::string_view::npos &&
         name.find("//") == std::string_view::npos;
}

/// Only what dresses the library's question may be said beside `use`, not another question.
bool check_keys_beside(const Node& check, Findings& findings) {
  const std::vector<std::string_view> allowed{"use",    "with",     "id",    "title", "needs",
                                              "points", "optional", "phase", "hint"};
  bool good = true;
  for (const auto& entry : check.entries) {
    if (std::find(allowed.begin(), allowed.end(), entry.key) == allowed.end()) {
      findings.error(entry.key_place,
                     fmt::format("unknown key '{}' beside 'use'{}", entry.key, did_you_mean(entry.key, allowed)));
      good = false;
    }
  }
  return good;
}

}  // namespace

std::optional<Node> expand_library_check(const Node& check, Context& context) {
  const auto& use = *check.find("use");
  if (!check_keys_beside(check, context.findings)) {
    return std::nullopt;
  }
  if (!use.is_scalar() || !is_library_name(use.text)) {
    context.findings.error(use.place,
                           fmt::format("'use' must name a library check (library/NAME), found {}", found(use)));
    return std::nullopt;
  }
  const auto source = look_up(use.text + ".yaml", use.place, context);
  if (!source) {
    return std::nullopt;
  }
  Diagnostics problems;
  const auto root = parse_document(source->path, source->text, problems);
  for (const auto& problem : problems) {
    context.findings.error(problem.place, problem.message);
  }
  if (!problems.empty()) {
    return std::nullopt;
  }
  Fields file{root, "library file", {"labcheck-library", "parameters", "check"}, context.findings};
  if (const auto version = file.text("labcheck-library", true); !version.empty() && version != "1") {
    context.findings.error(file.entry("labcheck-library")->value.place,
                           fmt::format("unknown library version '{}' (this program reads 1)", version));
  }
  const auto* body = file.required("check");
  const auto values = read_values(file, check.find("with"), use.place, context);
  const auto* declared = file.entry("parameters");
  if (declared != nullptr && values.size() < declared->value.entries.size()) {
    return std::nullopt;  // what is missing is reported, and would be again wherever it is used
  }
  if (body == nullptr || !body->value.is_map() || body->value.find("use") != nullptr) {
    if (body != nullptr) {
      context.findings.error(body->value.place,
                             body->value.is_map() ? "a library check can't use another one"
                                                  : fmt::format("'check' must be a map, found {}", found(body->value)));
    }
    return std::nullopt;
  }
  auto expanded = body->value;
  replace(expanded, values, nullptr, context.findings);
  return merged(expanded, check);
}

}  // namespace labcheck::load
