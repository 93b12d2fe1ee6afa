#pragma once

#include <string>
#include <vector>

#include <labcheck/check_type.hpp>

namespace labcheck::checks {

/// How `openstack` and `swift` log in: what their parameters have in common.
std::vector<ParameterSpec> login_parameters();
std::vector<FactSpec> login_facts();

/// What is wrong with the parameters of a login; what stands in an openrc is the lab's and none of their business.
std::string login_complaint(const Value& parameters);

/// The exchange of a login alone. An openrc that can't be used is no error: the exchange then says why, and opens
/// nothing.
Result<Exchange> login_exchange(const Value& parameters);

/// The facts of a login; of a request behind it the refusal, too. There is an answer to read only when the reply has
/// one and `failure` is not among the facts.
Result<Value> read_login(const Value& reply);

}  // namespace labcheck::checks
