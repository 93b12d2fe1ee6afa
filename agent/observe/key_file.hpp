#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <labcheck/result.hpp>
#include <labcheck/secret.hpp>

using EVP_PKEY = struct evp_pkey_st;

namespace labcheck::observe {

/// A private key out of its file, decrypted: reading and decrypting block, signing does not.
struct PrivateKey {
  enum class State {
    ready,
    missing,  ///< there is no such file
    locked,   ///< no passphrase, a wrong one, or only the public key is here: an ssh-agent may hold it
    useless,  ///< unreadable, or no private key that can be used
  };

  State state{State::useless};
  std::string trouble{};            ///< unless ready: "needs a passphrase"
  std::string text{};               ///< of a ready key: PEM that needs no passphrase
  std::string blob{};               ///< its public half, where the file shows it
  std::shared_ptr<EVP_PKEY> own{};  ///< of a ready RSA or ed25519 key: what `sign` needs
  bool rsa{false};
};

/// Reads a key file (OpenSSH, PEM or PKCS #8, or a public key alone). Blocks: on the disk, and for the passphrase.
PrivateKey read_key_file(const std::string& path, const std::optional<Secret>& passphrase);

/// The signature over `data` of a key that has its `own`, by SSH's name of the algorithm: "ssh-ed25519", "rsa-sha2-512"
/// or "rsa-sha2-256".
Result<std::string> sign(const PrivateKey& key, std::string_view data, std::string_view algorithm);

}  // namespace labcheck::observe
