#include "observe/key_file.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <vector>

#include <fmt/format.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>

#include "observe/encoding.hpp"
#include "observe/key_container.hpp"
#include "observe/known_hosts.hpp"
#include "observe/wire.hpp"

namespace labcheck::observe {
namespace {

constexpr std::size_t most_bytes = 64U << 10;
using Key = std::shared_ptr<EVP_PKEY>;
using Number = std::unique_ptr<BIGNUM, void (*)(BIGNUM*)>;

PrivateKey without(PrivateKey::State state, std::string trouble, std::string blob = {}) {
  PrivateKey key;
  key.state = state;
  key.trouble = std::move(trouble);
  key.blob = std::move(blob);
  return key;
}

/// A number of an SSH text: the most significant byte first, with a zero in front where its first bit is set.
std::string wire_number_of(const EVP_PKEY& key, const char* name) {
  BIGNUM* raw = nullptr;
  if (EVP_PKEY_get_bn_param(&key, name, &raw) != 1) {
    return wire_text("");
  }
  const Number number{raw, BN_free};
  std::string bytes(static_cast<std::size_t>(BN_num_bytes(raw)) + 1, '\0');
  BN_bn2bin(raw, reinterpret_cast<unsigned char*>(bytes.data()) + 1);
  return wire_text(static_cast<unsigned char>(bytes[1]) >= 0x80 ? bytes : bytes.substr(1));
}

std::string rsa_blob(const EVP_PKEY& key) {
  return wire_text("ssh-rsa") + wire_number_of(key, OSSL_PKEY_PARAM_RSA_E) + wire_number_of(key, OSSL_PKEY_PARAM_RSA_N);
}

/// OpenSSL's key out of n, e and d.
Key make_rsa(const std::vector<std::string_view>& numbers) {
  constexpr const char* names[] = {OSSL_PKEY_PARAM_RSA_N, OSSL_PKEY_PARAM_RSA_E, OSSL_PKEY_PARAM_RSA_D};
  const std::unique_ptr<OSSL_PARAM_BLD, void (*)(OSSL_PARAM_BLD*)> builder{OSSL_PARAM_BLD_new(), OSSL_PARAM_BLD_free};
  std::vector<Number> kept;
  for (std::size_t at = 0; at < numbers.size(); ++at) {
    const auto* bytes = reinterpret_cast<const unsigned char*>(numbers[at].data());
    kept.emplace_back(BN_bin2bn(bytes, static_cast<int>(numbers[at].size()), nullptr), BN_clear_free);
    if (OSSL_PARAM_BLD_push_BN(builder.get(), names[at], kept.back().get()) != 1) {
      return nullptr;
    }
  }
  const std::unique_ptr<OSSL_PARAM, void (*)(OSSL_PARAM*)> parameters{OSSL_PARAM_BLD_to_param(builder.get()),
                                                                      OSSL_PARAM_free};
  const std::unique_ptr<EVP_PKEY_CTX, void (*)(EVP_PKEY_CTX*)> context{
      EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr), EVP_PKEY_CTX_free};
  EVP_PKEY* key = nullptr;
  if (parameters == nullptr || context == nullptr || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_KEYPAIR, parameters.get()) != 1) {
    ERR_clear_error();
    return nullptr;
  }
  return {key, EVP_PKEY_free};
}

Key rsa_of(const KeyContainer& container) {
  WireReader reader{container.private_part};
  reader.take(8);
  if (reader.text() != "ssh-rsa") {
    return nullptr;
  }
  std::vector<std::string_view> numbers;
  for (int count = 0; count < 3; ++count) {
    const auto number = reader.text();
    if (!number) {
      return nullptr;
    }
    numbers.push_back(*number);
  }
  return make_rsa(numbers);
}

/// Its seed is the first half of what the container calls the private key.
Key ed25519_of(const KeyContainer& container) {
  WireReader reader{container.private_part};
  reader.take(8);
  const bool named = reader.text() == "ssh-ed25519";
  reader.text();  // the public half
  const auto secret = reader.text();
  if (!named || !secret || secret->size() != 64) {
    return nullptr;
  }
  return {EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr,
                                       reinterpret_cast<const unsigned char*>(secret->data()), 32),
          EVP_PKEY_free};
}

PrivateKey read_container(const std::string& text, const std::optional<Secret>& passphrase) {
  auto container = open_container(text, passphrase);
  if (!container) {
    return without(PrivateKey::State::useless, container.error().message);
  }
  if (!container->locked.empty()) {
    return without(PrivateKey::State::locked, container->locked, container->blob);
  }
  auto key = without(PrivateKey::State::ready, {}, container->blob);
  key.text = plain_container(*container);
  const auto type = key_type(key.blob);
  key.rsa = type == "ssh-rsa";
  key.own = key.rsa ? rsa_of(*container) : type == "ssh-ed25519" ? ed25519_of(*container) : nullptr;
  return key;
}

int give_passphrase(char* buffer, int size, int, void* data) {
  const auto& passphrase = *static_cast<const std::optional<Secret>*>(data);
  if (!passphrase || passphrase->reveal().size() > static_cast<std::size_t>(size)) {
    return -1;
  }
  std::memcpy(buffer, passphrase->reveal().data(), passphrase->reveal().size());
  return static_cast<int>(passphrase->reveal().size());
}

PrivateKey read_pem(const std::string& text, std::optional<Secret> passphrase) {
  using Bio = std::unique_ptr<BIO, int (*)(BIO*)>;
  const Bio in{BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), BIO_free};
  const Key read{PEM_read_bio_PrivateKey(in.get(), nullptr, give_passphrase, &passphrase), EVP_PKEY_free};
  ERR_clear_error();
  if (!read) {
    const bool encrypted = text.find("ENCRYPTED") != std::string::npos;
    return without(encrypted ? PrivateKey::State::locked : PrivateKey::State::useless,
                   !encrypted   ? "is no private key that can be used"
                   : passphrase ? "has another passphrase"
                                : "needs a passphrase");
  }
  const bool rsa = EVP_PKEY_get_base_id(read.get()) == EVP_PKEY_RSA;
  auto key = without(PrivateKey::State::ready, {}, rsa ? rsa_blob(*read) : "");
  key.rsa = rsa;
  key.own = rsa ? read : nullptr;
  const Bio out{BIO_new(BIO_s_mem()), BIO_free};
  char* bytes = nullptr;
  if (PEM_write_bio_PrivateKey(out.get(), read.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1) {
    const auto size = BIO_get_mem_data(out.get(), &bytes);
    key.text.assign(bytes, static_cast<std::size_t>(size));
  }
  return key;
}

/// `ssh-ed25519 AAAA… comment`: ssh takes such a file for a key that its agent holds.
std::string public_blob(const std::string& text) {
  const auto space = text.find(' ');
  const auto end = text.find_first_of(" \r\n", space == std::string::npos ? space : space + 1);
  auto blob = space == std::string::npos ? std::nullopt : from_base64(text.substr(space + 1, end - space - 1));
  return blob && key_type(*blob) == text.substr(0, space) ? *blob : std::string{};
}

}  // namespace

PrivateKey read_key_file(const std::string& path, const std::optional<Secret>& passphrase) {
  errno = 0;
  std::ifstream file{path, std::ios::binary};
  std::string text(most_bytes, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (text.empty()) {
    return without(errno == ENOENT || errno == ENOTDIR ? PrivateKey::State::missing : PrivateKey::State::useless,
                   "can't be read");
  }
  if (text.find("BEGIN OPENSSH PRIVATE KEY") != std::string::npos) {
    return read_container(text, passphrase);
  }
  if (auto blob = public_blob(text); !blob.empty()) {
    return without(PrivateKey::State::locked, "is a public key alone", std::move(blob));
  }
  return read_pem(text, passphrase);
}

Result<std::string> sign(const PrivateKey& key, std::string_view data, std::string_view algorithm) {
  const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context{EVP_MD_CTX_new(), EVP_MD_CTX_free};
  const auto* bytes = reinterpret_cast<const unsigned char*>(data.data());
  const auto* digest = algorithm == "rsa-sha2-512" ? EVP_sha512() : key.rsa ? EVP_sha256() : nullptr;
  std::size_t size = 0;
  if (context == nullptr || EVP_DigestSignInit(context.get(), nullptr, digest, nullptr, key.own.get()) != 1 ||
      EVP_DigestSign(context.get(), nullptr, &size, bytes, data.size()) != 1) {
    ERR_clear_error();
    return failed(ErrorKind::resource, "the key does not sign");
  }
  std::string signature(size, '\0');
  if (EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size, bytes, data.size()) !=
      1) {
    ERR_clear_error();
    return failed(ErrorKind::resource, "the key does not sign");
  }
  signature.resize(size);
  return signature;
}

}  // namespace labcheck::observe
