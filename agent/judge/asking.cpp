#include "judge/asking.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "judge/values.hpp"

namespace labcheck::judge {

namespace {

bool is_same(const Node& one, const Node& other) {
  if (one.kind != other.kind || one.text != other.text || one.quoted != other.quoted ||
      one.items.size() != other.items.size() || one.entries.size() != other.entries.size()) {
    return false;
  }
  for (std::size_t at = 0; at < one.items.size(); ++at) {
    if (!is_same(one.items[at], other.items[at])) {
      return false;
    }
  }
  for (std::size_t at = 0; at < one.entries.size(); ++at) {
    if (one.entries[at].key != other.entries[at].key || !is_same(one.entries[at].value, other.entries[at].value)) {
      return false;
    }
  }
  return true;
}

std::string words_of(const Node& node) {
  if (node.is_scalar()) {
    return fmt::format("'{}'", shortened(node.text));
  }
  const bool plain =
      std::all_of(node.items.begin(), node.items.end(), [](const Node& item) { return item.is_scalar(); });
  if (node.is_sequence() && plain) {
    std::string items;
    for (const auto& item : node.items) {
      items += (items.empty() ? "" : ", ") + item.text;
    }
    return fmt::format("[{}]", shortened(items));
  }
  return node.is_null() ? "nothing" : node.is_map() ? "a map" : fmt::format("a list of {}", node.items.size());
}

std::string changed_parameter(const std::string& name, const Node* before, const Node* after) {
  if (before == nullptr) {
    return fmt::format("'{}' is {}, and was not given", name, words_of(*after));
  }
  if (after == nullptr) {
    return fmt::format("'{}' is not given, and was {}", name, words_of(*before));
  }
  const auto is = words_of(*after);
  const auto was = words_of(*before);
  return is == was ? fmt::format("'{}' is {} with other contents", name, is)
                   : fmt::format("'{}' is {}, and was {}", name, is, was);
}

const Node* parameter(const Step& step, const std::string& name) {
  const auto found = step.parameters.find(name);
  return found == step.parameters.end() ? nullptr : &found->second;
}

std::vector<std::string> changes_of(const Step& before, const Step& after) {
  if (before.type != after.type) {
    return {fmt::format("the check type is '{}', and was '{}'", after.type->name, before.type->name)};
  }
  std::vector<std::string> changes;
  if (before.on.text != after.on.text) {
    const auto where = [](const Step& step) {
      return step.on.text.empty() ? std::string{"nowhere in particular"} : fmt::format("'{}'", step.on.text);
    };
    changes.push_back(fmt::format("it is put to {}, and was to {}", where(after), where(before)));
  }
  std::set<std::string> names;
  for (const auto* step : {&before, &after}) {
    for (const auto& [name, value] : step->parameters) {
      names.insert(name);
    }
  }
  for (const auto& name : names) {
    const auto* was = parameter(before, name);
    const auto* is = parameter(after, name);
    if (was == nullptr || is == nullptr || !is_same(*was, *is)) {
      changes.push_back(changed_parameter(name, was, is));
    }
  }
  return changes;
}

}  // namespace

std::string changed_asking(const Check* before, const Check& after) {
  if (before == nullptr) {
    return "the check is new";
  }
  if (before->alternatives.size() != after.alternatives.size()) {
    return fmt::format("it has {} alternatives, and had {}", after.alternatives.size(), before->alternatives.size());
  }
  std::string words;
  for (std::size_t at = 0; at < after.alternatives.size(); ++at) {
    const auto& was = before->alternatives[at];
    const auto& is = after.alternatives[at];
    const auto place = after.any_of ? fmt::format("alternative {}, ", at + 1) : std::string{};
    for (std::size_t step = 0; step < std::min(was.size(), is.size()); ++step) {
      for (const auto& change : changes_of(was[step], is[step])) {
        words += fmt::format("{}{}step {}: {}", words.empty() ? "" : "; ", place, step + 1, change);
      }
    }
    if (was.size() != is.size()) {
      words += fmt::format("{}{}it has {} steps, and had {}", words.empty() ? "" : "; ", place, is.size(), was.size());
    }
  }
  return words;
}

}  // namespace labcheck::judge
