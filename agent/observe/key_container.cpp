#include "observe/key_container.hpp"

#include <array>
#include <cctype>
#include <memory>

#include <botan/pwdhash.h>
#include <fmt/format.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>

#include "observe/encoding.hpp"
#include "observe/wire.hpp"

namespace labcheck::observe {
namespace {

constexpr std::string_view begin_line = "-----BEGIN OPENSSH PRIVATE KEY-----";
constexpr std::string_view end_line = "-----END OPENSSH PRIVATE KEY-----";
constexpr std::string_view magic{"openssh-key-v1\0", 15};
constexpr std::uint32_t most_rounds = 4096;  ///< ten seconds and more

struct Cipher {
  std::string_view name{};
  const EVP_CIPHER* (*make)(){nullptr};
};

constexpr std::array ciphers{Cipher{"aes256-ctr", EVP_aes_256_ctr}, Cipher{"aes192-ctr", EVP_aes_192_ctr},
                             Cipher{"aes128-ctr", EVP_aes_128_ctr}, Cipher{"aes256-cbc", EVP_aes_256_cbc},
                             Cipher{"aes192-cbc", EVP_aes_192_cbc}, Cipher{"aes128-cbc", EVP_aes_128_cbc},
                             Cipher{"3des-cbc", EVP_des_ede3_cbc}};

tl::unexpected<Error> broken() {
  return failed(ErrorKind::unreadable, "is damaged");
}

/// Key and initial vector out of a passphrase.
std::string derive(const std::string& passphrase, std::string_view salt, std::uint32_t rounds, std::size_t size) {
  std::string derived(size, '\0');
  const auto family = Botan::PasswordHashFamily::create_or_throw("Bcrypt-PBKDF");
  family->from_params(rounds)->derive_key(reinterpret_cast<std::uint8_t*>(derived.data()), size, passphrase.data(),
                                          passphrase.size(), reinterpret_cast<const std::uint8_t*>(salt.data()),
                                          salt.size());
  return derived;
}

std::optional<std::string> decrypt(const EVP_CIPHER* cipher, const std::string& derived, std::string_view bytes) {
  const std::unique_ptr<EVP_CIPHER_CTX, void (*)(EVP_CIPHER_CTX*)> context{EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free};
  const auto* key = reinterpret_cast<const unsigned char*>(derived.data());
  std::string plain(bytes.size() + 64, '\0');
  int size = 0;
  const bool good =
      context != nullptr &&
      EVP_DecryptInit_ex(context.get(), cipher, nullptr, key, key + EVP_CIPHER_key_length(cipher)) == 1 &&
      EVP_CIPHER_CTX_set_padding(context.get(), 0) == 1 &&
      EVP_DecryptUpdate(context.get(), reinterpret_cast<unsigned char*>(plain.data()), &size,
                        reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size())) == 1;
  if (!good || static_cast<std::size_t>(size) != bytes.size()) {
    return std::nullopt;
  }
  plain.resize(bytes.size());
  return plain;
}

/// Two equal random numbers stand first: only the right passphrase brings them back.
bool is_right(std::string_view plain) {
  WireReader reader{plain};
  const auto first = reader.number();
  const auto second = reader.number();
  return first && second && *first == *second;
}

Result<std::string> unlock(std::string_view cipher_name, std::string_view options, const std::string& passphrase,
                           std::string_view bytes) {
  const auto* cipher =
      std::find_if(ciphers.begin(), ciphers.end(), [&](const Cipher& each) { return each.name == cipher_name; });
  if (cipher == ciphers.end()) {
    return failed(ErrorKind::unreadable, fmt::format("is encrypted with {}, which is not supported (ssh-keygen -p -Z "
                                                     "aes256-ctr -f FILE changes it)",
                                                     cipher_name));
  }
  WireReader reader{options};
  const auto salt = reader.text();
  const auto rounds = reader.number();
  if (!salt || salt->empty() || !rounds || *rounds == 0 || *rounds > most_rounds) {
    return broken();
  }
  const auto* method = cipher->make();
  auto derived = derive(
      passphrase, *salt, *rounds,
      static_cast<std::size_t>(EVP_CIPHER_key_length(method)) + static_cast<std::size_t>(EVP_CIPHER_iv_length(method)));
  const auto plain = decrypt(method, derived, bytes);
  OPENSSL_cleanse(derived.data(), derived.size());
  if (!plain) {
    return broken();
  }
  return *plain;
}

std::string body_of(std::string_view text) {
  std::string body;
  for (const char letter : text.substr(0, text.find(end_line))) {
    if (std::isspace(static_cast<unsigned char>(letter)) == 0) {
      body += letter;
    }
  }
  return from_base64(body).value_or("");
}

}  // namespace

Result<KeyContainer> open_container(std::string_view text, const std::optional<Secret>& passphrase) {
  const auto begin = text.find(begin_line);
  if (begin == std::string_view::npos) {
    return failed(ErrorKind::unreadable, "is no private key");
  }
  if (text.find(end_line) == std::string_view::npos) {
    return broken();
  }
  const auto bytes = body_of(text.substr(begin + begin_line.size()));
  WireReader reader{bytes};
  if (reader.take(magic.size()) != magic) {
    return broken();
  }
  const auto cipher = reader.text();
  const auto method = reader.text();
  const auto options = reader.text();
  const auto count = reader.number();
  const auto blob = reader.text();
  const auto locked = reader.text();
  if (!cipher || !method || !options || count != 1U || !blob || !locked) {
    return broken();
  }
  KeyContainer container{.blob = std::string{*blob}, .private_part = {}, .locked = {}};
  if (*cipher == "none") {
    container.private_part = *locked;
    return is_right(*locked) ? Result<KeyContainer>{std::move(container)} : broken();
  }
  if (*method != "bcrypt") {
    return broken();
  }
  if (!passphrase) {
    container.locked = "needs a passphrase";
    return container;
  }
  LABCHECK_TRY_ASSIGN(container.private_part, unlock(*cipher, *options, passphrase->reveal(), *locked));
  if (!is_right(container.private_part)) {
    container.private_part.clear();
    container.locked = "has another passphrase";
  }
  return container;
}

std::string plain_container(const KeyContainer& container) {
  const auto bytes = std::string{magic} + wire_text("none") + wire_text("none") + wire_text("") + wire_number(1) +
                     wire_text(container.blob) + wire_text(container.private_part);
  const auto body = base64(bytes);
  std::string text{begin_line};
  for (std::size_t at = 0; at < body.size(); at += 70) {
    text += '\n' + body.substr(at, 70);
  }
  return text + '\n' + std::string{end_line} + '\n';
}

}  // namespace labcheck::observe
