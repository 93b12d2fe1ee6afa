#include <algorithm>

#include <fmt/format.h>

#include <labcheck/reading.hpp>

#include "load/scenario/matchers.hpp"
#include "load/scenario/patterns.hpp"
#include "load/scenario/references.hpp"

namespace labcheck::load {

namespace {

/// One matcher's operand being checked.
class Operand {
 public:
  Operand(Matcher& matcher, const std::string& name, const Shape& shape, Findings& findings)
      : matcher_{matcher}, name_{name}, shape_{shape}, findings_{findings} {}

  void check() {
    switch (matcher_.kind) {
      case MatcherKind::equals:
        return read(matcher_.operand, shape_);
      case MatcherKind::one_of:
        return check_list(shape_);
      case MatcherKind::contains:
        return check_contained(matcher_.operand);
      case MatcherKind::contains_all:
        return check_contains_all();
      case MatcherKind::matches:
        return check_text(pattern_complaint);
      case MatcherKind::version:
        return check_text(version_complaint);
      case MatcherKind::at_least:
      case MatcherKind::at_most:
      case MatcherKind::above:
      case MatcherKind::below:
        return check_bound(matcher_.operand);
      case MatcherKind::between:
        return check_between();
      default:
        return read(matcher_.operand, Shape{.kind = ValueKind::boolean});
    }
  }

 private:
  std::string word() const {
    return matcher_.kind == MatcherKind::equals ? fmt::format("'{}'", name_)
                                                : fmt::format("'{}' of '{}'", to_string(matcher_.kind), name_);
  }
  void error(const Place& place, std::string message) { findings_.error(place, std::move(message)); }

  /// Whether the matcher can be put to a fact of such a kind at all.
  bool suits(bool good, std::string_view wanted) {
    if (!good) {
      error(matcher_.place, fmt::format("'{}' wants {}, but '{}' is {}", to_string(matcher_.kind), wanted, name_,
                                        to_string(kind_of(shape_))));
    }
    return good;
  }

  /// A value that must read as the shape says; what still holds `${…}` is read by the plan.
  void read(Node& node, const Shape& shape) {
    if (node.is_null()) {
      error(node.place, fmt::format("{} has no value", word()));
      return;
    }
    const auto element = element_of(shape);
    if (kind_of(shape) == ValueKind::list && is_textual(element.kind)) {
      for (auto& item : node.items) {
        item.quoted = item.quoted || item.is_scalar();  // `1.10` in a list of texts is a text
      }
    }
    if (shape.many && node.is_scalar()) {
      error(node.place, fmt::format("{} is a list here, one for each request (write {{each: {}}})", word(), node.text));
      return;
    }
    if (holds_references(node)) {
      return;
    }
    if (const auto value = read_value(node, kind_of(shape), element.kind); !value) {
      error(node.place, fmt::format("{}: {}", word(), value.error().message));
    }
  }

  /// A list, each of whose elements reads as the shape says.
  void check_list(const Shape& shape) {
    auto& operand = matcher_.operand;
    if (!operand.is_sequence() || operand.items.empty()) {
      error(
          operand.is_sequence() ? matcher_.place : operand.place,
          fmt::format("{} must be a list, found {}", word(), operand.is_sequence() ? "an empty one" : found(operand)));
      return;
    }
    for (auto& item : operand.items) {
      read(item, shape);
    }
  }

  bool suits_containing() { return suits(may_be_list(shape_) || is_textual(kind_of(shape_)), "a text or a list"); }

  void check_contains_all() {
    auto& operand = matcher_.operand;
    if (!suits_containing()) {
      return;
    }
    if (!operand.is_sequence() || operand.items.empty()) {
      check_list(shape_);
      return;
    }
    for (auto& item : operand.items) {
      check_contained(item);
    }
  }

  void check_contained(Node& node) {
    if (!suits_containing()) {
      return;
    }
    const auto kind = kind_of(shape_);
    if (kind == ValueKind::list) {
      read(node, element_of(shape_));
      return;
    }
    read(node, kind == ValueKind::any ? Shape{} : Shape{.kind = ValueKind::text});
    const bool text = is_textual(kind) || (node.is_scalar() && read_plain(node).is_string());
    const auto letters =
        std::count_if(node.text.begin(), node.text.end(), [](char byte) { return (byte & 0xC0) != 0x80; });
    if (node.is_scalar() && text && letters < 3 && !holds_references(node)) {
      error(node.place, fmt::format("{}: '{}' is under three characters and finds too much{}", word(), node.text,
                                    kind == ValueKind::any ? " (for an element of a list write 'has')" : ""));
    }
  }

  void check_text(std::string (*complaint)(const std::string&)) {
    const auto kind = kind_of(shape_);
    if (!suits(is_textual(kind) || kind == ValueKind::any, "a text")) {
      return;
    }
    const auto& operand = matcher_.operand;
    if (!operand.is_scalar()) {
      error(operand.place, fmt::format("{} must be a text, found {}", word(), found(operand)));
      return;
    }
    const bool later = matcher_.kind == MatcherKind::version && holds_references(operand);
    if (auto wrong = later ? std::string{} : complaint(operand.text); !wrong.empty()) {
      error(operand.place, fmt::format("{}: {}", word(), wrong));
    }
  }

  void check_bound(Node& node) {
    const auto kind = kind_of(shape_);
    if (!suits(is_numeric(kind) || kind == ValueKind::any, "a number")) {
      return;
    }
    read(node, Shape{.kind = kind == ValueKind::duration ? kind : ValueKind::number});
  }

  void check_between() {
    auto& operand = matcher_.operand;
    if (!operand.is_sequence() || operand.items.size() != 2) {
      error(operand.place, fmt::format("{} must be a list of the lowest and the highest value", word()));
      return;
    }
    const auto before = findings_.count();
    check_bound(operand.items[0]);
    if (findings_.count() == before) {
      check_bound(operand.items[1]);
    }
    if (findings_.count() == before && !holds_references(operand)) {
      const auto kind = kind_of(shape_) == ValueKind::duration ? ValueKind::duration : ValueKind::number;
      const auto lowest = read_value(operand.items[0], kind);
      const auto highest = read_value(operand.items[1], kind);
      if (*lowest > *highest) {
        error(operand.place, fmt::format("{}: {} is above {}", word(), operand.items[0].text, operand.items[1].text));
      }
    }
  }

  Matcher& matcher_;
  const std::string& name_;
  const Shape& shape_;
  Findings& findings_;
};

}  // namespace

void check_operand(Matcher& matcher, const std::string& name, const Shape& shape, Context& context,
                   const CheckScope& scope) {
  check_references(matcher.operand, context, scope);
  Operand{matcher, name, shape, context.findings}.check();
}

}  // namespace labcheck::load
