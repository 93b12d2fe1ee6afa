#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <labcheck/result.hpp>

#include "observe/clients/client.hpp"

namespace labcheck::observe {

/// More rounds of SCRAM are not computed: servers have 4,096 by default, and two billion would take hours.
inline constexpr std::uint64_t most_scram_rounds = 1'000'000;

/// Reads along what a PostgreSQL server says while logging in.
class LoginWatch {
 public:
  /// Takes the next bytes in. An error once they ask for more than is done.
  Result<void> take(std::string_view bytes);

 private:
  Result<void> look_at(char kind, std::string_view body);

  std::string unread_{};
  bool over_{false};
};

/// An opener whose streams end with an error of kind `resource` instead of handing such a challenge on to libpq, which
/// could not be stopped. What TLS hides is not seen.
Opener watching_login(Opener opener);

}  // namespace labcheck::observe
