#include "observe/clients/http_perform.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <ctime>
#include <memory>

#include "observe/clients/conversation.hpp"
#include "observe/clients/curl_easy.hpp"
#include "observe/clients/http_head.hpp"

namespace labcheck::observe {

namespace {

struct Received {
  HttpHead head{};
  CurlBody content{};
};

std::size_t take_header(char* data, std::size_t one, std::size_t size, void* target) noexcept {
  auto& received = *static_cast<Received*>(target);
  auto& truncated = received.content.truncated;
  truncated = truncated || !received.head.take({data, one * size});
  return truncated ? 0 : one * size;
}

void append(List& list, const std::string& line) {
  if (auto* longer = curl_slist_append(list.get(), line.c_str())) {
    (void)list.release();
    list.reset(longer);
  }
}

/// The request's own headers, and no others that libcurl would add by itself where they change the answer.
List header_lines(const HttpRequest& request) {
  List lines{nullptr, curl_slist_free_all};
  bool encoding = false;
  for (const auto& [name, value] : request.headers) {
    // "Name;" is libcurl's spelling of a header without a value; "Name:" would leave it out.
    append(lines, value.empty() ? name + ';' : name + ": " + value);
    encoding = encoding || lower_case(name) == "accept-encoding";
  }
  if (!encoding) {
    append(lines, "Accept-Encoding:");
  }
  append(lines, "Expect:");
  return lines;
}

void set_http_defaults(CURL* easy) {
  set_safe_defaults(easy, "http,https");
  curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy, CURLOPT_HTTP09_ALLOWED, 0L);
  curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
  curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
}

/// Bytes in memory in place of a file; libcurl copies them.
void set_blob(CURL* easy, CURLoption option, const std::string& bytes) {
  if (!bytes.empty()) {
    curl_blob blob{.data = const_cast<char*>(bytes.data()), .len = bytes.size(), .flags = CURL_BLOB_COPY};
    curl_easy_setopt(easy, option, &blob);
  }
}

void set_request(CURL* easy, const HttpRequest& request) {
  curl_easy_setopt(easy, CURLOPT_URL, to_string(request.url).c_str());
  if (request.method == "HEAD") {
    curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
  } else {
    curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request.method.c_str());
  }
  if (!request.body.empty() || request.method == "POST" || request.method == "PUT" || request.method == "PATCH") {
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request.body.c_str());
  }
  if (!request.user.empty()) {
    curl_easy_setopt(easy, CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
    curl_easy_setopt(easy, CURLOPT_USERNAME, request.user.c_str());
    curl_easy_setopt(easy, CURLOPT_PASSWORD, request.password.c_str());
  }
  set_verify(easy, request.verify);
  set_blob(easy, CURLOPT_CAINFO_BLOB, request.authorities);
  if (!request.authorities.empty()) {
    curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);  // a folder of authorities would be trusted beside the blob
  }
  set_blob(easy, CURLOPT_SSLCERT_BLOB, request.certificate);
  set_blob(easy, CURLOPT_SSLKEY_BLOB, request.key);
  curl_easy_setopt(easy, CURLOPT_KEYPASSWD, "");  // OpenSSL asks the terminal for what an encrypted key is locked by
}

/// Codes that are the service's doing once the relay had a connection to it.
bool is_services_fault(CURLcode code, const HttpRequest& request) {
  switch (code) {
    case CURLE_SSL_CERTPROBLEM:  // what the candidate's own papers hold is no certificate, or not its key
    case CURLE_SSL_CACERT_BADFILE:
      return !request.authorities.empty() || !request.certificate.empty();
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_UNSUPPORTED_PROTOCOL:  // HTTP/0.9: the reply has no status line
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
    case CURLE_SSL_SHUTDOWN_FAILED:
    case CURLE_BAD_CONTENT_ENCODING:
    case CURLE_HTTP2:
    case CURLE_CHUNK_FAILED:
    case CURLE_RANGE_ERROR:
    case CURLE_WRITE_ERROR:  // our own callbacks took everything: a body that doesn't unpack
      return true;
    default:
      return false;
  }
}

/// What is kept for all of a session's requests together; a service may send new ones with every reply.
constexpr std::size_t most_cookies = 200;

void set_cookies(CURL* easy, const HttpRequest& request) {
  if (!request.keeps_cookies) {
    return;
  }
  curl_easy_setopt(easy, CURLOPT_COOKIEFILE, "");
  for (const auto& cookie : request.cookies) {
    curl_easy_setopt(easy, CURLOPT_COOKIELIST, cookie.c_str());
  }
}

/// libcurl lists a cookie that was just taken back, and forgets it with the next request.
bool has_expired(std::string_view cookie) {
  const auto text = cookie_field(cookie, 4);
  std::int64_t expiry = 0;
  std::from_chars(text.data(), text.data() + text.size(), expiry);
  return expiry != 0 && expiry <= std::time(nullptr);
}

std::vector<std::string> cookies_of(CURL* easy) {
  std::vector<std::string> cookies;
  curl_slist* first = nullptr;
  if (curl_easy_getinfo(easy, CURLINFO_COOKIELIST, &first) != CURLE_OK) {
    return cookies;
  }
  const List all{first, curl_slist_free_all};
  for (const auto* each = first; each != nullptr; each = each->next) {
    if (!has_expired(each->data)) {
      cookies.emplace_back(each->data);
    }
  }
  return cookies;
}

HttpResponse response_of(const HttpRequest& request, CURL* easy, CURLcode code, const char* words, Received received) {
  HttpResponse response;
  if (received.content.truncated) {
    response.ending = HttpEnding::truncated;
    response.failure = "more headers or body than is taken";
    return response;
  }
  if (code == CURLE_OUT_OF_MEMORY) {  // also what libcurl says of a header line beyond a limit of its own
    response.ending = HttpEnding::truncated;
    response.failure = "a header line is longer than is taken, or memory is short";
    return response;
  }
  if (code != CURLE_OK) {
    response.ending = is_services_fault(code, request) ? HttpEnding::spoke_wrongly : HttpEnding::failed;
    response.failure = one_line(*words != '\0' ? words : curl_easy_strerror(code));
    return response;
  }
  if (request.keeps_cookies) {
    response.cookies = cookies_of(easy);
    if (response.cookies.size() > most_cookies) {
      response.ending = HttpEnding::truncated;
      response.failure = "more cookies than are taken";
      return response;
    }
  }
  long status = 0;
  curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
  response.ending = HttpEnding::answered;
  response.status = static_cast<int>(status);
  response.headers = received.head.headers();
  response.location = received.head.location();
  response.body = std::move(received.content.body);
  return response;
}

}  // namespace

std::string_view cookie_field(std::string_view cookie, int number) {
  for (; number > 0 && !cookie.empty(); --number) {
    cookie.remove_prefix(std::min(cookie.find('\t'), cookie.size() - 1) + 1);
  }
  return cookie.substr(0, cookie.find('\t'));
}

HttpResponse perform_http(const HttpRequest& request, std::uint16_t relay_port, Deadline deadline) {
  const Easy easy{curl_easy_init(), curl_easy_cleanup};
  if (!easy) {
    return {.ending = HttpEnding::failed, .failure = "libcurl has no memory"};
  }
  Received received{.content = {.max_body = request.max_body}};
  std::array<char, CURL_ERROR_SIZE> words{};
  const auto lines = header_lines(request);
  const auto way = way_through(relay_port);
  set_http_defaults(easy.get());
  set_request(easy.get(), request);
  set_cookies(easy.get(), request);
  curl_easy_setopt(easy.get(), CURLOPT_CONNECT_TO, way.get());
  curl_easy_setopt(easy.get(), CURLOPT_HTTPHEADER, lines.get());
  curl_easy_setopt(easy.get(), CURLOPT_ERRORBUFFER, words.data());
  curl_easy_setopt(easy.get(), CURLOPT_HEADERFUNCTION, take_header);
  curl_easy_setopt(easy.get(), CURLOPT_HEADERDATA, &received);
  set_body(easy.get(), received.content);
  set_time(easy.get(), deadline);
  const auto code = curl_easy_perform(easy.get());
  return response_of(request, easy.get(), code, words.data(), std::move(received));
}

}  // namespace labcheck::observe
