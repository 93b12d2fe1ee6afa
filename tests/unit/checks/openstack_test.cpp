#include <doctest/doctest.h>

#include "checks/cloud/openrc.hpp"
#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks;
using namespace labcheck::checks::test;

namespace {

const std::string dashboard = R"(#!/usr/bin/env bash
# To use an OpenStack cloud you need to authenticate
export OS_AUTH_URL=http://controller:5000/v3
export OS_PROJECT_ID=5bbd9b4a1f3b4e7d
export OS_PROJECT_NAME="shop"
export OS_USER_DOMAIN_NAME="Default"
if [ -z "$OS_USER_DOMAIN_NAME" ]; then unset OS_USER_DOMAIN_NAME; fi
export OS_PROJECT_DOMAIN_ID="default"
if [ -z "$OS_PROJECT_DOMAIN_ID" ]; then unset OS_PROJECT_DOMAIN_ID; fi
unset OS_TENANT_ID
export OS_USERNAME="li"
export OS_PASSWORD='it'"'s \$ecret"
export OS_REGION_NAME="RegionOne"
export OS_INTERFACE=public
)";

Value with(Value parameters, std::string_view name, Value value) {
  parameters[std::string{name}] = std::move(value);
  return parameters;
}

const Value spelt{
    {"auth_url", "http://cloud:5000/v3/"}, {"user", "li"}, {"password", "li-secret"}, {"project", "shop"}};

Value details_of(const Value& parameters) {
  return exchange_of("openstack", parameters).details;
}

std::string unusable(const std::string& openrc) {
  return details_of({{"openrc", openrc}}).value("unusable", std::string{});
}

Answer granted() {
  Answer answer;
  answer.reply = {{"connected", true},
                  {"login", {{"status", 201}}},
                  {"grant", {{"user", "li"}, {"project", "shop"}, {"roles", {"member", "admin"}}}},
                  {"catalog",
                   {{{"type", "placement"}, {"url", "http://c:8778"}},
                    {{"type", "identity"}, {"url", "http://c:5000"}},
                    {{"type", "identity"}, {"url", "http://c:5000"}}}}};
  return answer;
}

}  // namespace

TEST_SUITE("checks/openrc") {
  TEST_CASE("assignments are read as a shell quotes them, and nothing is run") {
    const auto read = read_openrc(dashboard);
    REQUIRE(read);
    CHECK(read->at("OS_PROJECT_NAME") == "shop");
    CHECK(read->at("OS_PASSWORD") == "it's $ecret");
    CHECK(read->at("OS_USER_DOMAIN_NAME") == "Default");
    const auto line = read_openrc("export OS_A=1 OS_B='x y'   OS_C=\"q\\\"r\" # OS_D=2\nOS_E=a\\ b; OS_F=\nOS_A=3");
    REQUIRE(line);
    CHECK(line->at("OS_A") == "3");
    CHECK(line->at("OS_B") == "x y");
    CHECK(line->at("OS_C") == "q\"r");
    CHECK(line->at("OS_E") == "a b");
    CHECK(line->at("OS_F") == "");
    CHECK(line->count("OS_D") == 0);
  }

  TEST_CASE("what only a shell could work out is known to be unknown") {
    for (const auto* value : {"$X", "\"$X\"", "`id`", "$(id)", "\"a`id`\"", "~/x", "a*"}) {
      const auto read = read_openrc("export OS_PASSWORD=" + std::string{value});
      REQUIRE(read);
      CHECK_FALSE(read->at("OS_PASSWORD").has_value());
    }
    CHECK(read_openrc("OS_PASSWORD='$(id)'")->at("OS_PASSWORD") == "$(id)");
    CHECK_FALSE(read_openrc("if true; then\nexport OS_A=1\nfi")->at("OS_A").has_value());
    CHECK_FALSE(read_openrc("f() {\nOS_A=1\n}; f")->empty());
    CHECK(read_openrc("if true; then :; fi\nOS_A=1")->at("OS_A") == "1");
    CHECK(read_openrc("OS_A=1\nunset OS_A")->empty());
    CHECK(read_openrc("echo OS_A=1\nOS_B=2 openstack server list\n'OS_C'=3")->empty());
  }

  TEST_CASE("an open quote is no openrc") {
    CHECK(read_openrc("OS_A='x").error().message == "a quote (') is never closed");
    CHECK(read_openrc("OS_A=\"x\\\"").error().message == "a quote (\") is never closed");
    CHECK(read_openrc("OS_A=x\\")->at("OS_A") == "x\\");
    CHECK(read_openrc("")->empty());
  }
}

TEST_SUITE("checks/openstack") {
  TEST_CASE("an openrc becomes a login, as its own words have it") {
    const auto exchange = exchange_of("openstack", {{"openrc", dashboard}, {"hosts", {{"controller", "10.0.0.10"}}}});
    CHECK(exchange.protocol == "openstack");
    CHECK(exchange.host == "10.0.0.10");
    CHECK(exchange.port == 5000);
    CHECK(exchange.details.at("found") == false);
    CHECK(exchange.details.at("name") == "controller");
    CHECK(exchange.details.at("region") == "RegionOne");
    CHECK(exchange.details.at("login").at("target") == "/v3/auth/tokens");
    const auto body = Value::parse(exchange.details.at("login").at("body").get<std::string>());
    CHECK(body.at("auth").at("identity").at("password").at("user") ==
          Value{{"name", "li"}, {"domain", {{"name", "Default"}}}, {"password", "it's $ecret"}});
    CHECK(body.at("auth").at("scope").at("project") == Value{{"name", "shop"}, {"domain", {{"id", "default"}}}});
  }

  TEST_CASE("an address that only the openrc knows is not trusted for it") {
    const auto exchange = exchange_of("openstack", {{"openrc", dashboard}});
    CHECK(exchange.host == "controller");
    CHECK(exchange.details.at("found") == true);
    CHECK(details_of(with({{"openrc", dashboard}}, "auth_url", "http://cloud:5000")).at("found") == false);
  }

  TEST_CASE("what is given beside an openrc counts more") {
    const auto details = details_of({{"openrc", dashboard}, {"password", "other"}, {"region", "Two"}});
    CHECK(details.at("region") == "Two");
    CHECK(details.at("login").at("body").get<std::string>().find("\"other\"") != std::string::npos);
  }

  TEST_CASE("an openrc that can't be used says why, and opens nothing") {
    CHECK(unusable("") == "the openrc has no OS_AUTH_URL");
    CHECK(unusable("OS_AUTH_URL=http://c:5000") == "the openrc has no OS_USERNAME");
    CHECK(unusable("OS_AUTH_URL=http://c:5000\nOS_USERNAME=a\nOS_PASSWORD=$OS_PASSWORD_INPUT") ==
          "OS_PASSWORD is worked out by a shell; an openrc is only read");
    CHECK(unusable("OS_AUTH_URL=c:5000 OS_USERNAME=a OS_PASSWORD=b") ==
          "'c:5000' is no URL: it must begin with http:// or https://");
    CHECK(unusable("OS_AUTH_URL=http://c:5000/v2.0 OS_USERNAME=a OS_PASSWORD=b") ==
          "the identity API's version 2.0 is asked for; only 3 is spoken");
    CHECK(unusable("OS_AUTH_URL=http://c:5000\r\nOS_USERNAME=a") ==
          "OS_AUTH_URL holds a control character (a line end of Windows?)");
    CHECK(unusable("OS_AUTH_TYPE=v3oidcpassword") ==
          "OS_AUTH_TYPE is 'v3oidcpassword': only logins by password are spoken");
    CHECK(unusable("OS_A='") == "a quote (') is never closed");
    Answer answer;
    answer.reply = {{"connected", false}, {"unusable", "the openrc has no OS_AUTH_URL"}};
    CHECK(facts_of("openstack", {{"openrc", ""}}, answer) ==
          Value{{"connected", false}, {"usable", false}, {"done", false}, {"reason", "the openrc has no OS_AUTH_URL"}});
  }

  TEST_CASE("a path of a service is asked for by its type") {
    const auto details = details_of(with(with(spelt, "service", "compute"), "get", "/servers?name=a"));
    CHECK(details.at("service") == "compute");
    CHECK(details.at("interface") == "public");
    CHECK(details.at("ask").at("path") == "/servers?name=a");
  }

  TEST_CASE("wrong parameters are named") {
    const auto complaint = find_check_type("openstack")->complaint;
    CHECK(complaint({{"auth_url", "http://c"}, {"user", "a"}}) == "password is needed (or an openrc that says it)");
    CHECK(complaint(with(spelt, "get", "/servers")) == "get needs the type of the service to ask");
    CHECK(complaint(with(spelt, "service", "compute")) == "service needs a path to get");
    CHECK(complaint(with(with(spelt, "service", "compute"), "get", "servers")) ==
          "'servers' is no path (write /servers, and %20 for a blank)");
    CHECK(complaint(with(with(spelt, "service", "com/pute"), "get", "/x")) == "'com/pute' is no type of a service");
    CHECK(complaint(with(spelt, "auth_url", "cloud")) == "'cloud' is no URL: it must begin with http:// or https://");
    CHECK(complaint({{"openrc", "${saved.rc}"}}) == "");
  }

  TEST_CASE("a grant is read: who, where, as what, with which services") {
    const auto facts = facts_of("openstack", spelt, granted());
    CHECK(facts.at("authenticated") == true);
    CHECK(facts.at("user") == "li");
    CHECK(facts.at("project") == "shop");
    CHECK(facts.at("roles") == Value{"admin", "member"});
    CHECK(facts.at("services") == Value{"identity", "placement"});
    CHECK(facts.at("catalog").size() == 3);
    CHECK_FALSE(facts.contains("status"));
    CHECK(facts.at("done") == true);
  }

  TEST_CASE("a service's answer is its status, its body and its JSON") {
    const auto asked = with(with(spelt, "service", "placement"), "get", "/x");
    auto answer = granted();
    answer.reply["endpoint"] = "http://c:8778";
    answer.reply["answer"] = {{"status", 200}, {"body", "{\"a\": [1]}"}};
    const auto facts = facts_of("openstack", asked, answer);
    CHECK(facts.at("status") == 200);
    CHECK(facts.at("json") == Value{{"a", {1}}});
    CHECK(facts.at("endpoint") == "http://c:8778");
    answer.reply["answer"] = {{"status", 403}, {"body", "no"}};
    const auto denied = facts_of("openstack", asked, answer);
    CHECK(denied.at("refused") == Value{{"code", 403}, {"message", "no"}});
    CHECK_FALSE(denied.contains("json"));
    CHECK(denied.at("done") == false);
    answer.reply["answer"] = {{"status", 200}, {"body", "{\"a\": "}};
    CHECK_FALSE(facts_of("openstack", asked, answer).contains("json"));
    answer.reply.erase("answer");
    CHECK(message_of("openstack", asked, answer) == "the client's reply has no 'answer'");
  }

  TEST_CASE("refusals, failures and half a reply") {
    Answer answer;
    answer.reply = {{"connected", true}, {"login", {{"status", 401}, {"message", "no such user"}}}};
    const auto denied = facts_of("openstack", spelt, answer);
    CHECK(denied.at("refused") == Value{{"code", 401}, {"message", "no such user"}});
    CHECK(denied.at("authenticated") == false);
    answer.reply["login"] = {{"status", 500}, {"message", "oops"}};
    const auto broken = facts_of("openstack", spelt, answer);
    CHECK_FALSE(broken.contains("refused"));
    CHECK(broken.at("failure") == "the identity service answers a login with 500: oops");
    answer.reply = {{"connected", true}};
    CHECK(message_of("openstack", spelt, answer) == "the client's reply has no 'login'");
    answer.reply = {{"connected", false}, {"reason", "connection refused"}};
    CHECK(facts_of("openstack", spelt, answer) ==
          Value{{"connected", false}, {"usable", true}, {"done", false}, {"reason", "connection refused"}});
    auto odd = granted();
    odd.reply["grant"]["roles"] = {1};
    CHECK(message_of("openstack", spelt, odd) == "a role without a name is in the client's reply");
  }
}
