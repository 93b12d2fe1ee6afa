#include "observe/clients/http_session.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "observe/clients/http_ask.hpp"
#include "observe/clients/http_head.hpp"
#include "observe/encoding.hpp"

namespace labcheck::observe {

namespace {

constexpr int session_redirects = 10;

/// Makes a form the request's body. False when the page before has no such form.
bool fill(HttpRequest& request, const HttpForm& form, const std::string& page) {
  const bool files = form.files.is_array();
  if (form.fields.empty() && !files && !form.page_fields) {
    return true;
  }
  auto wanted = form.fields;
  for (std::size_t at = 0; files && at < form.files.size(); ++at) {
    wanted.emplace_back(form.files[at].at("field").get<std::string>(), "");
  }
  FormFields fields;
  if (form.page_fields && !find_hidden_fields(page, wanted, fields)) {
    return false;
  }
  // What the scenario fills in stands in place of the page's own.
  const auto is_filled = [&](const auto& field) {
    return std::any_of(wanted.begin(), wanted.end(), [&](const auto& own) { return own.first == field.first; });
  };
  fields.erase(std::remove_if(fields.begin(), fields.end(), is_filled), fields.end());
  fields.insert(fields.end(), form.fields.begin(), form.fields.end());
  const auto boundary = random_token();
  request.body = files ? encode_multipart(fields, form.files, boundary) : encode_form(fields);
  remove_header(request, "content-type");
  request.headers.emplace_back("Content-Type", files ? "multipart/form-data; boundary=" + boundary
                                                     : std::string{"application/x-www-form-urlencoded"});
  return true;
}

/// The response of a session that ended early: why, and no page, for it stands in place of each that was asked for.
Value broken_by(Value response, std::size_t number) {
  const bool connected = response.at("connected").get<bool>();
  const auto* words = connected ? "failure" : "reason";
  Value broken{{"connected", connected}, {"url", response.at("url")}};
  broken[words] = fmt::format("session, request {}: {}", number, response.at(words).get<std::string>());
  return broken;
}

Value without_form(const HttpRequest& request) {
  return {{"connected", true},
          {"failure", "the page before has no form with these fields"},
          {"url", to_string(request.url)}};
}

HttpRequest request_before(const HttpDetails& details, const HttpBefore& before) {
  auto request = details.request;
  request.method = before.method;
  request.url = before.url;
  request.body.clear();
  request.keeps_cookies = true;
  remove_header(request, "content-type");
  return request;
}

boost::asio::awaitable<void> ask_before(const Conversation& talk, const HttpDetails& details, HttpSession& session) {
  for (const auto& before : details.before) {
    const auto number = session.statuses.size() + 1;
    auto request = request_before(details, before);
    request.cookies = std::move(session.cookies);
    if (!fill(request, before.form, session.page)) {
      session.broken = broken_by(without_form(request), number);
      co_return;
    }
    auto asked = co_await ask_http(talk, std::move(request), session_redirects);
    if (asked.trouble) {
      asked.trouble->message += fmt::format(" (session, request {})", number);
      session.trouble = std::move(asked.trouble);
      co_return;
    }
    session.cookies = std::move(asked.cookies);
    if (!asked.response.contains("status") || asked.response.contains("failure")) {
      session.broken = broken_by(std::move(asked.response), number);
      co_return;
    }
    session.page = asked.response.at("body").get<std::string>();
    session.statuses.push_back(asked.response.at("status"));
  }
}

}  // namespace

boost::asio::awaitable<HttpSession> begin_session(const Conversation& talk, HttpDetails& details) {
  HttpSession session;
  co_await ask_before(talk, details, session);
  if (session.trouble || !session.broken.is_null()) {
    co_return session;
  }
  auto& request = details.request;
  request.keeps_cookies = !details.before.empty();
  request.cookies = session.cookies;
  if (!fill(request, details.form, session.page)) {
    session.broken = without_form(request);
  }
  co_return session;
}

Value names_of(const std::vector<std::string>& cookies) {
  std::set<std::string> names;
  for (const auto& cookie : cookies) {
    names.insert(valid_utf8(cookie_field(cookie, 5)));
  }
  return names;
}

}  // namespace labcheck::observe
