#include "reply.hpp"

#include <limits>

#include <fmt/format.h>

namespace labcheck::checks {
namespace {

tl::unexpected<Error> wrong_kind(std::string_view name, std::string_view expected) {
  return failed(ErrorKind::unreadable, fmt::format("'{}' in the client's reply is no {}", name, expected));
}

}  // namespace

template <>
Result<Value> member(const Value& reply, std::string_view name) {
  if (!reply.is_object() || !reply.contains(name)) {
    return failed(ErrorKind::unreadable, fmt::format("the client's reply has no '{}'", name));
  }
  return reply.at(std::string{name});
}

template <>
Result<bool> member(const Value& reply, std::string_view name) {
  LABCHECK_TRY_ASSIGN(const auto value, member<Value>(reply, name));
  return value.is_boolean() ? Result<bool>{value.get<bool>()} : wrong_kind(name, "boolean");
}

template <>
Result<std::int64_t> member(const Value& reply, std::string_view name) {
  LABCHECK_TRY_ASSIGN(const auto value, member<Value>(reply, name));
  const bool fits =
      value.is_number_integer() &&
      (!value.is_number_unsigned() ||
       value.get<std::uint64_t>() <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()));
  return fits ? Result<std::int64_t>{value.get<std::int64_t>()} : wrong_kind(name, "integer");
}

template <>
Result<std::string> member(const Value& reply, std::string_view name) {
  LABCHECK_TRY_ASSIGN(const auto value, member<Value>(reply, name));
  return value.is_string() ? Result<std::string>{valid_utf8(value.get_ref<const std::string&>())}
                           : wrong_kind(name, "text");
}

Result<Value> read_refusal(const Value& reply) {
  LABCHECK_TRY_ASSIGN(const auto refused, member<Value>(reply, "refused"));
  Value facts = Value::object();
  for (const auto* name : {"code", "message"}) {
    LABCHECK_TRY_ASSIGN(facts[name], member<std::string>(refused, name));
  }
  return facts;
}

Result<Value> list_member(const Value& reply, std::string_view name) {
  LABCHECK_TRY_ASSIGN(auto value, member<Value>(reply, name));
  return value.is_array() ? Result<Value>{std::move(value)} : wrong_kind(name, "list");
}

}  // namespace labcheck::checks
