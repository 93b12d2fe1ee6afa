#pragma once

#include <string>
#include <vector>

#include <labcheck/check_type.hpp>

namespace labcheck::load {

/// What is declared of the thing that a matcher is put to.
struct Shape {
  ValueKind kind{ValueKind::any};
  ValueKind element{ValueKind::any};             ///< of a list
  const std::vector<FactSpec>* fields{nullptr};  ///< of a map, or of a list's maps
  bool many{false};                              ///< a list with one such thing for each request of the step
};

/// The kind that the fact itself has.
inline ValueKind kind_of(const Shape& shape) {
  return shape.many ? ValueKind::list : shape.kind;
}

/// Whether it is, or may be, a list.
inline bool may_be_list(const Shape& shape) {
  return kind_of(shape) == ValueKind::list || shape.kind == ValueKind::any;
}

/// What each element of a list is.
inline Shape element_of(const Shape& shape) {
  if (shape.many) {
    return {.kind = shape.kind, .element = shape.element, .fields = shape.fields};
  }
  const auto kind = shape.kind == ValueKind::list ? shape.element : ValueKind::any;
  return {.kind = kind, .fields = kind == ValueKind::map ? shape.fields : nullptr};
}

inline Shape shape_of(const FactSpec& fact, bool several_requests) {
  return {
      .kind = fact.kind, .element = fact.element, .fields = &fact.fields, .many = fact.per_request && several_requests};
}

inline bool is_textual(ValueKind kind) {
  return kind == ValueKind::text || kind == ValueKind::path || kind == ValueKind::script;
}

inline bool is_numeric(ValueKind kind) {
  return kind == ValueKind::integer || kind == ValueKind::number || kind == ValueKind::port ||
         kind == ValueKind::duration;
}

}  // namespace labcheck::load
