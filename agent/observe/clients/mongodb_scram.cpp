#include "observe/clients/mongodb_scram.hpp"

#include <array>
#include <charconv>
#include <new>
#include <optional>

#include <fmt/format.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "observe/encoding.hpp"
#include "text/hex.hpp"

namespace labcheck::observe {

namespace {

// Fewer let a password be guessed from what the server saw; more are work for nothing in a thread that can't be ended.
constexpr int fewest_iterations = 4096;
constexpr int most_iterations = 1'000'000;

const EVP_MD* digest(ScramHash hash) {
  return hash == ScramHash::sha1 ? EVP_sha1() : EVP_sha256();
}

// OpenSSL's interface takes bytes as unsigned.
const unsigned char* bytes_of(std::string_view text) {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast)
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string taken(const std::array<unsigned char, EVP_MAX_MD_SIZE>& bytes, std::size_t size) {
  return {bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size)};
}

std::string hashed(const EVP_MD* kind, std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned int size = 0;
  if (EVP_Digest(text.data(), text.size(), bytes.data(), &size, kind, nullptr) != 1) {
    throw std::bad_alloc{};
  }
  return taken(bytes, size);
}

std::string keyed(ScramHash hash, std::string_view key, std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned int size = 0;
  if (HMAC(digest(hash), key.data(), static_cast<int>(key.size()), bytes_of(text), text.size(), bytes.data(), &size) ==
      nullptr) {
    throw std::bad_alloc{};
  }
  return taken(bytes, size);
}

std::string stretched(ScramHash hash, std::string_view password, std::string_view salt, int iterations) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  const int size = EVP_MD_get_size(digest(hash));
  if (PKCS5_PBKDF2_HMAC(password.data(), static_cast<int>(password.size()), bytes_of(salt),
                        static_cast<int>(salt.size()), iterations, digest(hash), size, bytes.data()) != 1) {
    throw std::bad_alloc{};
  }
  return taken(bytes, static_cast<std::size_t>(size));
}

/// Takes `x=value` off the front of a comma-separated message.
std::optional<std::string> take(std::string_view& message, char name) {
  if (message.size() < 2 || message[0] != name || message[1] != '=') {
    return std::nullopt;
  }
  const auto comma = message.find(',');
  const auto value = message.substr(2, comma == std::string_view::npos ? comma : comma - 2);
  message.remove_prefix(comma == std::string_view::npos ? message.size() : comma + 1);
  return std::string{value};
}

std::string escaped(std::string_view name) {
  std::string text;
  for (const char letter : name) {
    text += letter == '=' ? "=3D" : letter == ',' ? "=2C" : std::string(1, letter);
  }
  return text;
}

/// MongoDB keeps a digest of its own of the password for SHA-1.
std::string old_digest(std::string_view user, std::string_view password) {
  return text::hex(hashed(EVP_md5(), fmt::format("{}:mongo:{}", user, password)));
}

tl::unexpected<Error> wrong(std::string_view what) {
  return failed(ErrorKind::lost, fmt::format("the server's part of the login can't be taken: {}", what));
}

}  // namespace

MongoScram::MongoScram(ScramHash hash, std::string user, std::string password, std::string nonce)
    : hash_{hash}, user_{std::move(user)}, password_{std::move(password)}, nonce_{std::move(nonce)} {
  if (hash_ == ScramHash::sha1) {
    password_ = old_digest(user_, password_);
  }
}

std::string MongoScram::first() const {
  return fmt::format("n,,n={},r={}", escaped(user_), nonce_);
}

Result<std::string> MongoScram::answer(std::string_view server_first) {
  auto rest = server_first;
  const auto nonce = take(rest, 'r');
  const auto salt_text = take(rest, 's');
  const auto rounds = take(rest, 'i');
  if (!nonce || !salt_text || !rounds) {
    return wrong("it is no SCRAM message");
  }
  if (!nonce->starts_with(nonce_) || nonce->size() == nonce_.size()) {
    return wrong("its nonce does not go on from ours");
  }
  const auto salt = from_base64(*salt_text);
  int iterations = 0;
  const auto* end = rounds->data() + rounds->size();
  const auto [read, problem] = std::from_chars(rounds->data(), end, iterations);
  if (!salt || problem != std::errc{} || read != end) {
    return wrong("it is no SCRAM message");
  }
  if (iterations < fewest_iterations || iterations > most_iterations) {
    return wrong(fmt::format("{} iterations, outside {}-{}", iterations, fewest_iterations, most_iterations));
  }
  const auto salted = stretched(hash_, password_, *salt, iterations);
  const auto client_key = keyed(hash_, salted, "Client Key");
  const auto without_proof = fmt::format("c=biws,r={}", *nonce);
  const auto signed_text = fmt::format("n={},r={},{},{}", escaped(user_), nonce_, server_first, without_proof);
  auto proof = keyed(hash_, hashed(digest(hash_), client_key), signed_text);
  for (std::size_t at = 0; at < proof.size(); ++at) {
    proof[at] = static_cast<char>(proof[at] ^ client_key[at]);
  }
  proof_of_server_ = base64(keyed(hash_, keyed(hash_, salted, "Server Key"), signed_text));
  return fmt::format("{},p={}", without_proof, base64(proof));
}

Result<void> MongoScram::check(std::string_view server_final) const {
  auto rest = server_final;
  const auto proof = take(rest, 'v');
  if (!proof || proof_of_server_.empty() || proof->size() != proof_of_server_.size() ||
      CRYPTO_memcmp(proof->data(), proof_of_server_.data(), proof->size()) != 0) {
    return wrong("it does not prove that it knows the password");
  }
  return {};
}

}  // namespace labcheck::observe
