#include "observe/clients/ldap_perform.hpp"
#include "observe/clients/mail_answer.hpp"

namespace labcheck::observe {

namespace {

constexpr std::size_t most_on_the_wire = 4 * 1024 * 1024;

/// Throws for values of a wrong type.
Result<LdapRequest> ldap_request(const Exchange& exchange) {
  const auto& details = exchange.details;
  LABCHECK_TRY_ASSIGN(const auto place, make_http_url("http", exchange.host, exchange.port, "/"));
  LdapRequest request;
  request.host = place.host;
  request.port = place.port;
  request.tls = read_mail_tls(details);
  request.verify = details.value("verify", true);
  request.bind = details.value("bind", std::string{});
  request.password = details.value("password", std::string{});
  request.search = details.contains("base");
  request.base = details.value("base", std::string{});
  const auto scope = details.value("scope", std::string{"sub"});
  request.scope = scope == "base" ? LdapScope::base : scope == "one" ? LdapScope::one : LdapScope::sub;
  request.filter = details.value("filter", std::string{"(objectClass=*)"});
  request.attributes = details.value("attributes", std::vector<std::string>{});
  return request;
}

TalkOutcome perform(const LdapRequest& request, std::uint16_t relay_port, Deadline) {
  return perform_ldap(request, relay_port);
}

}  // namespace

boost::asio::awaitable<Answer> speak_ldap(const Conversation& talk) {
  co_return co_await speak_mail<LdapRequest>(talk, ldap_request(talk.exchange), perform, most_on_the_wire);
}

}  // namespace labcheck::observe
