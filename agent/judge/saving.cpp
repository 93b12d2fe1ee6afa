#include "judge/saving.hpp"

#include "judge/json_path.hpp"

namespace labcheck::judge {

Result<std::optional<Value>> fact_to_save(const Value& facts, std::string_view name) {
  const Value* at = &facts;
  while (!name.empty() && !name.starts_with('$')) {
    const auto dot = name.find('.');
    const auto found = at->is_object() ? at->find(name.substr(0, dot)) : at->end();
    if (found == at->end()) {
      return std::optional<Value>{};
    }
    at = &*found;
    name = dot == std::string_view::npos ? std::string_view{} : name.substr(dot + 1);
  }
  std::optional<Value> value;
  if (name.empty()) {
    value = *at;
  } else {
    LABCHECK_TRY_ASSIGN(auto selected, select_json(name, *at));
    if (selected.size() == 1) {
      value = std::move(selected.front());
    }
  }
  // A null saves nothing that a later step could use.
  return value && value->is_null() ? std::optional<Value>{} : value;
}

}  // namespace labcheck::judge
