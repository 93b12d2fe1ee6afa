#include <algorithm>

#include "judge/iregexp.hpp"
#include "judge/json_path_evaluator.hpp"
#include "judge/values.hpp"

namespace labcheck::judge::path {

namespace {

bool equal(const Value* left, const Value* right) {
  return left == nullptr || right == nullptr ? left == right : same(*left, *right);
}

// Only numbers and texts have an order; texts by their characters' codes, which is the order of their UTF-8 bytes.
bool below(const Value* left, const Value* right) {
  if (left == nullptr || right == nullptr) {
    return false;
  }
  if (left->is_number() && right->is_number()) {
    return less_number(*left, *right);
  }
  return left->is_string() && right->is_string() &&
         left->get_ref<const std::string&>() < right->get_ref<const std::string&>();
}

std::size_t characters(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }));
}

}  // namespace

bool Evaluation::holds(const Expression& expression, const Value& current) {
  const auto child_holds = [&](const Expression& child) { return holds(child, current); };
  if (!visit()) {
    return false;
  }
  switch (expression.kind) {
    case Expression::Kind::either:
      return std::any_of(expression.children.begin(), expression.children.end(), child_holds);
    case Expression::Kind::both:
      return std::all_of(expression.children.begin(), expression.children.end(), child_holds);
    case Expression::Kind::negation:
      return !child_holds(expression.children.front());
    case Expression::Kind::comparison:
      return compares(expression, current);
    case Expression::Kind::test:
      break;
  }
  return tests(expression.operands.front(), current);
}

bool Evaluation::compares(const Expression& expression, const Value& current) {
  const auto left_given = give(expression.operands[0], current);
  const auto right_given = give(expression.operands[1], current);
  const auto* left = left_given.get();
  const auto* right = right_given.get();
  switch (expression.comparison) {
    case Comparison::equal:
      return equal(left, right);
    case Comparison::unequal:
      return !equal(left, right);
    case Comparison::below:
      return below(left, right);
    case Comparison::above:
      return below(right, left);
    case Comparison::at_most:
      return below(left, right) || equal(left, right);
    case Comparison::at_least:
      break;
  }
  return below(right, left) || equal(left, right);
}

bool Evaluation::tests(const Operand& operand, const Value& current) {
  return operand.kind == Operand::Kind::query ? !select(operand.query, current).empty() : matches(operand, current);
}

bool Evaluation::matches(const Operand& call, const Value& current) {
  const auto subject_given = give(call.arguments[0], current);
  const auto pattern_given = give(call.arguments[1], current);
  const auto* subject = subject_given.get();
  const auto* pattern = pattern_given.get();
  if (subject == nullptr || pattern == nullptr || !subject->is_string() || !pattern->is_string()) {
    return false;
  }
  const auto compiled = call.pattern
                            ? call.pattern
                            : compile_iregexp(pattern->get_ref<const std::string&>(), call.function == Function::match);
  return compiled && RE2::PartialMatch(subject->get_ref<const std::string&>(), *compiled);
}

Evaluation::Given Evaluation::give(const Operand& operand, const Value& current) {
  if (operand.kind == Operand::Kind::literal) {
    return {&operand.literal, std::nullopt};
  }
  if (operand.kind == Operand::Kind::call) {
    return call(operand, current);
  }
  const auto nodes = select(operand.query, current);
  return {nodes.empty() ? nullptr : nodes.front(), std::nullopt};
}

Evaluation::Given Evaluation::call(const Operand& operand, const Value& current) {
  const auto& argument = operand.arguments.front();
  if (operand.function == Function::length) {
    const auto given = give(argument, current);
    const auto* value = given.get();
    if (value == nullptr || !(value->is_string() || value->is_structured())) {
      return {};
    }
    return {nullptr, Value(value->is_string() ? characters(value->get_ref<const std::string&>()) : value->size())};
  }
  const auto nodes = select(argument.query, current);
  if (operand.function == Function::count) {
    return {nullptr, Value(nodes.size())};
  }
  return {nodes.size() == 1 ? nodes.front() : nullptr, std::nullopt};
}

}  // namespace labcheck::judge::path
