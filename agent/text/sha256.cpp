#include "text/sha256.hpp"

#include <array>

#include <sodium.h>

#include "text/hex.hpp"

namespace labcheck::text {

std::string sha256_hex(std::string_view bytes) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  return hex({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

}  // namespace labcheck::text
