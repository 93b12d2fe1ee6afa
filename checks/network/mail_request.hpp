#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <labcheck/check_type.hpp>

namespace labcheck::checks {

/// What the types that speak with a mail server or a directory have in common: where it is, TLS, and who logs in.
struct UsualPorts {
  std::uint16_t plain{0};
  std::uint16_t implicit{0};
};

std::vector<ParameterSpec> server_parameters(std::string_view about);
std::vector<FactSpec> server_facts();

/// `user`: the parameter that says who logs in, to whom `password` belongs.
std::string server_complaint(const Value& parameters, UsualPorts ports, std::string_view user = "user");
/// The exchange with `tls`, `verify`, and `user` and `password` where they are given.
Result<Exchange> server_exchange(std::string_view protocol, const Value& parameters, UsualPorts ports);

/// The facts of every reply: connected, reason, failure, greeting, accepted, refused, and done, which is true unless
/// something of it says otherwise.
Result<Value> read_server(const Value& reply);

}  // namespace labcheck::checks
