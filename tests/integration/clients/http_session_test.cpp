#include <atomic>

#include <doctest/doctest.h>

#include "asked.hpp"
#include "support/scripted_service.hpp"
#include "support/server_process.hpp"

using namespace labcheck;
using namespace labcheck::test;

namespace {

constexpr std::string_view head_end = "\r\n\r\n";

/// What a request of this session was, by its first line; the whole of it for `post`.
using Script = std::function<std::string(const std::string& request)>;

std::string page(const std::string& body, const std::string& headers = {}) {
  return "HTTP/1.1 200 OK\r\n" + headers + "Content-Length: " + std::to_string(body.size()) + std::string{head_end} +
         body;
}

std::string moved(const std::string& to, const std::string& headers = {}) {
  return "HTTP/1.1 302 Found\r\nLocation: " + to + "\r\n" + headers + "Content-Length: 0" + std::string{head_end};
}

/// Reads a head, and a body where the form says how long it is.
std::string whole_request(const Peer& peer) {
  auto request = peer.receive(head_end);
  const auto length = request.find("Content-Length: ");
  if (length != std::string::npos) {
    const auto size = std::stoul(request.substr(length + 16));
    while (request.size() - request.find(head_end) - 4 < size) {
      const auto more = peer.receive("");
      if (more.empty()) {
        break;
      }
      request += more;
    }
  }
  return request;
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

/// An application with a login: a token in the form, a new session id once one is in, and a way out.
std::string login_application(const std::string& request) {
  const bool fresh = has(request, "sid=fresh");
  const bool in = has(request, "sid=inside");
  if (request.starts_with("GET /login ")) {
    return page(
        "<form action=/search><input name=q><input type=hidden name=token value=wrong></form><form method=post>"
        "<input type=hidden name=token value='a&amp;b'><input name=user><input name=password type=password></form>",
        "Set-Cookie: sid=fresh; Path=/; HttpOnly\r\nSet-Cookie: theme=dark\r\n");
  }
  if (request.starts_with("POST /login ")) {
    const bool good = fresh && has(request, "application/x-www-form-urlencoded") && has(request, "token=a%26b") &&
                      has(request, "user=keeper") && has(request, "password=p%40ss+word");
    return good ? moved("/home", "Set-Cookie: sid=inside; Path=/\r\n") : page("wrong password");
  }
  if (request.starts_with("GET /logout ")) {
    return page("bye", "Set-Cookie: sid=x; Path=/; Max-Age=0\r\n");
  }
  if (request.starts_with("POST /upload ")) {
    return page(in && has(request, "multipart/form-data; boundary=") && has(request, "filename=\"a.txt\"") &&
                        has(request, "the content")
                    ? "stored"
                    : "refused");
  }
  return page(in ? "hello keeper" : "who are you");
}

std::unique_ptr<ScriptedService> serving(Script script) {
  return std::make_unique<ScriptedService>(
      [script = std::move(script)](const Peer& peer) { peer.send(script(whole_request(peer))); });
}

Value parameters(const ScriptedService& service, const std::string& password = "p@ss word") {
  return {{"base", "http://web.lab:" + std::to_string(service.port())},
          {"session",
           Value::array(
               {{{"get", "/login"}},
                {{"post", "/login"}, {"form", {{"user", "keeper"}, {"password", password}}}, {"page_fields", true}}})}};
}

Value get(const ScriptedService& service, const std::string& path) {
  auto all = parameters(service);
  all["get"] = path;
  return all;
}

/// A session of one page before.
Value after(const ScriptedService& service, const std::string& path) {
  return {{"base", "http://web.lab:" + std::to_string(service.port())},
          {"get", "/"},
          {"session", Value::array({{{"get", path}}})}};
}

}  // namespace

TEST_SUITE("clients/http sessions") {
  TEST_CASE("who logs in is known on the next page, and only then") {
    const auto service = serving(login_application);
    const auto inside = facts("http", get(*service, "/home"));
    CHECK(inside["body"] == "hello keeper");
    CHECK(inside["session"] == Value{200, 200});
    CHECK(inside["cookies"] == Value{"sid", "theme"});
    auto wrong = parameters(*service, "guess");
    wrong["get"] = "/home";
    CHECK(facts("http", wrong)["body"] == "who are you");
    auto without_token = get(*service, "/home");
    without_token["session"][1]["page_fields"] = false;
    CHECK(facts("http", without_token)["body"] == "who are you");
    CHECK(facts("http", {{"url", "http://web.lab:" + std::to_string(service->port()) + "/home"}})["body"] ==
          "who are you");
  }

  TEST_CASE("a cookie that the service takes back is gone") {
    const auto service = serving(login_application);
    auto out = get(*service, "/home");
    out["session"].push_back({{"get", "/logout"}});
    const auto found = facts("http", out);
    CHECK(found["body"] == "who are you");
    CHECK(found["session"] == Value{200, 200, 200});
    CHECK(found["cookies"] == Value{"theme"});
    auto last = parameters(*service);
    last["get"] = "/logout";
    CHECK(facts("http", last)["cookies"] == Value{"theme"});
  }

  TEST_CASE("a file is sent as a browser sends it, and the login's own status can be asked for") {
    const auto service = serving(login_application);
    auto upload = parameters(*service);
    upload["post"] = "/upload";
    upload["form"] = {{"note", "x"}};
    upload["upload"] = {{"file", {{"name", "a.txt"}, {"content", "the content"}, {"type", "text/plain"}}}};
    CHECK(facts("http", upload)["body"] == "stored");
    auto login = parameters(*service);
    login["post"] = "/login";
    login["form"] = login["session"][1]["form"];
    login["page_fields"] = true;
    login["session"].erase(1);
    CHECK(facts("http", login)["status"] == 302);
  }

  TEST_CASE("one login serves several requests") {
    std::atomic<int> logins{0};
    const auto service = serving([&](const std::string& request) {
      logins += request.starts_with("POST /login ") ? 1 : 0;
      return login_application(request);
    });
    auto load = get(*service, "/home");
    load["times"] = 12;
    load["concurrency"] = 4;
    CHECK(facts("http", load)["body"] == Value(12, "hello keeper"));
    CHECK(logins == 1);
  }

  TEST_CASE("cookies go where they belong, and nowhere else") {
    const auto elsewhere =
        serving([](const std::string& request) { return page(has(request, "Cookie:") ? "told" : "no"); });
    const auto service = serving([&](const std::string& request) {
      if (request.starts_with("GET /set ")) {
        return page("",
                    "Set-Cookie: own=1\r\nSet-Cookie: deep=1; Path=/deep\r\nSet-Cookie: tls=1; Secure\r\n"
                    "Set-Cookie: foreign=1; Domain=example.com\r\nSet-Cookie: wide=1; Domain=lab\r\n"
                    "Set-Cookie: late=1; Max-Age=0\r\n");
      }
      if (request.starts_with("GET /away ")) {
        return moved("http://127.0.0.1:" + std::to_string(elsewhere->port()) + "/");
      }
      return page(request.substr(std::min(request.find("Cookie:"), request.size())));
    });
    const auto own = facts("http", after(*service, "/set"));
    CHECK(own["body"] == "Cookie: own=1\r\n\r\n");
    CHECK_FALSE(has(own["cookies"].dump(), "foreign"));
    CHECK_FALSE(has(own["cookies"].dump(), "wide"));
    auto away = after(*service, "/set");
    away["get"] = "/away";
    away["follow"] = 1;
    CHECK(facts("http", away)["body"] == "no");
  }

  TEST_CASE("a session that leads off the lab, round in circles or nowhere ends, and says where") {
    const auto service = serving([](const std::string& request) {
      return request.starts_with("GET /off ") ? moved("http://other.lab/", "Set-Cookie: a=1\r\n")
                                              : moved("/round", "Set-Cookie: a=1\r\n");
    });
    auto off = after(*service, "/off");
    off["times"] = 3;
    const auto found = facts("http", off);
    CHECK(found["failure"] ==
          Value(3, "session, request 1: redirect not followed: other.lab is none of this lab's hosts"));
    CHECK(found["session"] == Value::array());
    CHECK(service->connections() == 1);
    CHECK(facts("http", after(*service, "/round"))["failure"] ==
          "session, request 1: still redirected after the last redirect that may be followed");
    CHECK(service->connections() == 12);
    const Value nobody{{"url", "http://127.0.0.1:" + std::to_string(free_port()) + "/"},
                       {"session", Value::array({{{"get", "/"}}})}};
    CHECK(facts("http", nobody)["connected"] == false);
  }

  TEST_CASE("a page without that form is the service's failure") {
    const auto service = serving([](const std::string&) { return page("<form><input name=other></form>"); });
    const auto found = facts("http", get(*service, "/"));
    CHECK(found["failure"] == "session, request 2: the page before has no form with these fields");
    CHECK(found["session"] == Value{200});
    CHECK(service->connections() == 1);
  }

  TEST_CASE("a page of a million forms is read in time") {
    std::string forms;
    while (forms.size() < 1'000'000) {
      forms += "<form><input name=x type=hidden value=";
    }
    const auto service = serving([&](const std::string&) { return page(forms); });
    const auto talked = asked("http", get(*service, "/"));
    CHECK(talked.answer.ending == Ending::completed);
  }

  TEST_CASE("endlessly many and endlessly long cookies are never an answer") {
    std::atomic<int> turn{0};
    const auto many = serving([&](const std::string&) {
      std::string headers;
      for (int at = 0; at < 40; ++at) {
        headers += "Set-Cookie: c" + std::to_string(++turn) + "=1\r\n";
      }
      return page("", headers);
    });
    auto bomb = after(*many, "/");
    bomb["session"] = Value(9, Value{{"get", "/"}});
    const auto talked = asked("http", bomb);
    CHECK(talked.answer.ending == Ending::truncated);
    CHECK(has(talked.answer.message, "more cookies than are taken"));
    CHECK(has(talked.answer.message, "(session, request 6)"));
    const auto large = serving([&](const std::string&) {
      std::string headers;
      for (int at = 0; at < 10; ++at) {
        headers += "Set-Cookie: c" + std::to_string(at) + "=" + std::string(3'900, 'x') + "\r\n";
      }
      return page("", headers);
    });
    const auto sent = asked("http", after(*large, "/"));
    CHECK(sent.elapsed < Duration{5'000});
    CHECK(sent.answer.ending == Ending::completed);
  }

  TEST_CASE("silence in the middle of a session is a time-out that says where") {
    const ScriptedService service{[](const Peer& peer) {
      if (peer.receive(head_end).starts_with("GET /login ")) {
        peer.send(page(""));
        return;
      }
      peer.wait_for_end();
    }};
    auto silent = after(service, "/login");
    silent["session"].push_back({{"get", "/silent"}});
    const auto talked = asked("http", silent, Duration{700});
    CHECK(talked.answer.ending == Ending::timed_out);
    CHECK(has(talked.answer.message, "(session, request 2)"));
    CHECK(talked.elapsed < Duration{1'700});
  }
}
