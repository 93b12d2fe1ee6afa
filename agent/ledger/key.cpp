#include "ledger/key.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <sodium.h>

namespace labcheck::ledger {

namespace {

static_assert(crypto_sign_PUBLICKEYBYTES == 32 && crypto_sign_SECRETKEYBYTES == 64 && crypto_sign_SEEDBYTES == 32);

const unsigned char* raw(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

}  // namespace

std::string base64_of(std::string_view bytes) {
  std::string text(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), raw(bytes), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();  // the terminating zero
  return text;
}

std::optional<std::string> bytes_of(std::string_view base64) {
  std::string bytes(base64.size(), '\0');
  std::size_t size = 0;
  const char* end = nullptr;
  const int done = sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), base64.data(),
                                     base64.size(), nullptr, &size, &end, sodium_base64_VARIANT_ORIGINAL);
  if (done != 0 || end != base64.data() + base64.size()) {
    return std::nullopt;
  }
  bytes.resize(size);
  return bytes;
}

std::optional<VerifyKey> VerifyKey::from_bytes(std::string_view bytes) {
  VerifyKey key;
  if (bytes.size() != key.key_.size()) {
    return std::nullopt;
  }
  std::copy(bytes.begin(), bytes.end(), key.key_.begin());
  return key;
}

std::string VerifyKey::fingerprint() const {
  std::string hash(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(reinterpret_cast<unsigned char*>(hash.data()), key_.data(), key_.size());
  auto text = base64_of(hash);
  text.erase(text.find_last_not_of('=') + 1);
  return "SHA256:" + text;
}

bool VerifyKey::verifies(std::string_view message, std::string_view signature) const {
  return signature.size() == crypto_sign_BYTES &&
         crypto_sign_verify_detached(raw(signature), raw(message), message.size(), key_.data()) == 0;
}

Result<SigningKey> SigningKey::generate() {
  if (sodium_init() < 0) {
    return failed(ErrorKind::resource, "libsodium does not start");
  }
  SigningKey key;
  std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> ignored{};
  crypto_sign_keypair(ignored.data(), key.key_.data());
  return key;
}

std::optional<SigningKey> SigningKey::from_seed(std::string_view seed) {
  if (seed.size() != crypto_sign_SEEDBYTES || sodium_init() < 0) {
    return std::nullopt;
  }
  SigningKey key;
  std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> ignored{};
  crypto_sign_seed_keypair(ignored.data(), key.key_.data(), raw(seed));
  return key;
}

SigningKey::SigningKey(SigningKey&& other) noexcept : key_{other.key_} {
  sodium_memzero(other.key_.data(), other.key_.size());
}

SigningKey& SigningKey::operator=(SigningKey&& other) noexcept {
  std::swap(key_, other.key_);
  return *this;
}

SigningKey::~SigningKey() {
  sodium_memzero(key_.data(), key_.size());
}

std::string SigningKey::sign(std::string_view message) const {
  std::string signature(crypto_sign_BYTES, '\0');
  crypto_sign_detached(reinterpret_cast<unsigned char*>(signature.data()), nullptr, raw(message), message.size(),
                       key_.data());
  return signature;
}

VerifyKey SigningKey::verify_key() const {
  // libsodium keeps the public key in the second half.
  return *VerifyKey::from_bytes(
      {reinterpret_cast<const char*>(key_.data()) + crypto_sign_SEEDBYTES, crypto_sign_PUBLICKEYBYTES});
}

}  // namespace labcheck::ledger
