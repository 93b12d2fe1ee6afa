#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <labcheck/result.hpp>
#include <labcheck/secret.hpp>

namespace labcheck::observe {

/// The inside of an `OPENSSH PRIVATE KEY` file: who it belongs to, and its private half once it is decrypted.
struct KeyContainer {
  std::string blob{};          ///< the public key
  std::string private_part{};  ///< empty while `locked`
  std::string locked{};        ///< why it is not decrypted: "needs a passphrase"
};

/// Opens a container; errors when it is none, or is encrypted in a way that is not known. Bcrypt makes this slow.
Result<KeyContainer> open_container(std::string_view text, const std::optional<Secret>& passphrase);

/// The same key as a file that needs no passphrase.
std::string plain_container(const KeyContainer& container);

}  // namespace labcheck::observe
