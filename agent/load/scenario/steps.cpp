#include "load/scenario/steps.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <labcheck/spelling.hpp>

#include "load/document.hpp"
#include "load/scenario/expectations.hpp"
#include "load/scenario/references.hpp"
#include "load/scenario/selectors.hpp"
#include "load/scenario/type_parameters.hpp"

namespace labcheck::load {

namespace {

bool known(const std::vector<std::string_view>& keys, std::string_view key) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

void report_unknown(const Entry& entry, const std::vector<std::string_view>& extra_keys, std::string_view noun,
                    Findings& findings) {
  auto words = type_names();
  words.insert(words.end(), step_keys.begin(), step_keys.end());
  words.insert(words.end(), extra_keys.begin(), extra_keys.end());
  findings.error(entry.key_place, fmt::format("unknown key or check type '{}' in {}{}", entry.key, noun,
                                              did_you_mean(entry.key, words)));
}

/// Where the step is put to when it doesn't say so itself.
Selector default_place(const Node& node, const TypeParameters& parameters, Context& context, const CheckScope& scope) {
  if (parameters.connection != nullptr && parameters.connection->on != nullptr) {
    return read_selector(*parameters.connection->on, context, scope);
  }
  if (context.scenario.roles.size() == 1) {
    const auto& name = context.scenario.roles[0].name;
    context.used.insert(name);
    return {.role = name, .text = name, .place = node.place};
  }
  if (!context.scenario.roles.empty() && !parameters.wrong_connection) {
    context.findings.error(node.place,
                           fmt::format("step has no 'on' (the roles are {})", listed(context.role_names())));
  }
  return {.place = node.place};
}

void move_to(Node& node, const Place& place) {
  node.place = place;
  for (auto& item : node.items) {
    move_to(item, place);
  }
  for (auto& entry : node.entries) {
    entry.key_place = place;
    move_to(entry.value, place);
  }
}

bool several_requests(const TypeParameters& parameters) {
  const auto times = parameters.values.find("times");
  return times != parameters.values.end() && !(times->is_number_integer() && times->get<std::int64_t>() <= 1);
}

void read_expectations(Fields& fields, const TypeParameters& parameters, ReadStep& read, Context& context,
                       const CheckScope& scope) {
  const auto& type = *read.step.type;
  ExpectationOf of{.type = type, .several_requests = several_requests(parameters)};
  if (const auto* expect = fields.entry("expect")) {
    read.step.expect = read_expectation(expect->value, of, context, scope);
  } else if (!type.default_expect.empty()) {
    Diagnostics none;
    auto node = parse_document("default", std::string{type.default_expect}, none);
    move_to(node, read.step.place);
    read.step.expect = read_expectation(node, of, context, scope);
  } else if (read.phase == Phase::read && !context.trying) {
    context.findings.error(read.step.place, fmt::format("{} has no 'expect', and its type has no default", type.name));
  }
  if (const auto* give_up = fields.entry("give_up")) {
    of.key = "give_up";
    read.step.give_up = read_expectation(give_up->value, of, context, scope);
  }
}

void read_waiting(Fields& fields, Step& step, Findings& findings) {
  step.within = fields.duration("within");
  step.every = fields.duration("every");
  step.hold = fields.duration("hold");
  step.timeout = fields.duration("timeout");
  const bool waits = fields.entry("within") != nullptr || fields.entry("hold") != nullptr;
  for (const std::string_view key : {"every", "give_up"}) {
    if (const auto* entry = fields.entry(key); entry != nullptr && !waits) {
      findings.error(entry->key_place, fmt::format("'{}' without 'within' or 'hold' changes nothing", key));
    }
  }
}

/// A host is restarted once, and then waited for.
void check_restart(Fields& fields, Findings& findings) {
  for (const std::string_view key : {"every", "hold", "timeout", "give_up"}) {
    if (const auto* entry = fields.entry(key)) {
      findings.error(entry->key_place,
                     fmt::format("'{}' means nothing to a restart: 'within' says how long it may take", key));
    }
  }
}

void read_save(const Entry& save, Step& step, Context& context, CheckScope& scope) {
  if (!save.value.is_map() || save.value.entries.empty()) {
    context.findings.error(save.value.place, fmt::format("'save' must be a map of names and facts, found {}",
                                                         save.value.is_map() ? "an empty one" : found(save.value)));
    return;
  }
  for (const auto& entry : save.value.entries) {
    if (entry.key.empty()) {
      context.findings.error(entry.key_place, "a name to save a fact under is empty");
      continue;
    }
    if (!check_name(entry.key, "_-", "name to save a fact under", entry.key_place, context.findings)) {
      continue;
    }
    if (!entry.value.is_scalar()) {
      context.findings.error(entry.value.place,
                             fmt::format("'{}' must name a fact, found {}", entry.key, found(entry.value)));
    } else {
      check_fact_path(entry.value.text, entry.value.place, *step.type, context.findings);
      check_references(entry.value.text, entry.value.place, context, scope);
      step.save.emplace_back(entry.key, entry.value.text);
    }
    if (!scope.saved.insert(entry.key).second) {
      context.findings.error(entry.key_place, fmt::format("'{}' is already saved by an earlier step", entry.key));
    }
  }
}

/// A fact that a boolean parameter asks for is asked for by whoever expects or saves it: left out, it would be absent,
/// and a candidate would fail for it.
void ask_for(std::string_view name, const Step& step, TypeParameters& parameters, Findings& findings) {
  const auto& facts = step.type->facts;
  const auto fact = std::find_if(facts.begin(), facts.end(), [&](const FactSpec& each) { return each.name == name; });
  if (fact == facts.end() || fact->asked_by.empty()) {
    return;
  }
  const Node yes{.kind = Node::Kind::scalar, .text = "true", .place = step.place};
  const auto [node, added] = parameters.nodes.emplace(fact->asked_by, yes);
  if (!added && node->second.text == "false") {
    findings.error(node->second.place,
                   fmt::format("'{}: false' leaves out the fact '{}', which is used here", fact->asked_by, name));
  }
}

void ask_for_facts(const Step& step, TypeParameters& parameters, Findings& findings) {
  for (const auto* expectation : {&step.expect, &step.give_up}) {
    for (const auto& member : *expectation) {
      ask_for(member.name, step, parameters, findings);
    }
  }
  for (const auto& [saved, fact] : step.save) {
    ask_for(fact.substr(0, fact.find('.')), step, parameters, findings);
  }
}

void read_place(const Node& node, Fields& fields, const TypeParameters& parameters, Step& step, Context& context,
                CheckScope& scope) {
  const auto* on = fields.entry("on");
  step.on = on != nullptr ? read_selector(on->value, context, scope) : default_place(node, parameters, context, scope);
}

}  // namespace

const Entry* find_type_entry(const Node& node, const std::vector<std::string_view>& extra_keys, std::string_view noun,
                             Findings& findings) {
  const Entry* type = nullptr;
  bool unknown = false;
  for (const auto& entry : node.entries) {
    if (known(step_keys, entry.key) || known(extra_keys, entry.key)) {
      continue;
    }
    if (find_check_type(entry.key) == nullptr) {
      report_unknown(entry, extra_keys, noun, findings);
      unknown = true;
    } else if (type == nullptr) {
      type = &entry;
    } else {
      findings.error(entry.key_place,
                     fmt::format("second check type '{}' in one step (the first is '{}')", entry.key, type->key));
    }
  }
  if (type == nullptr && !unknown && extra_keys.empty()) {
    findings.error(node.place, fmt::format("{} has no check type", noun));
  }
  return type;
}

ReadStep read_step(const Node& node, const Entry& entry, Context& context, CheckScope& scope) {
  ReadStep read;
  read.step.type = find_check_type(entry.key);
  read.step.place = entry.key_place;
  Fields fields{node, "step", context.findings};
  const auto* on = fields.entry("on");
  scope.on_agent = on != nullptr && on->value.text == "agent";
  auto parameters = read_type_parameters(*read.step.type, entry, context, scope);
  read_place(node, fields, parameters, read.step, context, scope);
  const auto& type = *read.step.type;
  read.phase = type.phase != nullptr ? type.phase(parameters.values) : Phase::read;
  read.undoes = type.undoes != nullptr && type.undoes(parameters.values);
  read_expectations(fields, parameters, read, context, scope);
  read_waiting(fields, read.step, context.findings);
  if (read.phase == Phase::reboot) {
    check_restart(fields, context.findings);
  }
  if (fields.entry("changes") != nullptr) {
    read.step.changes = fields.boolean("changes", false);
    read.phase = !*read.step.changes ? Phase::read : std::max(read.phase, Phase::write);
  }
  if (const auto* save = fields.entry("save")) {
    read_save(*save, read.step, context, scope);
  }
  if (const auto* as = fields.entry("as")) {
    read_binding(as->value, read.step.on, context, scope);
  }
  ask_for_facts(read.step, parameters, context.findings);
  read.step.parameters = std::move(parameters.nodes);
  return read;
}

std::vector<ReadStep> read_steps(const Entry& list, Context& context, CheckScope& scope) {
  std::vector<ReadStep> steps;
  if (!list.value.is_sequence() || list.value.items.empty()) {
    context.findings.error(list.value.is_sequence() ? list.key_place : list.value.place,
                           fmt::format("'{}' must be a list of steps, found {}", list.key,
                                       list.value.is_sequence() ? "an empty one" : found(list.value)));
    return steps;
  }
  for (const auto& item : list.value.items) {
    if (!item.is_map()) {
      context.findings.error(item.place, fmt::format("step must be a map, found {}", found(item)));
    } else if (const auto* entry = find_type_entry(item, {}, "step", context.findings)) {
      steps.push_back(read_step(item, *entry, context, scope));
    }
  }
  return steps;
}

}  // namespace labcheck::load
