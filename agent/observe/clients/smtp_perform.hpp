#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <labcheck/value.hpp>

#include "observe/deadline.hpp"

namespace labcheck::observe {

enum class MailTls { none, starttls, implicit };

/// A talk with a mail server: a login, whom it would take mail for, or a mail for them.
struct SmtpRequest {
  std::string host{};
  std::uint16_t port{25};
  MailTls tls{MailTls::none};
  bool verify{true};
  std::string hello{};
  std::string user{};
  std::string password{};
  std::string from{};
  std::vector<std::string> to{};
  std::string content{};  ///< the whole mail, headers included; empty for none
};

enum class MailEnding {
  answered,       ///< done, or refused by the server
  spoke_wrongly,  ///< the server spoke another protocol, broke off, or TLS failed
  truncated,      ///< more than is taken
  failed,         ///< libcurl's own trouble
};

struct MailOutcome {
  MailEnding ending{MailEnding::failed};
  Value reply = Value::object();  ///< whatever is known
  std::string failure{};          ///< unless answered: one sentence
};

/// Speaks through the relay on 127.0.0.1:`relay_port`; blocks until the relay is closed or it is done.
MailOutcome perform_smtp(const SmtpRequest& request, std::uint16_t relay_port, Deadline deadline);

}  // namespace labcheck::observe
