#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include <labcheck/result.hpp>

namespace labcheck::ledger {

/// Who signed: an Ed25519 public key.
class VerifyKey {
 public:
  /// From the key's 32 bytes.
  static std::optional<VerifyKey> from_bytes(std::string_view bytes);
  /// Reads a `.pub` file of `labcheck keygen`.
  static Result<VerifyKey> read(const std::string& path);

  std::string_view bytes() const { return {reinterpret_cast<const char*>(key_.data()), key_.size()}; }
  /// "SHA256:" and the base64 of the key's hash: what people compare.
  std::string fingerprint() const;
  bool verifies(std::string_view message, std::string_view signature) const;
  /// The line that stands in a `.pub` file.
  std::string line() const;
  friend bool operator==(const VerifyKey&, const VerifyKey&) = default;

 private:
  std::array<unsigned char, 32> key_{};
};

/// An Ed25519 secret key; wiped from the memory when it goes.
class SigningKey {
 public:
  static Result<SigningKey> generate();
  /// From the 32 bytes that the whole key is computed from.
  static std::optional<SigningKey> from_seed(std::string_view seed);
  /// Reads a secret key file; one that others may read is refused.
  static Result<SigningKey> read(const std::string& path);

  SigningKey(SigningKey&& other) noexcept;
  SigningKey& operator=(SigningKey&& other) noexcept;
  SigningKey(const SigningKey&) = delete;
  SigningKey& operator=(const SigningKey&) = delete;
  ~SigningKey();

  std::string sign(std::string_view message) const;  ///< 64 bytes
  VerifyKey verify_key() const;
  /// Writes PATH (mode 0600) and PATH.pub; files that are there are refused.
  Result<void> write(const std::string& path) const;

 private:
  SigningKey() = default;

  std::array<unsigned char, 64> key_{};
};

/// Standard alphabet, padded.
std::string base64_of(std::string_view bytes);
/// The bytes of a base64 text; nothing when it is none.
std::optional<std::string> bytes_of(std::string_view base64);

}  // namespace labcheck::ledger
