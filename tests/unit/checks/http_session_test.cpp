#include <doctest/doctest.h>

#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks::test;

namespace {

const Value way_in{{{"get", "/login"}},
                   {{"post", "/login"}, {"form", {{"user", "keeper"}, {"pin", 1234}}}, {"page_fields", true}}};

std::string complaint(Value parameters) {
  parameters["base"] = "http://web";
  if (!parameters.contains("post")) {
    parameters["get"] = "/";
  }
  return find_check_type("http")->complaint(parameters);
}

Phase phase(const Value& parameters) {
  return find_check_type("http")->phase(parameters);
}

std::string about_session(Value request) {
  return complaint({{"session", Value::array({{{"get", "/"}}, std::move(request)})}});
}

Answer answer_with(const Value& statuses, const Value& cookies) {
  Answer answer;
  answer.reply = {{"connected", true},
                  {"responses", Value::array({{{"connected", true},
                                               {"status", 200},
                                               {"headers", Value::object()},
                                               {"body", "hello"},
                                               {"url", "http://web/"},
                                               {"elapsed_ms", 3}}})},
                  {"session", statuses},
                  {"cookies", cookies}};
  return answer;
}

}  // namespace

TEST_SUITE("checks/http session") {
  TEST_CASE("the requests before, their forms and the page's own fields are asked for") {
    const auto details =
        exchange_of("http", {{"base", "http://web:8080"}, {"get", "/admin"}, {"session", way_in}}).details;
    CHECK(details["target"] == "/admin");
    REQUIRE(details["before"].size() == 2);
    CHECK(details["before"][0]["method"] == "GET");
    CHECK(details["before"][0]["form"] == Value::array());
    CHECK(details["before"][1]["method"] == "POST");
    CHECK(details["before"][1]["target"] == "/login");
    CHECK(details["before"][1]["form"] == Value::array({{"pin", "1234"}, {"user", "keeper"}}));
    CHECK(details["before"][1]["page_fields"] == true);
    CHECK_FALSE(exchange_of("http", {{"url", "http://web/"}}).details.contains("before"));
  }

  TEST_CASE("a form and files are a request's body") {
    const Value parameters{{"post", "http://web/up"},
                           {"form", {{"note", "x"}}},
                           {"upload", {{"file", {{"name", "a.txt"}, {"content", "text"}}}}}};
    const auto details = exchange_of("http", parameters).details;
    CHECK(details["form"] == Value::array({{"note", "x"}}));
    CHECK(details["files"] ==
          Value::array(
              {{{"field", "file"}, {"name", "a.txt"}, {"type", "application/octet-stream"}, {"content", "text"}}}));
  }

  TEST_CASE("a session that sends something changes the lab, but its way in wants no cleanup") {
    const auto* type = find_check_type("http");
    const Value reads{{"url", "http://web/"}, {"session", Value::array({{{"get", "/"}}})}};
    const Value logs_in{{"url", "http://web/"}, {"session", way_in}};
    CHECK(phase(reads) == Phase::read);
    CHECK(phase(logs_in) == Phase::write);
    CHECK(type->undoes(logs_in));
    CHECK_FALSE(type->undoes({{"post", "http://web/"}, {"session", way_in}}));
  }

  TEST_CASE("statuses and the names of cookies are facts") {
    const Value parameters{{"url", "http://web/"}, {"session", way_in}};
    const auto facts = facts_of("http", parameters, answer_with({200, 302}, {"sid", "theme"}));
    CHECK(facts["session"] == Value{200, 302});
    CHECK(facts["cookies"] == Value{"sid", "theme"});
    CHECK(facts["status"] == 200);
    const auto plain = facts_of("http", {{"url", "http://web/"}}, answer_with({}, {}));
    CHECK_FALSE(plain.contains("session"));
  }

  TEST_CASE("a reply without its session, or with another's, is unreadable") {
    const Value parameters{{"url", "http://web/"}, {"session", way_in}};
    auto cut = answer_with({}, {});
    cut.reply.erase("session");
    CHECK_FALSE(message_of("http", parameters, cut).empty());
    const auto* other = "the client's reply tells of a session in other words than these";
    CHECK(message_of("http", parameters, answer_with(Value{"200"}, Value::array())) == other);
    CHECK(message_of("http", parameters, answer_with(Value::array(), Value{1})) == other);
  }

  TEST_CASE("a session is a few requests to one service") {
    CHECK(complaint({{"session", way_in}}).empty());
    CHECK(complaint({{"session", Value::array()}}) == "session has 0 requests, outside 1-10");
    CHECK(complaint({{"session", Value(11, Value{{"get", "/"}})}}) == "session has 11 requests, outside 1-10");
    CHECK(about_session("x") == "session, request 2: it must be a map with get or post");
    CHECK(about_session(Value::object()) == "session, request 2: one of get and post is needed");
    CHECK(about_session({{"get", "/"}, {"post", "/"}}) == "session, request 2: one of get and post is needed");
    CHECK(about_session({{"get", "http://elsewhere/"}}) ==
          "session, request 2: 'http://elsewhere/' is no path: a session stays with one service");
    CHECK(about_session({{"get", "/"}, {"body", "x"}}) ==
          "session, request 2: unknown 'body' (there are get, post, form and page_fields)");
    CHECK(about_session({{"get", "/"}, {"form", {{"a", "b"}}}}) == "session, request 2: a form is posted");
    CHECK(about_session({{"post", "/"}, {"form", {{"a", Value::array()}}}}) ==
          "session, request 2: form must be a map of fields and texts");
    CHECK(about_session({{"post", "${path}"}, {"form", "${fields}"}}).empty());
    CHECK(complaint({{"session", Value::array({{{"post", "/"}, {"page_fields", true}}})}}) ==
          "session, request 1: page_fields wants a page before it");
    CHECK(complaint({{"session", way_in}, {"headers", {{"Cookie", "a=b"}}}}) ==
          "a session keeps its own cookies: no header of that name");
  }

  TEST_CASE("a form goes with a request that has a body, and no other body") {
    const Value form{{"a", "b"}};
    CHECK(complaint({{"post", "/"}, {"form", form}}).empty());
    CHECK(complaint({{"form", form}}) == "a form is posted");
    CHECK(complaint({{"post", "/"}, {"form", form}, {"json", 1}}) == "a form excludes body and json");
    CHECK(complaint({{"post", "/"}, {"page_fields", true}}) == "page_fields wants a session with the page before");
    Value many = Value::object();
    for (int field = 0; field < 101; ++field) {
      many[std::to_string(field)] = "x";
    }
    CHECK(complaint({{"post", "/"}, {"form", many}}) == "form has 101 fields, more than 100");
  }

  TEST_CASE("files have a name and a content, and are not too large") {
    const auto about = [](const Value& upload) { return complaint({{"post", "/"}, {"upload", upload}}); };
    CHECK(about({{"f", {{"name", "a"}, {"content", ""}, {"type", "text/plain"}}}}).empty());
    CHECK(about(Value::object()) == "upload has 0 files, outside 1-10");
    CHECK(about({{"f", "text"}}) == "upload: 'f' must be a map with name and content");
    CHECK(about({{"f", {{"name", "a"}}}}) == "upload: 'f' wants the file's name and content");
    CHECK(about({{"f", {{"name", "a"}, {"content", "x"}, {"path", "/etc/passwd"}}}}) ==
          "upload: 'f' has a wrong 'path' (there are name, content and type)");
    CHECK(about({{"f", {{"name", "a"}, {"content", std::string(1'048'577, 'x')}}}}) ==
          "upload has 1048577 bytes, more than 1048576");
  }
}
