#include "judge/json_path_evaluator.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace labcheck::judge::path {

Result<Nodes> Evaluation::run(const Query& query) {
  auto nodes = select(query, root_);
  if (trouble_) {
    return tl::unexpected<Error>(*trouble_);
  }
  return nodes;
}

Nodes Evaluation::select(const Query& query, const Value& current) {
  Nodes nodes{query.from_root ? &root_ : &current};
  for (const auto& segment : query.segments) {
    Nodes next;
    for (const auto* node : nodes) {
      if (segment.descendant) {
        descend(*node, segment, next);
      } else {
        for (const auto& selector : segment.selectors) {
          apply(selector, *node, next);
        }
      }
    }
    nodes = std::move(next);
  }
  return nodes;
}

void Evaluation::descend(const Value& node, const Segment& segment, Nodes& out) {
  if (!node.is_structured() || !visit()) {
    return;
  }
  for (const auto& selector : segment.selectors) {
    apply(selector, node, out);
  }
  for (const auto& child : node) {
    descend(child, segment, out);
  }
}

void Evaluation::apply(const Selector& selector, const Value& node, Nodes& out) {
  if (!visit()) {
    return;
  }
  switch (selector.kind) {
    case Selector::Kind::name:
      if (node.is_object()) {
        if (const auto found = node.find(selector.name); found != node.end()) {
          add(*found, out);
        }
      }
      break;
    case Selector::Kind::index:
      if (node.is_array()) {
        const auto size = static_cast<std::int64_t>(node.size());
        const auto at = selector.index < 0 ? size + selector.index : selector.index;
        if (at >= 0 && at < size) {
          add(node[static_cast<std::size_t>(at)], out);
        }
      }
      break;
    case Selector::Kind::slice:
      slice(selector, node, out);
      break;
    case Selector::Kind::wildcard:
    case Selector::Kind::filter:
      if (node.is_structured()) {
        for (const auto& child : node) {
          if (!visit()) {
            return;
          }
          if (selector.kind == Selector::Kind::wildcard || holds(*selector.filter, child)) {
            add(child, out);
          }
        }
      }
      break;
  }
}

// Bounds as RFC 9535, 2.3.4.2.2 normalises them.
void Evaluation::slice(const Selector& selector, const Value& list, Nodes& out) {
  if (!list.is_array() || selector.step == 0) {
    return;
  }
  const auto size = static_cast<std::int64_t>(list.size());
  const auto from_front = [&](std::int64_t at) { return at >= 0 ? at : size + at; };
  const bool forward = selector.step > 0;
  const auto start = from_front(selector.start.value_or(forward ? 0 : size - 1));
  const auto end = selector.end ? from_front(*selector.end) : forward ? size : -1;
  if (forward) {
    const auto last = std::clamp<std::int64_t>(end, 0, size);
    for (auto at = std::clamp<std::int64_t>(start, 0, size); at < last; at += selector.step) {
      add(list[static_cast<std::size_t>(at)], out);
    }
  } else {
    const auto last = std::clamp<std::int64_t>(end, -1, size - 1);
    for (auto at = std::clamp<std::int64_t>(start, -1, size - 1); at > last; at += selector.step) {
      add(list[static_cast<std::size_t>(at)], out);
    }
  }
}

void Evaluation::add(const Value& node, Nodes& out) {
  if (!visit()) {
    return;
  }
  if (out.size() >= most_nodes) {
    trouble_ = Error{ErrorKind::unreadable, fmt::format("the JSON path selects more than {} values", most_nodes)};
    return;
  }
  out.push_back(&node);
}

bool Evaluation::visit() {
  if (!trouble_ && ++visits_ > most_visits) {
    trouble_ = Error{ErrorKind::unreadable, fmt::format("the JSON path visits more than {} values", most_visits)};
  }
  return !trouble_;
}

}  // namespace labcheck::judge::path
