#include "checks/cloud/lab_names.hpp"

#include <fmt/format.h>

#include <labcheck/ascii.hpp>
#include <labcheck/reference.hpp>

#include "checks/parameters.hpp"
#include "checks/target.hpp"

namespace labcheck::checks {
ParameterSpec lab_names_parameter() {
  return {.name = "hosts",
          .kind = ValueKind::map,
          .about =
              "names that the lab's own files and services use, and the addresses that they stand for; others are "
              "followed only to the candidate's hosts as the roster names them",
          .element = ValueKind::text};
}

std::string lab_names_complaint(const Value& parameters) {
  const auto hosts = parameters.find("hosts");
  if (hosts == parameters.end() || !hosts->is_object()) {
    return "";
  }
  for (const auto& [name, address] : hosts->items()) {
    const auto text = plain_text(address);
    const bool six = text.find(':') != std::string::npos;
    if (!has_references(text) && !read_target(six ? '[' + text + ']' : text, 1)) {
      return fmt::format("hosts: '{}' is no address for '{}'", text, name);
    }
  }
  return "";
}

Value lab_names(const Value& parameters) {
  Value names = Value::object();
  if (const auto hosts = parameters.find("hosts"); hosts != parameters.end() && hosts->is_object()) {
    for (const auto& [name, address] : hosts->items()) {
      names[lower_case(name)] = plain_text(address);
    }
  }
  return names;
}

PlaceInLab place_in_lab(const Value& parameters, const std::string& host, bool from_lab) {
  const auto names = lab_names(parameters);
  const auto known = names.find(lower_case(host));
  return known != names.end() ? PlaceInLab{.address = known->get<std::string>(), .found = false}
                              : PlaceInLab{.address = host, .found = from_lab};
}

}  // namespace labcheck::checks
