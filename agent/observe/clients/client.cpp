#include "observe/clients/client.hpp"

#include <string_view>
#include <vector>

#include <fmt/format.h>

#include <labcheck/spelling.hpp>

#include "observe/clients/conversation.hpp"
#include "observe/clients/s3.hpp"

namespace labcheck::observe {

namespace {

struct Client {
  std::string_view protocol{};
  boost::asio::awaitable<Answer> (*speak)(const Conversation& talk){nullptr};
};

constexpr Client clients[] = {{"tcp", speak_tcp},
                              {"http", speak_http},
                              {"sql", speak_sql},
                              {"redis", speak_redis},
                              {"memcached", speak_memcached},
                              {"mongodb", speak_mongodb},
                              {"dns", speak_dns},
                              {"ftp", speak_ftp},
                              {"ssh_login", speak_ssh_login},
                              {"s3", speak_s3},
                              {"openstack", speak_openstack},
                              {"tls", speak_tls},
                              {"smtp", speak_smtp},
                              {"imap", speak_imap},
                              {"ldap", speak_ldap},
                              {"mqtt", speak_mqtt},
                              {"kubernetes", speak_kubernetes}};

const Client* find_client(std::string_view protocol) {
  for (const auto& client : clients) {
    if (client.protocol == protocol) {
      return &client;
    }
  }
  return nullptr;
}

std::string unknown_protocol(const std::string& protocol) {
  std::vector<std::string_view> known;
  for (const auto& client : clients) {
    known.push_back(client.protocol);
  }
  return fmt::format("no client speaks the protocol '{}'{}", protocol, did_you_mean(protocol, known));
}

}  // namespace

boost::asio::awaitable<Answer> converse(Exchange exchange, Opener opener, Deadline deadline, AllowedHost allowed) {
  const auto* client = find_client(exchange.protocol);
  if (client == nullptr) {
    co_return ended(Ending::failed, unknown_protocol(exchange.protocol));
  }
  const Conversation talk{.exchange = std::move(exchange),
                          .opener = std::move(opener),
                          .deadline = deadline,
                          .allowed = std::move(allowed)};
  try {
    co_return co_await client->speak(talk);
  } catch (const std::exception& problem) {
    co_return ended(Ending::failed, fmt::format("{} client: {}", talk.exchange.protocol, one_line(problem.what())));
  }
}

}  // namespace labcheck::observe
