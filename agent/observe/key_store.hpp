#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <boost/asio/awaitable.hpp>

#include "observe/key_file.hpp"
#include "observe/waiting.hpp"

namespace labcheck::observe {

/// The private keys of a run: each file is read and decrypted once, off the I/O thread, however many hosts want it.
/// Used on the I/O thread only.
class KeyStore {
 public:
  /// The key of a file; a file that can't be read in time is useless.
  boost::asio::awaitable<std::shared_ptr<const PrivateKey>> get(std::string path, std::optional<Secret> passphrase);

 private:
  struct Slot {
    std::shared_ptr<const PrivateKey> key{};
    Signal known{};
  };

  std::map<std::pair<std::string, std::string>, std::shared_ptr<Slot>> slots_{};
};

}  // namespace labcheck::observe
