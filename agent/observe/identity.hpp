#pragma once

#include <string>
#include <vector>

#include <labcheck/answer.hpp>
#include <labcheck/ledger.hpp>
#include <labcheck/request.hpp>

namespace labcheck::observe {

/// What a host is asked about itself, first of all in each session.
Script identity_script();

struct Identity {
  HostFacts facts{};
  bool addresses_known{false};  ///< its interfaces could be read, even if there is no address on them
  std::vector<Flag> flags{};    ///< "preload", "system-mount", "clock-skew", "unidentified-host"
};

/// Reads the answer to `identity_script`. Candidate, host and host key are left to the caller. Every text in it is
/// short and printable, whatever the host says.
Identity read_identity(const Answer& answer);

/// "address-missing", where the roster's lab address is on none of the host's interfaces.
std::vector<Flag> missing_address(const Identity& identity, const std::string& address);

}  // namespace labcheck::observe
