#include "observe/clients/aws_signature.hpp"

#include <doctest/doctest.h>

#include "text/sha256.hpp"

using namespace labcheck;
using namespace labcheck::observe;

namespace {

// The examples that Amazon publishes with the signature's description.
const AwsKeys example{.access_key = "AKIAIOSFODNN7EXAMPLE", .secret_key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"};
constexpr std::chrono::sys_seconds day = std::chrono::sys_days{std::chrono::year{2013} / 5 / 24};

std::string signature_of(const HttpRequest& request) {
  const auto headers = aws_signature(request, example, day);
  for (const auto& [name, value] : headers) {
    if (name == "Authorization") {
      return value.substr(value.find("Signature=") + 10);
    }
  }
  return {};
}

HttpRequest request(std::string method, std::string target) {
  HttpRequest request{.method = std::move(method)};
  request.url = {.scheme = "http", .host = "examplebucket.s3.amazonaws.com", .port = 80, .target = std::move(target)};
  return request;
}

}  // namespace

TEST_SUITE("observe/aws_signature") {
  TEST_CASE("Amazon's own examples: an object with a range, a setting, a list") {
    auto object = request("GET", "/test.txt");
    object.headers = {{"Range", "bytes=0-9"}};
    CHECK(signature_of(object) == "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
    CHECK(signature_of(request("GET", "/?lifecycle")) ==
          "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
    CHECK(signature_of(request("GET", "/?prefix=J&max-keys=2")) ==
          "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
  }

  TEST_CASE("host, body and secret all count") {
    const auto plain = signature_of(request("PUT", "/x"));
    auto other = request("PUT", "/x");
    other.body = "y";
    CHECK(signature_of(other) != plain);
    other = request("PUT", "/x");
    other.url.port = 8080;
    CHECK(signature_of(other) != plain);
    CHECK(text::sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }
}
