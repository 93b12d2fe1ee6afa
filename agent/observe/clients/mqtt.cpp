#include <labcheck/value.hpp>

#include "observe/clients/mail_answer.hpp"
#include "observe/clients/mqtt_perform.hpp"

namespace labcheck::observe {

namespace {

constexpr std::size_t most_on_the_wire = 4 * 1024 * 1024;

/// Throws for values of a wrong type.
Result<MqttRequest> mqtt_request(const Exchange& exchange) {
  const auto& details = exchange.details;
  MqttRequest request;
  request.host = exchange.host;
  request.tls = details.value("tls", false);
  request.verify = details.value("verify", true);
  request.version = details.value("version", std::string{"5"}) == "5" ? 5 : 4;
  request.client = details.value("client", std::string{});
  request.user = details.value("user", std::string{});
  request.password = details.value("password", std::string{});
  request.subscribe = details.value("subscribe", std::string{});
  request.topic = details.value("topic", std::string{});
  request.message = details.value("message", std::string{});
  request.retain = details.value("retain", false);
  request.count = details.value("count", std::size_t{1});
  request.wait = Duration{details.value("wait_ms", std::int64_t{5'000})};
  return request;
}

}  // namespace

boost::asio::awaitable<Answer> speak_mqtt(const Conversation& talk) {
  co_return co_await speak_mail<MqttRequest>(talk, mqtt_request(talk.exchange), perform_mqtt, most_on_the_wire);
}

}  // namespace labcheck::observe
