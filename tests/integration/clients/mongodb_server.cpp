#include "mongodb_server.hpp"

#include <array>

#include <bson/bson.h>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "observe/encoding.hpp"

namespace labcheck::test {

namespace {

/// Frees it; a unique_ptr would lose the alignment that libbson's type asks for.
class Document {
 public:
  explicit Document(bson_t* document) : document_{document} {}
  ~Document() { bson_destroy(document_); }
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;
  bson_t* get() const { return document_; }

 private:
  bson_t* document_;
};

std::string number(std::uint32_t value) {
  std::string bytes;
  for (int shift = 0; shift < 32; shift += 8) {
    bytes += static_cast<char>((value >> shift) & 0xFF);
  }
  return bytes;
}

std::uint32_t number_at(const std::string& bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t byte = 4; byte-- > 0;) {
    value = (value << 8) | static_cast<unsigned char>(bytes[at + byte]);
  }
  return value;
}

std::string next_message(const Peer& peer) {
  std::string message;
  while (message.size() < 4 || message.size() < number_at(message, 0)) {
    const auto more = peer.receive("");
    if (more.empty()) {
      return "";
    }
    message += more;
  }
  return message;
}

std::string sasl(const std::string& payload, bool done) {
  return Value{{"ok", 1},
               {"conversationId", 1},
               {"done", done},
               {"payload", {{"$binary", {{"base64", observe::base64(payload)}, {"subType", "00"}}}}}}
      .dump();
}

}  // namespace

std::string mongo_reply(const std::string& json, int request_id) {
  bson_error_t problem{};
  const Document document{bson_new_from_json(reinterpret_cast<const std::uint8_t*>(json.data()),
                                             static_cast<ssize_t>(json.size()), &problem)};
  REQUIRE_MESSAGE(document.get() != nullptr, problem.message);
  return number(21 + document.get()->len) + number(77) + number(static_cast<std::uint32_t>(request_id)) + number(2013) +
         number(0) + '\0' +
         std::string(reinterpret_cast<const char*>(bson_get_data(document.get())), document.get()->len);
}

std::unique_ptr<ScriptedService> mongo_server(MongoScript script) {
  return std::make_unique<ScriptedService>([script = std::move(script)](const Peer& peer) {
    while (true) {
      const auto message = next_message(peer);
      if (message.size() < 26 || number_at(message, 12) != 2013) {
        return;
      }
      bson_t document;
      bson_iter_t first;
      const auto* bytes = reinterpret_cast<const std::uint8_t*>(message.data()) + 21;
      if (!bson_init_static(&document, bytes, message.size() - 21) || !bson_iter_init(&first, &document) ||
          !bson_iter_next(&first)) {
        return;
      }
      char* json = bson_as_relaxed_extended_json(&document, nullptr);
      const auto reply = script(bson_iter_key(&first), Value::parse(json));
      bson_free(json);
      if (reply.empty() || !peer.send(mongo_reply(reply, static_cast<int>(number_at(message, 4))))) {
        return;
      }
    }
  });
}

MongoLogins::MongoLogins(bool sha256, std::string password, int iterations)
    : sha256_{sha256}, password_{std::move(password)}, iterations_{iterations} {}

std::string MongoLogins::hmac(const std::string& key, const std::string& text) const {
  std::array<unsigned char, 64> bytes{};
  unsigned int size = 0;
  HMAC(sha256_ ? EVP_sha256() : EVP_sha1(), key.data(), static_cast<int>(key.size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(), bytes.data(), &size);
  return {bytes.begin(), bytes.begin() + size};
}

std::string MongoLogins::hash(const std::string& text) const {
  std::array<unsigned char, 64> bytes{};
  unsigned int size = 0;
  EVP_Digest(text.data(), text.size(), bytes.data(), &size, sha256_ ? EVP_sha256() : EVP_sha1(), nullptr);
  return {bytes.begin(), bytes.begin() + size};
}

std::string MongoLogins::last(const std::string& message) {
  const auto comma = message.rfind(",p=");
  const auto without_proof = message.substr(0, comma);
  auto key = *observe::from_base64(message.substr(comma + 3));
  const std::string salt = "0123456789abcdef";
  std::string salted(sha256_ ? 32 : 20, '\0');
  PKCS5_PBKDF2_HMAC(password_.data(), static_cast<int>(password_.size()),
                    reinterpret_cast<const unsigned char*>(salt.data()), static_cast<int>(salt.size()), iterations_,
                    sha256_ ? EVP_sha256() : EVP_sha1(), static_cast<int>(salted.size()),
                    reinterpret_cast<unsigned char*>(salted.data()));
  const auto everything = conversation_ + "," + without_proof;
  const auto stored = hash(hmac(salted, "Client Key"));
  const auto mask = hmac(stored, everything);
  for (std::size_t at = 0; at < key.size(); ++at) {
    key[at] = static_cast<char>(key[at] ^ mask[at]);
  }
  if (without_proof != "c=biws,r=" + nonce_ || hash(key) != stored) {
    return R"({"ok": 0, "code": 18, "codeName": "AuthenticationFailed", "errmsg": "Authentication failed."})";
  }
  return sasl("v=" + observe::base64(hmac(hmac(salted, "Server Key"), everything)), true);
}

std::string MongoLogins::reply(const std::string& name, const Value& command) {
  const auto payload = *observe::from_base64(command["payload"]["$binary"]["base64"].get<std::string>());
  if (name == "saslContinue") {
    return last(payload);
  }
  nonce_ = payload.substr(payload.find(",r=") + 3) + "server";
  const auto first = fmt::format("r={},s={},i={}", nonce_, observe::base64("0123456789abcdef"), iterations_);
  conversation_ = payload.substr(3) + "," + first;
  return sasl(first, false);
}

}  // namespace labcheck::test
