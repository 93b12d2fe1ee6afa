#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "observe/clients/outcome.hpp"
#include "observe/clients/smtp_perform.hpp"

namespace labcheck::observe {

enum class LdapScope { base, one, sub };

/// A bind to a directory, and a search.
struct LdapRequest {
  std::string host{};
  std::uint16_t port{389};
  MailTls tls{MailTls::none};
  bool verify{true};
  std::string bind{};  ///< a distinguished name; empty: nobody
  std::string password{};
  bool search{false};
  std::string base{};
  LdapScope scope{LdapScope::sub};
  std::string filter{};
  std::vector<std::string> attributes{};
};

/// Speaks through the relay on 127.0.0.1:`relay_port`; blocks until the relay is closed or it is done. Referrals are
/// never followed.
TalkOutcome perform_ldap(const LdapRequest& request, std::uint16_t relay_port);

}  // namespace labcheck::observe
