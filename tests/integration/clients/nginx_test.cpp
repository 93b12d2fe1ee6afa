#include <fstream>
#include <set>

#include <doctest/doctest.h>

#include "servers.hpp"
#include "talk.hpp"

using namespace labcheck;
using namespace labcheck::test;

namespace {

Value first_response(const Talked& talked) {
  REQUIRE_MESSAGE(talked.answer.ending == Ending::completed, talked.answer.message);
  return talked.answer.reply.at("responses").at(0);
}

Exchange https(Value details) {
  details["scheme"] = "https";
  return http(nginx().tls_port(), std::move(details));
}

}  // namespace

TEST_SUITE("clients/http with nginx") {
  TEST_CASE("a page comes with status, headers in lower case, body, url and time") {
    const auto talked = talk(http(nginx().port(), {{"target", "/echo?a=1&b=c d"}, {"headers", {{"X-Mark", "here"}}}}));
    const auto response = first_response(talked);
    const auto port = std::to_string(nginx().port());
    CHECK(talked.answer.reply.at("connected") == true);
    CHECK(response.at("connected") == true);
    CHECK(response.at("status") == 200);
    CHECK(response.at("headers").at("x-one") == "a, b");
    CHECK(response.at("headers").at("content-type") == "text/plain");
    CHECK(response.at("body") == "GET 127.0.0.1:" + port + " here |a=1&b=c%20d|");
    CHECK(response.at("url") == "http://127.0.0.1:" + port + "/echo?a=1&b=c%20d");
    CHECK(response.at("elapsed_ms").is_number_integer());
    CHECK_FALSE(response.contains("failure"));
  }

  TEST_CASE("a status that is no success is an answer all the same") {
    const auto response = first_response(talk(http(nginx().port(), {{"target", "/absent"}})));
    CHECK(response.at("status") == 404);
    CHECK(response.at("body") == "not here");
  }

  TEST_CASE("method, body and Host header are the step's") {
    const auto response = first_response(
        talk(http(nginx().port(),
                  {{"method", "DELETE"}, {"target", "/echo"}, {"headers", {{"Host", "shop"}}}, {"body", "12345"}})));
    CHECK(response.at("body") == "DELETE shop  ||5");
    const auto head = first_response(talk(http(nginx().port(), {{"method", "HEAD"}, {"target", "/echo"}})));
    CHECK(head.at("status") == 200);
    CHECK(head.at("body") == "");
  }

  TEST_CASE("twelve requests make twelve connections") {
    std::ofstream{nginx().file("access.log"), std::ios::trunc};
    const auto talked = talk(http(nginx().port(), {{"target", "/echo"}, {"times", 12}}));
    CHECK(talked.answer.reply.at("responses").size() == 12);
    CHECK(talked.opened.size() == 12);
    std::ifstream log{nginx().file("access.log")};
    std::set<std::string> connections;
    for (std::string number, nth; log >> number >> nth;) {
      connections.insert(number);
      CHECK(nth == "1");
    }
    CHECK(connections.size() == 12);
  }

  TEST_CASE("TLS without verification answers, with it a self-signed certificate is the service's failure") {
    CHECK(first_response(talk(https({{"target", "/echo"}, {"verify", false}}))).at("status") == 200);
    const auto response = first_response(talk(https({{"target", "/echo"}, {"verify", true}})));
    CHECK(response.at("connected") == true);
    CHECK(response.at("failure") == "SSL certificate problem: self-signed certificate");
    CHECK_FALSE(response.contains("status"));
  }

  TEST_CASE("plain HTTP to a TLS port, and TLS to a plain one, are wrong answers and not trouble") {
    CHECK(first_response(talk(http(nginx().tls_port(), {{"target", "/echo"}}))).at("status") == 400);
    auto exchange = http(nginx().port(), {{"scheme", "https"}, {"verify", false}});
    CHECK(first_response(talk(exchange)).at("failure").get<std::string>().find("SSL") != std::string::npos);
  }

  TEST_CASE("a redirect is a response by itself until following is asked for") {
    const auto plain = first_response(talk(http(nginx().port(), {{"target", "/moved"}})));
    CHECK(plain.at("status") == 302);
    CHECK_FALSE(plain.contains("failure"));
    const auto talked = talk(http(nginx().port(), {{"target", "/moved"}, {"follow", 3}}));
    const auto followed = first_response(talked);
    CHECK(followed.at("status") == 200);
    CHECK(followed.at("url") == "http://127.0.0.1:" + std::to_string(nginx().port()) + "/echo?moved");
    CHECK(talked.opened.size() == 2);
  }

  TEST_CASE("a redirect within the lab goes to the host that it names") {
    const auto talked = talk(http(nginx().port(), {{"target", "/back"}, {"follow", 1}}));
    CHECK(first_response(talked).at("body").get<std::string>().starts_with("GET web.lab:"));
    CHECK(talked.opened.back() == "web.lab:" + std::to_string(nginx().port()));
  }

  TEST_CASE("a redirect out of the lab is not followed, and nothing is opened for it") {
    const auto talked = talk(http(nginx().port(), {{"target", "/abroad"}, {"follow", 5}}));
    const auto response = first_response(talked);
    CHECK(response.at("status") == 302);
    CHECK(response.at("failure") == "redirect not followed: evil.example is none of this lab's hosts");
    CHECK(talked.opened.size() == 1);
  }

  TEST_CASE("a redirect loop ends after the last redirect that may be followed") {
    const auto talked = talk(http(nginx().port(), {{"target", "/loop"}, {"follow", 4}}));
    CHECK(first_response(talked).at("failure") == "still redirected after the last redirect that may be followed");
    CHECK(talked.opened.size() == 5);
  }

  TEST_CASE("a compressed body is asked for only by the step, and read all the same") {
    const auto plain = first_response(talk(http(nginx().port(), {{"target", "/zipped"}})));
    CHECK_FALSE(plain.at("headers").contains("content-encoding"));
    const auto zipped =
        first_response(talk(http(nginx().port(), {{"target", "/zipped"}, {"headers", {{"accept-encoding", "gzip"}}}})));
    CHECK(zipped.at("headers").at("content-encoding") == "gzip");
    CHECK(zipped.at("body") == plain.at("body"));
    CHECK(plain.at("body").get<std::string>().size() > 30'000);
  }

  TEST_CASE("a body over max_body is truncated, which is no answer") {
    const auto talked = talk(http(nginx().port(), {{"target", "/zipped"}, {"max_body", 1000}}));
    CHECK(talked.answer.ending == Ending::truncated);
    CHECK(talked.answer.reply.is_null());
  }

  TEST_CASE("a connection that is closed without a reply is a wrong answer") {
    const auto response = first_response(talk(http(nginx().port(), {{"target", "/closed"}})));
    CHECK(response.at("connected") == true);
    CHECK(response.at("failure") == "Empty reply from server");
  }
}
