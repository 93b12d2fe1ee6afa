#pragma once

#include <string>

#include <labcheck/check_type.hpp>

namespace labcheck::checks {

/// Names that files and services of the lab use for its hosts: the `hosts` parameter of cloud types, by which a
/// scenario says what `controller` is.
ParameterSpec lab_names_parameter();
std::string lab_names_complaint(const Value& parameters);
/// The names, in lower case, with their addresses.
Value lab_names(const Value& parameters);

/// Where a host is that was named in the lab (`from_lab`) or by the scenario.
struct PlaceInLab {
  std::string address{};
  bool found{false};  ///< only the lab says so: it must turn out to be one of the candidate's hosts
};
PlaceInLab place_in_lab(const Value& parameters, const std::string& host, bool from_lab);

}  // namespace labcheck::checks
