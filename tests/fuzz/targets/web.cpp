#include "input.hpp"
#include "observe/clients/http_head.hpp"
#include "observe/clients/http_url.hpp"
#include "support.hpp"
#include "targets.hpp"

namespace labcheck::fuzz {
namespace {

/// What is put on the wire must be one request line to that host.
void check_url(const observe::HttpUrl& url) {
  for (const char letter : to_string(url)) {
    const auto code = static_cast<unsigned char>(letter);
    LABCHECK_HOLDS(code > 0x20 && code < 0x7f, "a blank, a control character or a raw byte in " + to_string(url));
  }
  LABCHECK_HOLDS(url.host.find_first_of("/?#@\\") == std::string::npos, "a host that is more: " + url.host);
  LABCHECK_HOLDS(url.scheme == "http" || url.scheme == "https", "another scheme: " + url.scheme);
  LABCHECK_HOLDS(url.port != 0 && !url.host.empty() && url.target.starts_with("/"), "a part is missing");
}

}  // namespace

void http_head(std::string_view bytes) {
  observe::HttpHead head;
  Input input{bytes};
  while (!input.empty() && head.take(input.line())) {
  }
  const auto headers = head.headers();
  LABCHECK_HOLDS(headers.is_object(), "the headers are no map");
  LABCHECK_HOLDS(Value::parse(headers.dump()) == headers, "the headers don't read back");
  for (const auto& [name, value] : headers.items()) {
    LABCHECK_HOLDS(observe::lower_case(name) == name, "a name in upper case: " + name);
  }
}

/// A host, a target and a Location header, a line each.
void http_url(std::string_view bytes) {
  Input input{bytes};
  const auto scheme = input.byte() % 2 == 0 ? "http" : "https";
  const std::string host{input.line()};
  const auto made = observe::make_http_url(scheme, host, 8080, input.line());
  if (!made) {
    check_message(made.error().message);
  } else {
    check_url(*made);
  }
  const observe::HttpUrl from{.scheme = scheme, .host = "web", .port = 8080, .target = "/a/b?c"};
  const auto next = observe::redirected(made ? *made : from, std::string{input.rest()});
  if (!next) {
    return check_message(next.error().message);
  }
  check_url(*next);
  LABCHECK_HOLDS(observe::same_origin(*next, *next), "not of the same origin as itself");
}

}  // namespace labcheck::fuzz
