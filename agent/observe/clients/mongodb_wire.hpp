#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <labcheck/result.hpp>
#include <labcheck/value.hpp>

namespace labcheck::observe {

inline constexpr std::size_t mongo_header_size = 16;
inline constexpr std::size_t mongo_longest_reply = 2 * 1024 * 1024;

/// A command as MongoDB takes it: its name leads the document, which a map of ours would not keep.
struct MongoCommand {
  std::string name{};
  Value value{1};
  Value arguments = Value::object();  ///< in extended JSON
  std::string database{};
};

/// The bytes of an OP_MSG with one document. Errors: resource, for what is no extended JSON.
Result<std::string> mongo_message(const MongoCommand& command, std::int32_t request_id);

/// How many bytes the message has whose first 16 these are. Errors: lost, for what is no OP_MSG in reply to
/// `request_id`; invalid, for one longer than is taken.
Result<std::size_t> mongo_reply_size(std::string_view header, std::int32_t request_id);

/// The document of a whole OP_MSG as JSON: relaxed extended JSON, but 64-bit integers are plain ones and a text is
/// made valid UTF-8. Errors: lost, for what can't be read; invalid, for too many elements or levels.
Result<Value> mongo_document(std::string_view message);

}  // namespace labcheck::observe
