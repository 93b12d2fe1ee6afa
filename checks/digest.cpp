#include "checks/digest.hpp"

#include <stdexcept>

#include <fmt/format.h>
#include <openssl/evp.h>

namespace labcheck::checks {
namespace {

std::string hex_digest(const EVP_MD* kind, std::string_view bytes) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest, &size, kind, nullptr) != 1) {
    throw std::runtime_error{"OpenSSL can't make a digest"};
  }
  std::string hex;
  for (unsigned at = 0; at < size; ++at) {
    hex += fmt::format("{:02x}", digest[at]);
  }
  return hex;
}

}  // namespace

std::string sha1_hex(std::string_view bytes) {
  return hex_digest(EVP_sha1(), bytes);
}

std::string sha256_hex(std::string_view bytes) {
  return hex_digest(EVP_sha256(), bytes);
}

}  // namespace labcheck::checks
