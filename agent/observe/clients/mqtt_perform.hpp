#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "observe/clients/outcome.hpp"
#include "observe/clients/smtp_perform.hpp"
#include "observe/deadline.hpp"

namespace labcheck::observe {

/// A login to a broker; a subscription, a message published, and what then comes in.
struct MqttRequest {
  std::string host{};
  bool tls{false};
  bool verify{true};
  int version{5};  ///< 5, or 4 for MQTT 3.1.1
  std::string client{};
  std::string user{};
  std::string password{};
  std::string subscribe{};  ///< a topic filter, or empty
  std::string topic{};      ///< where `message` goes, or empty
  std::string message{};
  bool retain{false};
  std::size_t count{1};  ///< messages that are waited for
  Duration wait{5'000};  ///< for them, once the broker took the subscription
};

/// Speaks through the relay on 127.0.0.1:`relay_port`; blocks until the relay is closed or it is done.
TalkOutcome perform_mqtt(const MqttRequest& request, std::uint16_t relay_port, Deadline deadline);

}  // namespace labcheck::observe
