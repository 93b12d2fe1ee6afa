#include "judge/json_path.hpp"

#include <fmt/format.h>

#include "judge/json_path_evaluator.hpp"
#include "judge/json_path_parser.hpp"
#include "judge/values.hpp"

namespace labcheck::judge {

namespace {

// A value selected at several depths is copied whole each time; hostile documents make much of that.
constexpr std::size_t most_copied = 1'000'000;

std::size_t size_of(const Value& value, std::size_t limit) {
  std::size_t size = 0;
  std::vector<const Value*> open{&value};
  while (!open.empty() && size < limit) {
    const auto* at = open.back();
    open.pop_back();
    ++size;
    if (at->is_structured()) {
      for (const auto& element : *at) {
        open.push_back(&element);
      }
    }
  }
  return size;
}

}  // namespace

Result<std::vector<Value>> select_json(std::string_view path, const Value& root) {
  LABCHECK_TRY_ASSIGN(const auto query, path::parse(path));
  if (deeper_than(root, deepest_value)) {
    return failed(ErrorKind::unreadable, fmt::format("the JSON is nested more than {} levels deep", deepest_value));
  }
  LABCHECK_TRY_ASSIGN(const auto nodes, path::Evaluation{root}.run(query));
  std::vector<Value> values;
  values.reserve(nodes.size());
  std::size_t copied = 0;
  for (const auto* node : nodes) {
    copied += size_of(*node, most_copied);
    if (copied > most_copied) {
      return failed(ErrorKind::unreadable,
                    fmt::format("the JSON path selects more than {} values and what is in them", most_copied));
    }
    values.push_back(*node);
  }
  return values;
}

Result<bool> is_singular(std::string_view path) {
  LABCHECK_TRY_ASSIGN(const auto query, path::parse(path));
  return query.singular();
}

}  // namespace labcheck::judge
