#include "load/scenario/matchers.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include <labcheck/spelling.hpp>

#include "load/scenario/patterns.hpp"
#include "load/scenario/references.hpp"

namespace labcheck::load {

namespace {

std::optional<MatcherKind> matcher_named(std::string_view name) {
  for (int at = static_cast<int>(MatcherKind::not_); at < static_cast<int>(MatcherKind::members); ++at) {
    if (to_string(static_cast<MatcherKind>(at)) == name) {
      return static_cast<MatcherKind>(at);
    }
  }
  return std::nullopt;
}

const FactSpec* field_named(const Shape& shape, std::string_view name) {
  if (kind_of(shape) != ValueKind::map || shape.fields == nullptr) {
    return nullptr;
  }
  const auto at = std::find_if(shape.fields->begin(), shape.fields->end(),
                               [&](const FactSpec& field) { return field.name == name; });
  return at == shape.fields->end() ? nullptr : &*at;
}

bool takes_paths(const Shape& shape) {
  const auto kind = kind_of(shape);
  return kind == ValueKind::any || (kind == ValueKind::map && (shape.fields == nullptr || shape.fields->empty())) ||
         (kind == ValueKind::list && element_of(shape).kind == ValueKind::any);
}

/// What a member's key is: a field, a JSON path, or nothing known (an error).
std::optional<Shape> member_shape(const Entry& entry, const std::string& name, const Shape& shape, Findings& findings) {
  if (const auto* field = field_named(shape, entry.key)) {
    return shape_of(*field, false);
  }
  if (entry.key.starts_with('$')) {
    if (!takes_paths(shape)) {
      findings.error(entry.key_place, fmt::format("'{}': a JSON path needs a structure, but '{}' is {}", entry.key,
                                                  name, to_string(kind_of(shape))));
      return std::nullopt;
    }
    if (auto complaint = json_path_complaint(entry.key); !complaint.empty()) {
      findings.error(entry.key_place, std::move(complaint));
    }
    return Shape{};
  }
  std::vector<std::string> known;
  for (int at = static_cast<int>(MatcherKind::not_); at < static_cast<int>(MatcherKind::members); ++at) {
    known.emplace_back(to_string(static_cast<MatcherKind>(at)));
  }
  const bool has_fields = kind_of(shape) == ValueKind::map && shape.fields != nullptr && !shape.fields->empty();
  for (std::size_t at = 0; has_fields && at < shape.fields->size(); ++at) {
    known.emplace_back((*shape.fields)[at].name);
  }
  auto near = did_you_mean(entry.key, known);
  if (near.empty() && takes_paths(shape)) {
    near = fmt::format(" (what is inside a structure is named by a JSON path: \"$.{}\")", entry.key);
  }
  findings.error(entry.key_place, fmt::format("unknown {}matcher '{}' for '{}'{}", has_fields ? "field or " : "",
                                              entry.key, name, near));
  return std::nullopt;
}

Matcher leaf(MatcherKind kind, const Node& operand, const Place& place, const Shape& shape) {
  return {.kind = kind, .kind_of_fact = kind_of(shape), .operand = operand, .place = place};
}

/// Reads several matchers for the same fact, as `all` and `any` take them.
void read_list(const Entry& entry, Matcher& matcher, const std::string& name, const Shape& shape, Context& context,
               const CheckScope& scope) {
  if (!entry.value.is_sequence() || entry.value.items.empty()) {
    context.findings.error(entry.value.is_sequence() ? entry.key_place : entry.value.place,
                           fmt::format("'{}' must be a list of matchers, found {}", entry.key,
                                       entry.value.is_sequence() ? "an empty one" : found(entry.value)));
    return;
  }
  for (const auto& item : entry.value.items) {
    matcher.children.push_back(read_matcher(item, name, shape, context, scope));
  }
}

/// What the one inner matcher of each, has, count and distinct is put to; nullopt (and an error) on a wrong kind.
std::optional<Shape> inner_shape(MatcherKind kind, const Entry& entry, const std::string& name, const Shape& shape,
                                 Findings& findings) {
  if (kind == MatcherKind::not_) {
    return shape;
  }
  const bool map = kind_of(shape) == ValueKind::map && (kind == MatcherKind::has || kind == MatcherKind::count);
  if (!may_be_list(shape) && !map) {
    findings.error(entry.key_place,
                   fmt::format("'{}' wants a list, but '{}' is {}", entry.key, name, to_string(kind_of(shape))));
    return std::nullopt;
  }
  if (kind == MatcherKind::each) {
    return element_of(shape);
  }
  if (kind == MatcherKind::has) {
    return map ? Shape{.kind = ValueKind::text} : element_of(shape);
  }
  return Shape{.kind = ValueKind::integer};
}

Matcher read_named(MatcherKind kind, const Entry& entry, const std::string& name, const Shape& shape, Context& context,
                   const CheckScope& scope) {
  auto matcher = leaf(kind, {}, entry.key_place, shape);
  switch (kind) {
    case MatcherKind::all:
    case MatcherKind::any:
      read_list(entry, matcher, name, shape, context, scope);
      break;
    case MatcherKind::not_:
    case MatcherKind::each:
    case MatcherKind::has:
    case MatcherKind::count:
    case MatcherKind::distinct:
      if (const auto inner = inner_shape(kind, entry, name, shape, context.findings)) {
        const bool number = kind == MatcherKind::count || kind == MatcherKind::distinct;
        matcher.children.push_back(read_matcher(entry.value, number ? fmt::format("{} of {}", entry.key, name) : name,
                                                *inner, context, scope));
      }
      break;
    default:
      matcher.operand = entry.value;
      check_operand(matcher, name, shape, context, scope);
  }
  return matcher;
}

Matcher read_map(const Node& node, const std::string& name, const Shape& shape, Context& context,
                 const CheckScope& scope) {
  if (node.entries.empty()) {
    context.findings.error(node.place, fmt::format("nothing is expected of '{}'", name));
  }
  Matcher members{.kind = MatcherKind::members, .kind_of_fact = kind_of(shape), .place = node.place};
  std::vector<Matcher> all;
  for (const auto& entry : node.entries) {
    if (const auto kind = matcher_named(entry.key); kind && field_named(shape, entry.key) == nullptr) {
      all.push_back(read_named(*kind, entry, name, shape, context, scope));
    } else if (const auto inner = member_shape(entry, name, shape, context.findings)) {
      check_references(entry.key, entry.key_place, context, scope);
      members.members.push_back(
          {.name = entry.key, .matcher = read_matcher(entry.value, entry.key, *inner, context, scope)});
    }
  }
  if (!members.members.empty()) {
    all.insert(all.begin(), std::move(members));
  }
  if (all.size() == 1) {
    return std::move(all[0]);
  }
  return {.kind = MatcherKind::all, .kind_of_fact = kind_of(shape), .children = std::move(all), .place = node.place};
}

}  // namespace

Matcher read_matcher(const Node& node, const std::string& name, const Shape& shape, Context& context,
                     const CheckScope& scope) {
  if (node.is_map()) {
    return read_map(node, name, shape, context, scope);
  }
  auto matcher = leaf(MatcherKind::equals, node, node.place, shape);
  check_operand(matcher, name, shape, context, scope);
  return matcher;
}

const Matcher* lonely_not(const Matcher& matcher) {
  const auto first_in = [](const auto& matchers, auto each) -> const Matcher* {
    for (const auto& one : matchers) {
      if (const auto* lonely = each(one)) {
        return lonely;
      }
    }
    return nullptr;
  };
  switch (matcher.kind) {
    case MatcherKind::not_:
      return &matcher;
    case MatcherKind::members:
      return first_in(matcher.members, [](const Member& member) { return lonely_not(member.matcher); });
    case MatcherKind::all:
      // One positive statement beside it is enough.
      return std::any_of(matcher.children.begin(), matcher.children.end(),
                         [](const Matcher& child) { return lonely_not(child) == nullptr; })
                 ? nullptr
                 : first_in(matcher.children, [](const Matcher& child) { return lonely_not(child); });
    default:
      return first_in(matcher.children, [](const Matcher& child) { return lonely_not(child); });
  }
}

}  // namespace labcheck::load
