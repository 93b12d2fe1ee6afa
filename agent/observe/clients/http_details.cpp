#include "observe/clients/http_details.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "observe/clients/conversation.hpp"

namespace labcheck::observe {

namespace {

constexpr int most_times = 10'000;
constexpr int most_at_a_time = 32;
constexpr int most_redirects = 20;
constexpr std::size_t most_before = 10;
constexpr std::size_t most_body = 8 * 1024 * 1024;

/// A token of RFC 9110: what a method or a header's name is made of.
bool is_token(const std::string& text) {
  constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char character) {
    return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'z') ||
           (character >= 'A' && character <= 'Z') || marks.find(character) != std::string_view::npos;
  });
}

bool holds_controls(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](char character) {
    const auto byte = static_cast<unsigned char>(character);
    return (byte < 0x20 && byte != '\t') || byte == 0x7f;
  });
}

Result<void> read_headers(const Value& details, HttpRequest& request) {
  const auto headers = details.value("headers", Value::object());
  for (const auto& [name, value] : headers.items()) {
    const auto text = value.get<std::string>();
    if (!is_token(name)) {
      return failed(ErrorKind::invalid, fmt::format("'{}' is no header name", one_line(name)));
    }
    if (holds_controls(text)) {
      return failed(ErrorKind::invalid, fmt::format("the value of header '{}' holds a control character", name));
    }
    request.headers.emplace_back(name, text);
  }
  return {};
}

HttpForm read_form(const Value& details) {
  HttpForm form;
  for (const auto& field : details.value("form", Value::array())) {
    form.fields.emplace_back(field.at(0).get<std::string>(), field.at(1).get<std::string>());
  }
  form.files = details.value("files", Value(nullptr));
  form.page_fields = details.value("page_fields", false);
  return form;
}

Result<void> read_before(const Exchange& exchange, HttpDetails& read) {
  const auto list = exchange.details.value("before", Value::array());
  if (list.size() > most_before) {
    return failed(ErrorKind::invalid, fmt::format("{} requests come before, not at most {}", list.size(), most_before));
  }
  for (const auto& before : list) {
    LABCHECK_TRY_ASSIGN(auto url, make_http_url(read.request.url.scheme, exchange.host, exchange.port,
                                                before.at("target").get<std::string>()));
    read.before.push_back({.method = before.at("method").get<std::string>() == "POST" ? "POST" : "GET",
                           .url = std::move(url),
                           .form = read_form(before)});
  }
  return {};
}

}  // namespace

Result<HttpDetails> read_http_details(const Exchange& exchange) {
  const auto& details = exchange.details;
  HttpDetails read;
  auto& request = read.request;
  read.times = std::clamp(details.value("times", 1), 1, most_times);
  read.concurrency = std::clamp(details.value("concurrency", 1), 1, most_at_a_time);
  read.follow = std::clamp(details.value("follow", 0), 0, most_redirects);
  request.method = details.value("method", request.method);
  if (!is_token(request.method)) {
    return failed(ErrorKind::invalid, fmt::format("'{}' is no HTTP method", one_line(request.method)));
  }
  LABCHECK_TRY_ASSIGN(request.url, make_http_url(details.value("scheme", std::string{"http"}), exchange.host,
                                                 exchange.port, details.value("target", std::string{"/"})));
  if (auto headers = read_headers(details, request); !headers) {
    return tl::unexpected<Error>(headers.error());
  }
  read.form = read_form(details);
  if (auto before = read_before(exchange, read); !before) {
    return tl::unexpected<Error>(before.error());
  }
  request.body = details.value("body", std::string{});
  request.verify = details.value("verify", true);
  request.user = details.value("user", std::string{});
  request.password = details.value("password", std::string{});
  request.max_body = std::min(details.value("max_body", request.max_body), most_body);
  return read;
}

}  // namespace labcheck::observe
