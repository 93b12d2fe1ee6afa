#include "ledger/signature.hpp"

namespace labcheck::ledger {

namespace {

constexpr std::string_view domain = "labcheck signature 1";

std::optional<std::string> bytes_at(const Value& body, const char* name) {
  if (!body.is_object() || !body.contains(name)) {
    return std::nullopt;
  }
  const auto* text = body.find(name)->get_ptr<const std::string*>();
  return text == nullptr ? std::nullopt : bytes_of(*text);
}

}  // namespace

std::string signed_message(std::int64_t seq, std::string_view chain_before) {
  std::string message{domain};
  for (int shift = 56; shift >= 0; shift -= 8) {
    message += static_cast<char>((static_cast<std::uint64_t>(seq) >> shift) & 0xFF);
  }
  message += chain_before;
  return message;
}

Value signature_body(const SigningKey& key, std::int64_t seq, std::string_view chain_before) {
  return {{"algorithm", "ed25519"},
          {"key", base64_of(key.verify_key().bytes())},
          {"signature", base64_of(key.sign(signed_message(seq, chain_before)))}};
}

std::optional<Signature> read_signature(const Value& body) {
  const auto key_bytes = bytes_at(body, "key");
  const auto bytes = bytes_at(body, "signature");
  const auto key = key_bytes ? VerifyKey::from_bytes(*key_bytes) : std::nullopt;
  if (!key || !bytes || body.value("algorithm", Value{}) != "ed25519") {
    return std::nullopt;
  }
  return Signature{.key = *key, .bytes = *bytes};
}

}  // namespace labcheck::ledger
