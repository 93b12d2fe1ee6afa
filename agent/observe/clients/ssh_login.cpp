#include <boost/asio/this_coro.hpp>
#include <fmt/format.h>

#include "observe/clients/conversation.hpp"
#include "observe/connecting.hpp"
#include "observe/encoding.hpp"
#include "observe/known_hosts.hpp"
#include "observe/login_attempts.hpp"
#include "observe/stream_socket.hpp"

namespace labcheck::observe {
namespace {

using boost::asio::awaitable;

constexpr std::size_t most_methods = 32;
constexpr Duration goodbye{300};

Value methods_of(const std::string& offered) {
  Value methods = Value::array();
  for (std::size_t from = 0; from < offered.size() && methods.size() < most_methods;) {
    const auto comma = std::min(offered.find(',', from), offered.size());
    methods.push_back(one_line(std::string_view{offered}.substr(from, comma - from)));
    from = comma + 1;
  }
  return methods;
}

Value introduction(Session& session) {
  std::size_t size = 0;
  int type = 0;
  const char* key = libssh2_session_hostkey(session.raw(), &size, &type);
  const std::string_view blob{key != nullptr ? key : "", key != nullptr ? size : 0};
  const char* banner = libssh2_session_banner_get(session.raw());
  return {{"connected", true},
          {"banner", one_line(banner != nullptr ? banner : "")},
          {"host_key", fmt::format("{} {}", key_type(blob), fingerprint(blob))}};
}

/// What a session that broke off means: our way to the service broke, our time is up, or the service's own doing.
Answer broken_off(const std::optional<Error>& broke, bool late, const std::string& message) {
  if (broke && broke->kind != ErrorKind::refused) {
    return in_trouble(*broke);
  }
  if (late) {
    return ended(Ending::timed_out, message);
  }
  return replied({{"connected", true}, {"failure", one_line(message)}});
}

bool late(const Conversation& talk) {
  return left_until(talk.deadline) == Duration{0};
}

awaitable<Answer> log_in_as(const Conversation& talk, std::shared_ptr<Session> session,
                            std::shared_ptr<std::optional<Error>> broke) {
  const auto& details = talk.exchange.details;
  auto reply = introduction(*session);
  LoginAttempts attempts{session, details.at("user").get<std::string>(), talk.deadline};
  const bool told = co_await attempts.ask_methods();
  if (!told) {
    co_return broken_off(*broke, late(talk), attempts.ended() ? attempts.ended()->message : "login: it broke off");
  }
  reply["methods"] = methods_of(attempts.offered());
  const bool open_door = attempts.authenticated();
  if (open_door || details.contains("password")) {
    std::optional<Secret> password;
    if (details.contains("password")) {
      password = Secret{details.at("password").get<std::string>()};
    }
    auto result = Attempt::accepted;
    if (!open_door) {
      result = co_await by_password(attempts, password);
    }
    if (result == Attempt::ended && attempts.ended()->ending != Ending::login_refused) {
      co_return broken_off(*broke, late(talk), attempts.ended()->message);
    }
    reply["accepted"] = result == Attempt::accepted;
  }
  co_return replied(std::move(reply));
}

}  // namespace

awaitable<Answer> speak_ssh_login(const Conversation& talk) {
  auto opened = co_await talk.opener(talk.exchange.host, talk.exchange.port, talk.deadline);
  if (!opened) {
    co_return in_trouble(opened.error());
  }
  const auto executor = co_await boost::asio::this_coro::executor;
  auto way = socket_over(executor, std::move(*opened));
  if (!way) {
    co_return in_trouble(way.error());
  }
  const auto broke = way->broke;
  const auto session = std::make_shared<Session>(std::move(way->socket));
  Target target{.host = talk.exchange.host, .port = talk.exchange.port, .login = {}, .started = {}};
  const auto each = left_until(talk.deadline) / 2;  // of the banner, and of the key exchange
  const auto overrun = deadline_in(each);
  const auto bad = co_await shake_hands(session, std::move(target), each);
  if (bad) {
    const bool silent = !session->hung_up() && std::chrono::steady_clock::now() >= overrun;
    session->drop("no handshake");
    co_return broken_off(*broke, silent, bad->message);
  }
  auto answer = co_await log_in_as(talk, session, broke);
  co_await session->close(deadline_in(goodbye));
  co_return answer;
}

}  // namespace labcheck::observe
