#include "cli/signing.hpp"

namespace labcheck::cli {

Result<std::optional<ledger::SigningKey>> signing_key(const std::string& file) {
  if (file.empty()) {
    return std::nullopt;
  }
  LABCHECK_TRY_ASSIGN(auto key, ledger::SigningKey::read(file));
  return std::optional{std::move(key)};
}

}  // namespace labcheck::cli
