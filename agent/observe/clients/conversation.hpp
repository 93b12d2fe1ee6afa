#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <boost/asio/awaitable.hpp>

#include <labcheck/answer.hpp>
#include <labcheck/request.hpp>
#include <labcheck/result.hpp>

#include "observe/clients/client.hpp"

namespace labcheck::observe {

/// An exchange with all that it takes to carry it out; converse() keeps it while the protocol's client works.
struct Conversation {
  Exchange exchange{};
  Opener opener{};
  Deadline deadline{};
  AllowedHost allowed{};
};

/// The clients, one file each. They may throw for details of a wrong shape; converse() turns that into an answer.
boost::asio::awaitable<Answer> speak_tcp(const Conversation& talk);
boost::asio::awaitable<Answer> speak_http(const Conversation& talk);
boost::asio::awaitable<Answer> speak_sql(const Conversation& talk);
boost::asio::awaitable<Answer> speak_dns(const Conversation& talk);
boost::asio::awaitable<Answer> speak_ssh_login(const Conversation& talk);
boost::asio::awaitable<Answer> speak_ftp(const Conversation& talk);
boost::asio::awaitable<Answer> speak_tls(const Conversation& talk);
boost::asio::awaitable<Answer> speak_smtp(const Conversation& talk);
boost::asio::awaitable<Answer> speak_imap(const Conversation& talk);
boost::asio::awaitable<Answer> speak_ldap(const Conversation& talk);
boost::asio::awaitable<Answer> speak_mqtt(const Conversation& talk);
boost::asio::awaitable<Answer> speak_redis(const Conversation& talk);
boost::asio::awaitable<Answer> speak_memcached(const Conversation& talk);
boost::asio::awaitable<Answer> speak_mongodb(const Conversation& talk);
boost::asio::awaitable<Answer> speak_openstack(const Conversation& talk);
boost::asio::awaitable<Answer> speak_kubernetes(const Conversation& talk);

Answer replied(Value reply);
Answer ended(Ending ending, std::string message);

/// Whether a stream that could not be opened says something about the service: nobody listens there.
bool nobody_listens(const Error& error);
/// The answer for a stream that could not be opened, or that broke for a reason of ours.
Answer in_trouble(const Error& error);

/// A library's or a service's words as one line that is fit for a sentence: valid, printable, not too long.
std::string one_line(std::string_view words);

}  // namespace labcheck::observe
