#pragma once

#include <algorithm>
#include <string>

#include <labcheck/ascii.hpp>

#include "observe/clients/carry.hpp"
#include "observe/clients/conversation.hpp"
#include "observe/clients/http_url.hpp"
#include "observe/clients/outcome.hpp"
#include "observe/clients/smtp_perform.hpp"

/// From an exchange to a request, and from its outcome to an answer, for mail servers and directories alike.
namespace labcheck::observe {

inline MailTls read_mail_tls(const Value& details) {
  const auto tls = details.value("tls", std::string{"none"});
  return tls == "starttls" ? MailTls::starttls : tls == "implicit" ? MailTls::implicit : MailTls::none;
}

/// What both mail protocols take; throws for values of a wrong type.
template <class Request>
Result<Request> mail_request(const Exchange& exchange) {
  const auto& details = exchange.details;
  // A host that turns a URL into another one is turned down by the same rules as for http.
  LABCHECK_TRY_ASSIGN(const auto place, make_http_url("http", exchange.host, exchange.port, "/"));
  Request request;
  request.host = place.host;
  request.port = place.port;
  request.tls = read_mail_tls(details);
  request.verify = details.value("verify", true);
  request.user = details.value("user", std::string{});
  request.password = details.value("password", std::string{});
  if (holds_controls(request.user) || holds_controls(request.password)) {
    return failed(ErrorKind::invalid, "user or password holds a control character");
  }
  return request;
}

template <class Request>
boost::asio::awaitable<Answer> speak_mail(const Conversation& talk, Result<Request> request,
                                          TalkOutcome (*perform)(const Request&, std::uint16_t, Deadline),
                                          std::size_t most_on_the_wire) {
  if (!request) {
    co_return in_trouble(request.error());
  }
  std::function<TalkOutcome(std::uint16_t)> work = [wanted = *request, perform,
                                                    deadline = talk.deadline](std::uint16_t relay_port) {
    return perform(wanted, relay_port, deadline);
  };
  auto carried =
      co_await carry<TalkOutcome>(talk, talk.exchange.host, talk.exchange.port, most_on_the_wire, std::move(work));
  co_return answer_of(talk, std::move(carried));
}

}  // namespace labcheck::observe
