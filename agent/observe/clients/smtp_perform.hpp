#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <labcheck/value.hpp>

#include "observe/clients/outcome.hpp"
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

/// Speaks through the relay on 127.0.0.1:`relay_port`; blocks until the relay is closed or it is done.
TalkOutcome perform_smtp(const SmtpRequest& request, std::uint16_t relay_port, Deadline deadline);

}  // namespace labcheck::observe
