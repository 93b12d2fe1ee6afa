#include <algorithm>
#include <ctime>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <labcheck/ascii.hpp>

#include "observe/clients/conversation.hpp"
#include "observe/clients/imap_perform.hpp"
#include "observe/clients/mail_answer.hpp"
#include "observe/clients/smtp_perform.hpp"

namespace labcheck::observe {

namespace {

constexpr std::size_t most_on_the_wire = 4 * 1024 * 1024;

/// The mail with its headers; the time of sending is the agent's.
std::string mail_of(const Value& details, const SmtpRequest& request) {
  std::string recipients;
  for (const auto& recipient : request.to) {
    recipients += (recipients.empty() ? "<" : ", <") + recipient + ">";
  }
  std::string body;
  for (const char letter : details.value("body", std::string{})) {
    body += letter == '\n' ? "\r\n" : letter == '\r' ? "" : std::string(1, letter);
  }
  return fmt::format(
      "Date: {:%a, %d %b %Y %H:%M:%S} +0000\r\nFrom: <{}>\r\nTo: {}\r\nSubject: {}\r\nMIME-Version: 1.0\r\n"
      "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{}\r\n",
      fmt::gmtime(std::time(nullptr)), request.from, recipients, details.value("subject", std::string{}), body);
}

Result<SmtpRequest> smtp_request(const Exchange& exchange) {
  const auto& details = exchange.details;
  LABCHECK_TRY_ASSIGN(auto request, mail_request<SmtpRequest>(exchange));
  request.hello = details.value("hello", std::string{"labcheck"});
  request.from = details.value("from", std::string{});
  request.to = details.value("to", std::vector<std::string>{});
  if (std::any_of(request.to.begin(), request.to.end(), holds_controls) || holds_controls(request.from) ||
      holds_controls(details.value("subject", std::string{}))) {
    return failed(ErrorKind::invalid, "from, to or subject holds a control character");
  }
  if (details.contains("subject")) {
    request.content = mail_of(details, request);
  }
  return request;
}

Result<ImapRequest> imap_request(const Exchange& exchange) {
  LABCHECK_TRY_ASSIGN(auto request, mail_request<ImapRequest>(exchange));
  request.mailbox = exchange.details.value("mailbox", std::string{});
  request.search = exchange.details.value("search", std::string{"ALL"});
  if (holds_controls(request.mailbox) || holds_controls(request.search)) {
    return failed(ErrorKind::invalid, "mailbox or search holds a control character");
  }
  return request;
}

}  // namespace

boost::asio::awaitable<Answer> speak_smtp(const Conversation& talk) {
  co_return co_await speak_mail<SmtpRequest>(talk, smtp_request(talk.exchange), perform_smtp, most_on_the_wire);
}

boost::asio::awaitable<Answer> speak_imap(const Conversation& talk) {
  co_return co_await speak_mail<ImapRequest>(talk, imap_request(talk.exchange), perform_imap, most_on_the_wire);
}

}  // namespace labcheck::observe
