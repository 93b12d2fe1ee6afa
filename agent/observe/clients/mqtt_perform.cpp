#include "observe/clients/mqtt_perform.hpp"

#include <algorithm>
#include <memory>

#include <fmt/format.h>
#include <mosquitto.h>
#include <mqtt_protocol.h>
#include <openssl/ssl.h>

#include "observe/clients/conversation.hpp"

namespace labcheck::observe {

namespace {

constexpr std::size_t most_messages = 1'000;
constexpr int keep_alive = 600;
constexpr int patience = 50;  ///< milliseconds of one look
constexpr int at_least_once = 1;

using Broker = std::unique_ptr<mosquitto, decltype(&mosquitto_destroy)>;
using Settings = std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)>;

/// What libmosquitto's callbacks note; they may not throw through its C code.
struct Noted {
  bool answered{false};  ///< to the login
  bool subscribed{false};
  bool published{false};
  bool overflow{false};
  bool lost{false};
  int version{5};
  Value refused = nullptr;
  Value messages = Value::array();
};

void refuse(Noted& noted, int code, const char* stage) noexcept {
  try {
    const bool five = noted.version == MQTT_PROTOCOL_V5;
    const bool login = std::string_view{stage} == "login";
    const char* words = five ? mosquitto_reason_string(code) : login ? mosquitto_connack_string(code) : "refused";
    noted.refused = {{"code", std::to_string(code)}, {"message", one_line(words)}, {"stage", stage}};
  } catch (const std::exception&) {
    noted.overflow = true;
  }
}

void on_connect(mosquitto*, void* target, int code, int, const mosquitto_property*) noexcept {
  auto& noted = *static_cast<Noted*>(target);
  noted.answered = true;
  if (code != 0) {
    refuse(noted, code, "login");
  }
}

void on_subscribe(mosquitto*, void* target, int, int count, const int* granted, const mosquitto_property*) noexcept {
  auto& noted = *static_cast<Noted*>(target);
  noted.subscribed = true;
  if (count != 1 || granted[0] > 2) {
    refuse(noted, count == 1 ? granted[0] : MQTT_RC_UNSPECIFIED, "subscribe");
  }
}

void on_publish(mosquitto*, void* target, int, int code, const mosquitto_property*) noexcept {
  auto& noted = *static_cast<Noted*>(target);
  noted.published = true;
  if (code >= 128) {
    refuse(noted, code, "publish");
  }
}

void on_message(mosquitto*, void* target, const mosquitto_message* message, const mosquitto_property*) noexcept {
  auto& noted = *static_cast<Noted*>(target);
  if (noted.messages.size() >= most_messages) {
    noted.overflow = true;
    return;
  }
  try {
    const std::string_view payload{static_cast<const char*>(message->payload),
                                   static_cast<std::size_t>(std::max(message->payloadlen, 0))};
    noted.messages.push_back(
        {{"topic", valid_utf8(message->topic)}, {"payload", valid_utf8(payload)}, {"retained", message->retain}});
  } catch (const std::exception&) {
    noted.overflow = true;
  }
}

void on_disconnect(mosquitto*, void* target, int, const mosquitto_property*) noexcept {
  static_cast<Noted*>(target)->lost = true;
}

/// libmosquitto would compare the certificate with 127.0.0.1, so that OpenSSL is told itself whom to expect.
Settings tls_settings(const MqttRequest& request) {
  Settings settings{SSL_CTX_new(TLS_client_method()), SSL_CTX_free};
  if (settings && request.verify) {
    auto* wanted = SSL_CTX_get0_param(settings.get());
    SSL_CTX_set_default_verify_paths(settings.get());
    SSL_CTX_set_verify(settings.get(), SSL_VERIFY_PEER, nullptr);
    if (X509_VERIFY_PARAM_set1_ip_asc(wanted, request.host.c_str()) != 1) {
      X509_VERIFY_PARAM_set1_host(wanted, request.host.c_str(), request.host.size());
    }
  }
  return settings;
}

class MqttTalk {
 public:
  MqttTalk(const MqttRequest& request, Deadline deadline)
      : request_{request},
        deadline_{deadline},
        settings_{request.tls ? tls_settings(request) : Settings{nullptr, SSL_CTX_free}},
        broker_{mosquitto_new(request.client.empty() ? nullptr : request.client.c_str(), true, &noted_),
                mosquitto_destroy} {}

  TalkOutcome run(std::uint16_t relay_port) {
    if (!broker_ || (request_.tls && !settings_)) {
      return {.ending = TalkEnding::failed, .failure = "libmosquitto has no memory"};
    }
    set();
    code_ = mosquitto_connect_bind_v5(broker_.get(), "127.0.0.1", relay_port, keep_alive, nullptr, nullptr);
    const bool in = good() && look_until(noted_.answered) && noted_.refused.is_null();
    const bool heard = in && subscribe() && publish();
    if (heard) {
      listen();
    }
    return outcome(in);
  }

 private:
  void set() {
    auto* broker = broker_.get();
    noted_.version = request_.version;
    mosquitto_int_option(broker, MOSQ_OPT_PROTOCOL_VERSION, request_.version);
    if (request_.tls) {
      mosquitto_int_option(broker, MOSQ_OPT_SSL_CTX_WITH_DEFAULTS, 0);
      mosquitto_void_option(broker, MOSQ_OPT_SSL_CTX, settings_.get());
      mosquitto_tls_insecure_set(broker, true);
    }
    if (!request_.user.empty()) {
      mosquitto_username_pw_set(broker, request_.user.c_str(), request_.password.c_str());
    }
    mosquitto_connect_v5_callback_set(broker, on_connect);
    mosquitto_subscribe_v5_callback_set(broker, on_subscribe);
    mosquitto_publish_v5_callback_set(broker, on_publish);
    mosquitto_message_v5_callback_set(broker, on_message);
    mosquitto_disconnect_v5_callback_set(broker, on_disconnect);
  }

  bool good() const { return code_ == MOSQ_ERR_SUCCESS && !noted_.overflow; }

  /// Whether it came about; never connects anew.
  bool look_until(const bool& happened) {
    while (!happened && good() && !noted_.lost && left_until(deadline_) > Duration{0}) {
      code_ = mosquitto_loop(broker_.get(), patience, 1);
    }
    return happened && !noted_.overflow;
  }

  bool subscribe() {
    if (request_.subscribe.empty()) {
      return true;
    }
    code_ = mosquitto_subscribe_v5(broker_.get(), nullptr, request_.subscribe.c_str(), at_least_once, 0, nullptr);
    return look_until(noted_.subscribed) && noted_.refused.is_null();
  }

  bool publish() {
    if (request_.topic.empty()) {
      return true;
    }
    code_ =
        mosquitto_publish_v5(broker_.get(), nullptr, request_.topic.c_str(), static_cast<int>(request_.message.size()),
                             request_.message.data(), at_least_once, request_.retain, nullptr);
    return look_until(noted_.published) && noted_.refused.is_null();
  }

  void listen() {
    const auto end = std::min(deadline_, deadline_in(request_.wait));
    while (!request_.subscribe.empty() && noted_.messages.size() < request_.count && good() && !noted_.lost &&
           left_until(end) > Duration{0}) {
      code_ = mosquitto_loop(broker_.get(), patience, 1);
    }
    done_ = good() && !noted_.lost;
    if (done_) {
      mosquitto_disconnect_v5(broker_.get(), 0, nullptr);
    }
  }

  TalkOutcome outcome(bool accepted) {
    TalkOutcome outcome{.ending = TalkEnding::answered, .reply = {{"connected", true}, {"accepted", accepted}}};
    if (noted_.overflow) {
      return {.ending = TalkEnding::truncated, .failure = "more messages than are taken"};
    }
    if (!noted_.refused.is_null()) {
      outcome.reply["refused"] = noted_.refused;
    } else if (!done_) {
      const bool ours = code_ == MOSQ_ERR_NOMEM || code_ == MOSQ_ERR_INVAL || code_ == MOSQ_ERR_NOT_SUPPORTED;
      outcome.ending = ours ? TalkEnding::failed : TalkEnding::spoke_wrongly;
      outcome.failure =
          code_ == MOSQ_ERR_SUCCESS ? "the broker ended the connection" : one_line(mosquitto_strerror(code_));
    } else {
      outcome.reply["messages"] = std::move(noted_.messages);
    }
    return outcome;
  }

  const MqttRequest& request_;
  Deadline deadline_;
  Noted noted_{};
  Settings settings_;
  Broker broker_;
  int code_{MOSQ_ERR_SUCCESS};
  bool done_{false};
};

}  // namespace

TalkOutcome perform_mqtt(const MqttRequest& request, std::uint16_t relay_port, Deadline deadline) {
  return MqttTalk{request, deadline}.run(relay_port);
}

}  // namespace labcheck::observe
