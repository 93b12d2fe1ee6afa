#include "registry.hpp"

#include <vector>

namespace labcheck {

std::span<const CheckType> check_types() {
  static const std::vector<CheckType> table{
      checks::command(),  //
      checks::file(),     //
      checks::package(),  //
      checks::service(),  //
      checks::process(),  //
      checks::user(),     //
      checks::login_policy(),
      checks::sysctl(),     //
      checks::action(),     //
      checks::port(),       //
      checks::interface(),  //
      checks::tcp(),        //
      checks::dns(),        //
      checks::ssh_login(),
      checks::http(),       //
      checks::ftp(),        //
      checks::sql(),        //
      checks::container(),  //
      checks::image(),      //
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
