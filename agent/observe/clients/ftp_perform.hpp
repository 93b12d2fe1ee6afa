#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include <labcheck/result.hpp>
#include <labcheck/value.hpp>

#include "observe/clients/ftp_road.hpp"
#include "observe/deadline.hpp"

namespace labcheck::observe {

enum class FtpAction { login, list, get, put, remove, mkdir, rmdir };

/// A login to an FTP server and one action there.
struct FtpRequest {
  std::string host{};  ///< the server's real name, for TLS
  std::uint16_t port{21};
  FtpAction action{FtpAction::login};
  std::string path{};
  std::string content{};  ///< of put
  std::string user{};
  std::string password{};
  bool tls{false};
  bool verify{true};
  std::size_t max_body{1024 * 1024};
};

enum class FtpEnding {
  answered,       ///< done, or refused by the server
  spoke_wrongly,  ///< the server spoke no FTP, broke off, gave no data connection, or TLS failed
  truncated,      ///< more replies or data than are taken
  failed,         ///< libcurl's own trouble
};

struct FtpOutcome {
  FtpEnding ending{FtpEnding::failed};
  Value reply = Value::object();  ///< whatever is known: greeting, accepted, refused, body
  std::string failure{};          ///< unless answered: one sentence
};

/// Speaks through the relay on 127.0.0.1:`relay_port`, with data connections by the gate; blocks until the relay is
/// closed or it is done.
FtpOutcome perform_ftp(const FtpRequest& request, const std::shared_ptr<FtpGate>& gate, std::uint16_t relay_port,
                       Deadline deadline);

}  // namespace labcheck::observe
