#pragma once

#include <cstdint>
#include <string>

#include "observe/clients/outcome.hpp"
#include "observe/clients/smtp_perform.hpp"

namespace labcheck::observe {

/// A login to an IMAP server, and its mailboxes or the messages in one of them.
struct ImapRequest {
  std::string host{};
  std::uint16_t port{143};
  MailTls tls{MailTls::none};
  bool verify{true};
  std::string user{};
  std::string password{};
  std::string mailbox{};  ///< the one to search; empty: only the mailboxes are listed
  std::string search{};   ///< what UID SEARCH is given
  std::size_t max_body{1024 * 1024};
};

/// Speaks through the relay on 127.0.0.1:`relay_port`; blocks until the relay is closed or it is done.
TalkOutcome perform_imap(const ImapRequest& request, std::uint16_t relay_port, Deadline deadline);

}  // namespace labcheck::observe
