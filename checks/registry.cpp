#include <array>

#include <labcheck/check_type.hpp>

namespace labcheck {
namespace checks {

#define LABCHECK_TYPE(name) CheckType name();
#include "registry.def"
#undef LABCHECK_TYPE

}  // namespace checks

std::span<const CheckType> check_types() {
  static const std::array table{
#define LABCHECK_TYPE(name) checks::name(),
#include "registry.def"
#undef LABCHECK_TYPE
  };
  return table;
}

const CheckType* find_check_type(std::string_view name) {
  for (const auto& type : check_types()) {
    if (type.name == name) {
      return &type;
    }
  }
  return nullptr;
}

}  // namespace labcheck
