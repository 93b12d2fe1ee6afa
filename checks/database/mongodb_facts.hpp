#pragma once

#include <string>

#include <labcheck/result.hpp>
#include <labcheck/value.hpp>

namespace labcheck::checks {

/// Facts out of MongoDB's own documents; a member of another type than MongoDB gives it is unreadable.
Result<Value> read_mongodb_hello(const Value& hello);
Result<Value> read_mongodb_members(const Value& status);
/// The documents of a reply with a cursor. An error when the cursor holds more than that.
Result<Value> read_mongodb_documents(const Value& reply);
/// How many documents a write was done to.
Result<std::int64_t> read_mongodb_count(const Value& reply);

}  // namespace labcheck::checks
