// The clients of object stores, OpenStack and Kubernetes with servers that mean no good. What they do with the real
// services is shown in tests/lab/types (s3, swift, openstack, kubernetes).
#include <fstream>
#include <iterator>
#include <mutex>
#include <thread>

#include <doctest/doctest.h>

#include "support/nginx.hpp"
#include "support/scripted_service.hpp"
#include "talk.hpp"

using namespace labcheck;
using namespace labcheck::test;

namespace {

Exchange s3(std::uint16_t port, const std::string& method = "GET") {
  return {.protocol = "s3",
          .host = "127.0.0.1",
          .port = port,
          .details = {{"method", method},
                      {"scheme", "http"},
                      {"target", "/b/a%20b?list-type=2"},
                      {"access_key", "exam"},
                      {"secret_key", "exam-secret"},
                      {"region", "us-east-1"}}};
}

Exchange keystone(std::uint16_t port) {
  return {.protocol = "openstack",
          .host = "127.0.0.1",
          .port = port,
          .details = {{"kind", "keystone"},
                      {"scheme", "http"},
                      {"login", {{"method", "POST"}, {"target", "/v3/auth/tokens"}, {"body", "{}"}}},
                      {"service", "compute"},
                      {"ask", {{"method", "GET"}, {"path", "/servers"}}}}};
}

Exchange tempauth(std::uint16_t port) {
  auto exchange = keystone(port);
  exchange.details["kind"] = "tempauth";
  exchange.details["login"] = {{"method", "GET"}, {"target", "/auth/v1.0"}};
  exchange.details["service"] = "object-store";
  return exchange;
}

std::string response(const std::string& status, const std::string& body, const std::string& headers = {}) {
  return "HTTP/1.1 " + status + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + headers + "\r\n" + body;
}

std::string catalog(const std::string& url) {
  const Value endpoint{{"region", "One"}, {"interface", "public"}, {"url", url}};
  return Value{{"token",
                {{"user", {{"name", "li"}}},
                 {"project", {{"name", "shop"}}},
                 {"roles", {{{"name", "member"}}}},
                 {"catalog", {{{"type", "compute"}, {"name", "nova"}, {"endpoints", {endpoint}}}}}}}}
      .dump();
}

std::string grant(const std::string& body) {
  return response("201 Created", body, "X-Subject-Token: gAAAA-the-token\r\n");
}

/// A server that answers every request alike and keeps what it was asked.
class Answering {
 public:
  explicit Answering(std::string answer)
      : service_{[this, answer = std::move(answer)](const Peer& peer) {
          const auto request = peer.receive("\r\n\r\n");
          {
            const std::lock_guard lock{mutex_};
            asked_ += request;
          }
          peer.send(answer);
        }} {}
  std::uint16_t port() const { return service_.port(); }
  std::string asked() {
    const std::lock_guard lock{mutex_};
    return asked_;
  }

 private:
  std::mutex mutex_{};
  std::string asked_{};
  ScriptedService service_;
};

Value ask(const Exchange& exchange) {
  const auto talked = talk(exchange);
  REQUIRE_MESSAGE(talked.answer.ending == Ending::completed, talked.answer.message);
  return talked.answer.reply;
}

std::string read_file(const std::string& path) {
  std::ifstream file{path};
  return {std::istreambuf_iterator<char>{file}, {}};
}

std::vector<Exchange> all(std::uint16_t port) {
  return {s3(port), keystone(port), tempauth(port)};
}

}  // namespace

TEST_SUITE("clients/cloud with rogue servers") {
  TEST_CASE("nobody there, silence, endless answers and other languages, for every client") {
    const ScriptedService silent{[](const Peer& peer) { peer.wait_for_end(); }};
    const ScriptedService endless{[](const Peer& peer) {
      peer.send("HTTP/1.1 200 OK\r\n\r\n");
      while (peer.send(std::string(65'536, 'x'))) {
      }
    }};
    const ScriptedService headers{[](const Peer& peer) {
      peer.send("HTTP/1.1 200 OK\r\n");
      while (peer.send("X-More: " + std::string(4'096, 'x') + "\r\n")) {
      }
    }};
    const Answering smtp{"220 mail\r\n"};
    const Answering half{"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<ListBucketResult>"};
    const ScriptedService resets{[](const Peer& peer) {
      peer.receive("\r\n\r\n");
      peer.reset();
    }};
    for (const auto& exchange : all(free_port())) {
      CHECK(ask(exchange).at("connected") == false);
    }
    for (const auto& exchange : all(silent.port())) {
      const auto talked = talk(exchange, Duration{500});
      CHECK(talked.answer.ending == Ending::timed_out);
      CHECK(talked.elapsed < Duration{1'700});
    }
    for (const auto port : {endless.port(), headers.port()}) {
      for (const auto& exchange : all(port)) {
        CHECK(talk(exchange).answer.ending == Ending::truncated);
      }
    }
    for (const auto port : {smtp.port(), half.port(), resets.port()}) {
      for (const auto& exchange : all(port)) {
        const auto reply = ask(exchange);
        CHECK(reply.at("connected") == true);
        CHECK(reply.contains("failure"));
        CHECK_FALSE(reply.contains("status"));
        CHECK_FALSE(reply.contains("grant"));
      }
    }
  }
}

TEST_SUITE("clients/s3") {
  TEST_CASE("a request is signed, the secret stays here, and nobody in particular signs nothing") {
    Answering server{response("200 OK", "<a/>", "ETag: \"x\"\r\n")};
    const auto reply = ask(s3(server.port()));
    CHECK(reply.at("status") == 200);
    CHECK(reply.at("body") == "<a/>");
    CHECK(reply.at("size") == 4);
    CHECK(reply.at("headers").at("etag") == "\"x\"");
    const auto asked = server.asked();
    CHECK(asked.starts_with("GET /b/a%20b?list-type=2 HTTP/1.1\r\n"));
    CHECK(asked.find("Authorization: AWS4-HMAC-SHA256 Credential=exam/") != std::string::npos);
    CHECK(asked.find("exam-secret") == std::string::npos);
    Answering open{response("200 OK", "x")};
    auto anonymous = s3(open.port());
    anonymous.details.erase("access_key");
    ask(anonymous);
    CHECK(open.asked().find("Authorization") == std::string::npos);
  }

  TEST_CASE("bytes that are no text are hashed as they are; a redirect is not followed") {
    const Answering binary{response("200 OK", std::string{"\xFF\x00\x01", 3})};
    const auto reply = ask(s3(binary.port()));
    CHECK(reply.at("size") == 3);
    CHECK(reply.at("sha256") == "942e1e2a66a427b6551732f758bc314f22b9cdec9365a3425c9184de299392b5");
    const Answering moved{response("307 Temporary Redirect", "", "Location: http://203.0.113.9/\r\n")};
    const auto talked = talk(s3(moved.port()));
    CHECK(talked.answer.reply.at("status") == 307);
    CHECK(talked.opened.size() == 1);
  }

  TEST_CASE("what can't be asked is our own error") {
    auto exchange = s3(1);
    exchange.details["method"] = "PATCH";
    CHECK(talk(exchange).answer.message == "'PATCH' is no method of S3");
    exchange.details = {{"method", 1}};
    CHECK(talk(exchange).answer.ending == Ending::failed);
    exchange = s3(1);
    exchange.details["access_key"] = "a\r\nX: b";
    CHECK(talk(exchange).answer.message == "'Authorization' is no header with a plain text");
  }
}

TEST_SUITE("clients/openstack") {
  TEST_CASE("the catalog is followed to the lab's hosts, with the token, which is in no reply") {
    Answering nova{response("200 OK", "{\"servers\": []}")};
    const Answering identity{grant(catalog("http://127.0.0.1:" + std::to_string(nova.port()) + "/v2.1/"))};
    const auto reply = ask(keystone(identity.port()));
    CHECK(reply.at("answer").at("body") == "{\"servers\": []}");
    CHECK(reply.at("grant") == Value{{"user", "li"}, {"project", "shop"}, {"roles", {"member"}}});
    CHECK(nova.asked().starts_with("GET /v2.1/servers HTTP/1.1\r\n"));
    CHECK(nova.asked().find("X-Auth-Token: gAAAA-the-token\r\n") != std::string::npos);
    CHECK(reply.dump().find("gAAAA") == std::string::npos);
  }

  TEST_CASE("a name that the scenario knows is gone to at its address, under its own name") {
    Answering nova{response("200 OK", "{}")};
    const Answering identity{grant(catalog("http://Controller:" + std::to_string(nova.port())))};
    auto exchange = keystone(identity.port());
    exchange.details["hosts"] = {{"controller", "127.0.0.1"}};
    CHECK(ask(exchange).contains("answer"));
    CHECK(nova.asked().find("Host: controller:") != std::string::npos);
  }

  TEST_CASE("nothing else is followed") {
    for (const auto* url : {"http://203.0.113.9:8774/v2.1", "http://controller:8774", "http://localhost:1/",
                            "file:///x", "http://li:pw@127.0.0.1/", "", "no url", "http://127.0.0.1@203.0.113.9/"}) {
      const Answering identity{grant(catalog(url))};
      const auto talked = talk(keystone(identity.port()));
      REQUIRE(talked.answer.ending == Ending::completed);
      CHECK(talked.opened.size() == 1);
      CHECK(talked.answer.reply.at("failure").get<std::string>().starts_with("endpoint not followed: "));
      CHECK_FALSE(talked.answer.reply.contains("answer"));
    }
    const Answering swift{response("200 OK", "", "X-Auth-Token: t\r\nX-Storage-Url: http://203.0.113.9/v1/A\r\n")};
    CHECK(ask(tempauth(swift.port())).at("failure") ==
          "endpoint not followed: 203.0.113.9 is none of this lab's hosts");
  }

  TEST_CASE("an identity service that grants nothing, or half of it") {
    const Answering denied{response("401 Unauthorized", "{\"error\": {\"message\": \"who\\nare you\"}}")};
    CHECK(ask(keystone(denied.port())).at("login") == Value{{"status", 401}, {"message", "who are you"}});
    const Answering tokenless{response("201 Created", catalog("http://127.0.0.1"))};
    CHECK(ask(keystone(tokenless.port())).at("failure") ==
          "the identity service's answer has no usable x-subject-token");
    const Answering odd{response("201 Created", "{}", "X-Subject-Token: a b\r\n")};
    CHECK(ask(keystone(odd.port())).contains("failure"));
    for (const auto& body : {std::string{"{\"token\": []}"}, std::string{"[1"}, std::string(100'000, '[')}) {
      const Answering identity{grant(body)};
      CHECK(ask(keystone(identity.port())).at("failure") == "the identity service's answer has no token in it");
    }
    const Answering wild{grant("{\"token\": {\"user\": 1, \"roles\": \"x\", \"catalog\": {\"a\": [1]}}}")};
    CHECK(ask(keystone(wild.port())).at("failure") ==
          "the catalog has no public endpoint of type compute (it has nothing)");
  }

  TEST_CASE("the endpoint is the one of its type, interface and region") {
    const Answering identity{grant(catalog("http://127.0.0.1:1"))};
    auto exchange = keystone(identity.port());
    exchange.details["region"] = "Two";
    CHECK(ask(exchange).at("failure") ==
          "the catalog has no public endpoint of type compute in region Two (it has compute)");
    exchange.details["region"] = "One";
    CHECK(ask(exchange).at("failure").get<std::string>().starts_with("compute: "));  // nobody listens there
    exchange.details["interface"] = "admin";
    CHECK(ask(exchange).at("failure") ==
          "the catalog has no admin endpoint of type compute in region One (it has compute)");
  }

  TEST_CASE("an openrc that is of no use, or leads elsewhere, opens nothing") {
    auto exchange = keystone(1);
    exchange.details["unusable"] = "the openrc has no OS_AUTH_URL";
    auto talked = talk(exchange);
    CHECK(talked.answer.reply == Value{{"connected", false}, {"unusable", "the openrc has no OS_AUTH_URL"}});
    CHECK(talked.opened.empty());
    exchange = keystone(1);
    exchange.host = "203.0.113.9";
    talked = talk(exchange);
    CHECK(talked.answer.reply.at("unusable") == "203.0.113.9 is none of this lab's hosts");
    CHECK(talked.opened.empty());
  }
}

TEST_SUITE("clients/kubernetes over TLS") {
  const Nginx& api() {
    static const Nginx server{
        "ssl_client_certificate certificate.pem; ssl_verify_client optional;\n"
        "location / { return 200 \"$ssl_client_verify $ssl_client_s_dn $http_authorization\"; }\n"
        "location /away { return 302 http://203.0.113.9/; }"};
    return server;
  }

  Exchange kubernetes() {
    return {.protocol = "kubernetes",
            .host = "127.0.0.1",
            .port = api().tls_port(),
            .details = {{"scheme", "https"},
                        {"name", "localhost"},
                        {"target", "/api/v1/nodes"},
                        {"authorities", read_file(api().file("certificate.pem"))}}};
  }

  TEST_CASE("the server's authority is the only one trusted, and its name counts") {
    CHECK(ask(kubernetes()).at("status") == 200);
    auto exchange = kubernetes();
    exchange.details["name"] = "elsewhere.lab";
    CHECK(ask(exchange).at("failure").get<std::string>().find("elsewhere.lab") != std::string::npos);
    exchange.details["verify"] = false;
    CHECK(ask(exchange).at("status") == 200);
    exchange = kubernetes();
    exchange.details.erase("authorities");
    CHECK(ask(exchange).contains("failure"));
    const Nginx other{""};
    exchange.details["authorities"] = read_file(other.file("certificate.pem"));
    CHECK(ask(exchange).contains("failure"));
    exchange.details["authorities"] = "-----BEGIN CERTIFICATE-----\nno\n-----END CERTIFICATE-----\n";
    CHECK(ask(exchange).contains("failure"));
  }

  TEST_CASE("who asks is shown by a certificate, or said by a token") {
    auto exchange = kubernetes();
    exchange.details["certificate"] = exchange.details["authorities"];
    exchange.details["key"] = read_file(api().file("key.pem"));
    CHECK(ask(exchange).at("body") == "SUCCESS CN=localhost ");
    auto token = kubernetes();
    token.details["token"] = "abc";
    CHECK(ask(token).at("body") == "NONE  Bearer abc");
    token.details["token"] = "a\r\nX: b";
    CHECK(talk(token).answer.ending == Ending::failed);
  }

  TEST_CASE("a key that is another's, none at all, or locked fails without asking anybody") {
    const Nginx other{""};
    auto exchange = kubernetes();
    exchange.details["certificate"] = exchange.details["authorities"];
    run_program({"openssl", "pkcs8", "-topk8", "-in", other.file("key.pem"), "-out", other.file("locked.pem"),
                 "-passout", "pass:secret"},
                other.file("openssl.log"));
    for (const auto& key : {read_file(other.file("key.pem")), std::string{"-----BEGIN PRIVATE KEY-----\nno\n"},
                            read_file(other.file("locked.pem"))}) {
      exchange.details["key"] = key;
      const auto talked = talk(exchange, Duration{3'000});
      REQUIRE_MESSAGE(talked.answer.ending == Ending::completed, talked.answer.message);
      CHECK(talked.answer.reply.contains("failure"));
      CHECK(talked.elapsed < Duration{2'500});
    }
  }

  TEST_CASE("a redirect is only a status; a server that is none of the lab's is not gone to") {
    auto exchange = kubernetes();
    exchange.details["target"] = "/away";
    const auto talked = talk(exchange);
    CHECK(talked.answer.reply.at("status") == 302);
    CHECK(talked.opened.size() == 1);
    exchange.host = "203.0.113.9";
    const auto away = talk(exchange);
    CHECK(away.answer.reply.at("unusable") == "203.0.113.9 is none of this lab's hosts");
    CHECK(away.opened.empty());
  }
}
