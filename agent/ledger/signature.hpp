#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <labcheck/value.hpp>

#include "ledger/key.hpp"

namespace labcheck::ledger {

/// What is signed: the chain value before the signature's own record, and that record's number.
std::string signed_message(std::int64_t seq, std::string_view chain_before);

/// The body of a `signature` record.
Value signature_body(const SigningKey& key, std::int64_t seq, std::string_view chain_before);

/// A `signature` record's body, read.
struct Signature {
  VerifyKey key{};
  std::string bytes{};
};

/// Nothing when the body is none of a signature.
std::optional<Signature> read_signature(const Value& body);

}  // namespace labcheck::ledger
