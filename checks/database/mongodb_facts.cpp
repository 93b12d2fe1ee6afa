#include "checks/database/mongodb_facts.hpp"

#include <fmt/format.h>

#include "checks/reading.hpp"
#include "checks/reply.hpp"

namespace labcheck::checks {
namespace {

// A flag that older servers leave out when it is false.
Result<bool> flag_in(const Value& document, const char* name) {
  return document.contains(name) ? member<bool>(document, name) : Result<bool>{false};
}

Result<std::string> role_of(const Value& hello) {
  if (hello.contains("msg")) {
    LABCHECK_TRY_ASSIGN(const auto kind, member<std::string>(hello, "msg"));
    return kind == "isdbgrid" ? Result<std::string>{"router"} : unreadable("the server is of no kind that is known");
  }
  if (!hello.contains("setName")) {
    LABCHECK_TRY_ASSIGN(const auto waiting, flag_in(hello, "isreplicaset"));
    return std::string{waiting ? "uninitiated" : "standalone"};
  }
  LABCHECK_TRY_ASSIGN(const auto primary,
                      member<bool>(hello, hello.contains("ismaster") ? "ismaster" : "isWritablePrimary"));
  LABCHECK_TRY_ASSIGN(const auto secondary, flag_in(hello, "secondary"));
  LABCHECK_TRY_ASSIGN(const auto arbiter, flag_in(hello, "arbiterOnly"));
  if (static_cast<int>(primary) + static_cast<int>(secondary) + static_cast<int>(arbiter) > 1) {
    return unreadable("the server says that it is several of primary, secondary and arbiter");
  }
  return std::string{primary ? "primary" : secondary ? "secondary" : arbiter ? "arbiter" : "other"};
}

Result<Value> texts_in(const Value& document, const char* name) {
  LABCHECK_TRY_ASSIGN(const auto list, list_member(document, name));
  for (const auto& one : list) {
    if (!one.is_string()) {
      return unreadable(fmt::format("'{}' holds what is no text", name));
    }
  }
  return list;
}

// Whole numbers come as integers of two sizes or as doubles, by the server's mood.
Result<std::int64_t> whole(const Value& document, const char* name) {
  LABCHECK_TRY_ASSIGN(const auto number, member<Value>(document, name));
  if (number.is_number_integer()) {
    return number.get<std::int64_t>();
  }
  constexpr double most = 9e15;
  if (number.is_number_float()) {
    const auto real = number.get<double>();
    if (real > -most && real < most && static_cast<double>(static_cast<std::int64_t>(real)) == real) {
      return static_cast<std::int64_t>(real);
    }
  }
  return unreadable(fmt::format("'{}' is no whole number", name));
}

Result<Value> read_member(const Value& one) {
  if (!one.is_object()) {
    return unreadable("a member of the replica set is no document");
  }
  Value facts = Value::object();
  LABCHECK_TRY_ASSIGN(facts["address"], member<std::string>(one, "name"));
  LABCHECK_TRY_ASSIGN(facts["state"], member<std::string>(one, "stateStr"));
  LABCHECK_TRY_ASSIGN(const auto health, whole(one, "health"));
  if (health != 0 && health != 1) {
    return unreadable(fmt::format("a member's health is {}, neither 0 nor 1", health));
  }
  facts["healthy"] = health == 1;
  LABCHECK_TRY_ASSIGN(facts["self"], flag_in(one, "self"));
  return facts;
}

}  // namespace

Result<Value> read_mongodb_hello(const Value& hello) {
  Value facts = Value::object();
  LABCHECK_TRY_ASSIGN(facts["role"], role_of(hello));
  if (!hello.contains("setName")) {
    return facts;
  }
  LABCHECK_TRY_ASSIGN(facts["set"], member<std::string>(hello, "setName"));
  if (hello.contains("hosts")) {
    LABCHECK_TRY_ASSIGN(facts["hosts"], texts_in(hello, "hosts"));
  }
  for (const auto* name : {"primary", "me"}) {
    if (hello.contains(name)) {
      LABCHECK_TRY_ASSIGN(facts[name], member<std::string>(hello, name));
    }
  }
  return facts;
}

Result<Value> read_mongodb_members(const Value& status) {
  Value facts{{"members", Value::array()}};
  LABCHECK_TRY_ASSIGN(facts["set"], member<std::string>(status, "set"));
  LABCHECK_TRY_ASSIGN(const auto list, list_member(status, "members"));
  for (const auto& one : list) {
    LABCHECK_TRY_ASSIGN(auto read, read_member(one));
    facts["members"].push_back(std::move(read));
  }
  return facts;
}

Result<Value> read_mongodb_documents(const Value& reply) {
  LABCHECK_TRY_ASSIGN(const auto cursor, member<Value>(reply, "cursor"));
  if (!cursor.is_object()) {
    return unreadable("the cursor is no document");
  }
  LABCHECK_TRY_ASSIGN(const auto id, whole(cursor, "id"));
  if (id != 0) {
    return unreadable("there are more documents than come in one reply");
  }
  return list_member(cursor, "firstBatch");
}

Result<std::int64_t> read_mongodb_count(const Value& reply) {
  LABCHECK_TRY_ASSIGN(const auto count, whole(reply, "n"));
  return count < 0 ? unreadable(fmt::format("'n' is {}, below 0", count)) : Result<std::int64_t>{count};
}

}  // namespace labcheck::checks
