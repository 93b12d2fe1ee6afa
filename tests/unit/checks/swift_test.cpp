#include <doctest/doctest.h>

#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks::test;

namespace {

const Value login{
    {"auth_version", "1"}, {"auth_url", "http://store:8080/auth/v1.0"}, {"user", "exam:li"}, {"password", "li-secret"}};

Value asking(std::string_view name, Value value) {
  auto parameters = login;
  parameters[std::string{name}] = std::move(value);
  return parameters;
}

Answer reply(int status, const std::string& body, Value headers = Value::object()) {
  Answer answer;
  answer.reply = {
      {"connected", true},
      {"login", {{"status", 200}}},
      {"grant", Value::object()},
      {"catalog", Value::array()},
      {"endpoint", "http://store:8080/v1/AUTH_exam"},
      {"answer",
       {{"status", status}, {"headers", std::move(headers)}, {"body", body}, {"size", 9}, {"sha256", "abc"}}}};
  return answer;
}

std::string complaint(const Value& parameters) {
  return find_check_type("swift")->complaint(parameters);
}

}  // namespace

TEST_SUITE("checks/swift") {
  TEST_CASE("a login by TempAuth and a request behind it") {
    const auto exchange = exchange_of("swift", asking("get", "backups/2024/db 1.sql"));
    CHECK(exchange.protocol == "openstack");
    CHECK(exchange.host == "store");
    CHECK(exchange.port == 8080);
    CHECK(exchange.details.at("kind") == "tempauth");
    CHECK(exchange.details.at("found") == false);
    CHECK(exchange.details.at("login") ==
          Value{{"method", "GET"},
                {"target", "/auth/v1.0"},
                {"headers", {{"X-Auth-User", "exam:li"}, {"X-Auth-Key", "li-secret"}}}});
    CHECK(exchange.details.at("service") == "object-store");
    CHECK(exchange.details.at("ask") == Value{{"method", "GET"}, {"path", "/backups/2024/db%201.sql"}});
    CHECK_FALSE(exchange_of("swift", login).details.contains("ask"));
    CHECK(exchange_of("swift", asking("list", "/")).details.at("ask").at("path") == "?format=json");
    CHECK(exchange_of("swift", asking("list", "b?")).details.at("ask").at("path") == "/b%3F?format=json");
    auto put = asking("put", "b/o");
    put["content"] = "text";
    CHECK(exchange_of("swift", put).details.at("ask") ==
          Value{{"method", "PUT"},
                {"path", "/b/o"},
                {"body", "text"},
                {"headers", {{"Content-Type", "application/octet-stream"}}}});
  }

  TEST_CASE("by Keystone the login is a document") {
    auto parameters = login;
    parameters.erase("auth_version");
    parameters["auth_url"] = "http://cloud:5000";
    const auto details = exchange_of("swift", parameters).details;
    CHECK(details.at("kind") == "keystone");
    CHECK(details.at("login").at("target") == "/v3/auth/tokens");
  }

  TEST_CASE("what changes the store is said to, and wrong parameters are named") {
    const auto phase = find_check_type("swift")->phase;
    for (const auto* name : {"put", "delete", "create"}) {
      CHECK(phase(asking(name, "b/o")) == Phase::write);
    }
    CHECK(phase(asking("list", "b")) == Phase::read);
    CHECK(complaint({{"user", "a"}}) == "auth_url is needed (or an openrc that says it)");
    CHECK(complaint(asking("get", "b")) == "get needs CONTAINER/OBJECT, found 'b'");
    CHECK(complaint(asking("get", "/o")) == "get: '/o' names no container");
    CHECK(complaint(asking("create", "b/o")) == "create takes a container, found 'b/o'");
    CHECK(complaint(asking("put", "b/o")) == "put needs the content to write");
    CHECK(complaint(asking("user", "a\r\nX-Auth-Key: b")) == "user holds a control character");
    CHECK(complaint(asking("hosts", Value{{"cloud", "not an address"}})) ==
          "hosts: 'not an address' is no address for 'cloud'");
    auto two = asking("list", "b");
    two["head"] = "b";
    CHECK(complaint(two) == "list and head exclude each other");
  }

  TEST_CASE("lists are names and entries") {
    const auto containers =
        facts_of("swift", asking("list", "/"), reply(200, recorded("debian-12/swift-containers").out));
    CHECK(containers.at("names") == Value{"backups", "empty"});
    CHECK(containers.at("entries")[0] == Value{{"name", "backups"}, {"bytes", 0}, {"count", 0}});
    const auto objects =
        facts_of("swift", asking("list", "backups"), reply(200, recorded("debian-12/swift-objects").out));
    CHECK(objects.at("names") == Value{"2024/db 1.sql"});
    CHECK(objects.at("entries")[0].at("bytes") == 9);
    CHECK(objects.at("done") == true);
    CHECK(facts_of("swift", asking("list", "b"), reply(204, "")).at("names") == Value::array());
    const auto none = facts_of("swift", asking("list", "b"), reply(404, "<html>"));
    CHECK(none.at("exists") == false);
    CHECK(none.at("done") == false);
    CHECK(facts_of("swift", asking("delete", "b/o"), reply(404, "<html>")).at("done") == true);
    CHECK(facts_of("swift", asking("delete", "b"), reply(409, "<html>")).at("done") == false);
  }

  TEST_CASE("headers say what a container and what an object is") {
    const auto container = facts_of("swift", asking("head", "backups"),
                                    reply(204, "",
                                          {{"x-container-object-count", "1"},
                                           {"x-container-read", "exam:wang"},
                                           {"x-container-meta-owner", "li"},
                                           {"x-storage-policy", "gold"},
                                           {"content-type", "text/plain"},
                                           {"content-length", "0"}}));
    CHECK(container.at("count") == 1);
    CHECK(container.at("readers") == "exam:wang");
    CHECK(container.at("policy") == "gold");
    CHECK(container.at("metadata") == Value{{"owner", "li"}});
    CHECK_FALSE(container.contains("size"));
    const auto object = facts_of("swift", asking("get", "backups/x"),
                                 reply(200, "one dump\n", {{"etag", "ec19"}, {"x-object-meta-host", "db1"}}));
    CHECK(object.at("body") == "one dump\n");
    CHECK(object.at("sha256") == "abc");
    CHECK(object.at("metadata") == Value{{"host", "db1"}});
    CHECK_FALSE(object.contains("count"));
    CHECK(message_of("swift", asking("head", "b"), reply(204, "", {{"x-container-object-count", "-1"}})) ==
          "the header x-container-object-count is '-1', no number");
  }

  TEST_CASE("a login and a request that are refused are facts") {
    Answer denied;
    denied.reply = {{"connected", true}, {"login", {{"status", 401}, {"message", "Unauthorized"}}}};
    const auto facts = facts_of("swift", login, denied);
    CHECK(facts.at("refused") == Value{{"code", 401}, {"message", "Unauthorized"}});
    CHECK(facts.at("authenticated") == false);
    CHECK(facts.at("done") == false);
    const auto forbidden = facts_of("swift", asking("get", "b/o"), reply(403, "<html>no</html>"));
    CHECK(forbidden.at("authenticated") == true);
    CHECK(forbidden.at("refused").at("code") == 403);
    CHECK(forbidden.at("done") == false);
    Answer elsewhere = reply(200, "");
    elsewhere.reply.erase("answer");
    elsewhere.reply["failure"] = "endpoint not followed: 203.0.113.9 is none of this lab's hosts";
    CHECK(facts_of("swift", asking("get", "b/o"), elsewhere).at("done") == false);
  }

  TEST_CASE("what is cut off is no fact") {
    const auto list = recorded("debian-12/swift-objects").out;
    for (std::size_t size = 1; size + 1 < list.size(); size += 5) {
      CHECK(message_of("swift", asking("list", "b"), reply(200, list.substr(0, size)))
                .starts_with("the store's list is no whole JSON list"));
    }
    CHECK(message_of("swift", asking("list", "b"), reply(200, "[{\"name\": 1}]")) ==
          "'name' in the client's reply is no text");
    Value many = Value::array();
    for (int at = 0; at < 10'000; ++at) {
      many.push_back({{"name", "x"}, {"bytes", 1}});
    }
    CHECK(message_of("swift", asking("list", "b"), reply(200, many.dump())) ==
          "the store has 10000 names or more, which one list can't hold");
    Answer half = reply(200, "");
    half.reply.erase("answer");
    CHECK(message_of("swift", asking("list", "b"), half) == "the client's reply has no 'answer'");
  }
}
