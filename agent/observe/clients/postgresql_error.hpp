#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace labcheck::observe {

struct LoginRefusal {
  std::string state{};    ///< SQLSTATE: "28P01"
  std::string message{};  ///< the server's own words, one line
};

/// libpq's words without where it was connected to, which is our relay.
std::string_view without_address(std::string_view words);

/// Takes the server's no out of libpq's verbose words for a failed login, the only place where its SQLSTATE stands;
/// nothing when the words are libpq's own. The severity in front may be in any language.
std::optional<LoginRefusal> read_login_refusal(std::string_view words);

}  // namespace labcheck::observe
