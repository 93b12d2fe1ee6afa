#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <labcheck/result.hpp>
#include <labcheck/value.hpp>

namespace labcheck::checks {

/// A member of a client's structured reply, of exactly this type (Value: of any). An error names what is missing.
template <class Type>
Result<Type> member(const Value& reply, std::string_view name);
template <>
Result<Value> member(const Value& reply, std::string_view name);
template <>
Result<bool> member(const Value& reply, std::string_view name);
template <>
Result<std::int64_t> member(const Value& reply, std::string_view name);
template <>
Result<std::string> member(const Value& reply, std::string_view name);
/// `refused` of a client's reply: the `code` and the `message` that a service says no with.
Result<Value> read_refusal(const Value& reply);
/// A member that is a list.
Result<Value> list_member(const Value& reply, std::string_view name);

}  // namespace labcheck::checks
