#pragma once

#include <optional>
#include <string>

#include "ledger/key.hpp"

namespace labcheck::cli {

/// The secret key of `--sign`; none where the option isn't given.
Result<std::optional<ledger::SigningKey>> signing_key(const std::string& file);

}  // namespace labcheck::cli
