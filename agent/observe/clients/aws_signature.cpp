#include "observe/clients/aws_signature.hpp"

#include <algorithm>
#include <map>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "observe/clients/http_head.hpp"
#include "text/hex.hpp"
#include "text/sha256.hpp"

namespace labcheck::observe {

namespace {

std::string hmac(std::string_view key, std::string_view text) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(text.data()),
       text.size(), digest, &size);
  return {reinterpret_cast<const char*>(digest), size};
}

/// The parameters in the order of their bytes, each with a "=".
std::string sorted_query(std::string_view query) {
  std::vector<std::string> parts;
  while (!query.empty()) {
    const auto end = std::min(query.find('&'), query.size());
    std::string part{query.substr(0, end)};
    parts.push_back(part.find('=') == std::string::npos ? part + '=' : part);
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  std::sort(parts.begin(), parts.end());
  return fmt::format("{}", fmt::join(parts, "&"));
}

/// The Host header as libcurl sends it.
std::string host_header(const HttpUrl& url) {
  auto bare = url;
  bare.target.clear();
  return to_string(bare).substr(url.scheme.size() + 3);
}

std::string signing_key(const AwsKeys& keys, const std::string& day) {
  return hmac(hmac(hmac(hmac("AWS4" + keys.secret_key, day), keys.region), keys.service), "aws4_request");
}

}  // namespace

std::vector<std::pair<std::string, std::string>> aws_signature(const HttpRequest& request, const AwsKeys& keys,
                                                               std::chrono::sys_seconds now) {
  const auto time = fmt::format("{:%Y%m%dT%H%M%SZ}", fmt::gmtime(std::chrono::system_clock::to_time_t(now)));
  const auto day = time.substr(0, 8);
  const auto body = text::sha256_hex(request.body);
  std::map<std::string, std::string> signed_headers{
      {"host", host_header(request.url)}, {"x-amz-content-sha256", body}, {"x-amz-date", time}};
  for (const auto& [name, value] : request.headers) {
    signed_headers[lower_case(name)] = value;
  }
  std::string names;
  std::string lines;
  for (const auto& [name, value] : signed_headers) {
    names += (names.empty() ? "" : ";") + name;
    lines += name + ':' + value + '\n';
  }
  const auto& target = request.url.target;
  const auto path = target.substr(0, target.find('?'));
  const auto query = path.size() == target.size() ? std::string{} : sorted_query(target.substr(path.size() + 1));
  const auto canonical = fmt::format("{}\n{}\n{}\n{}\n{}\n{}", request.method, path, query, lines, names, body);
  const auto scope = fmt::format("{}/{}/{}/aws4_request", day, keys.region, keys.service);
  const auto to_sign = fmt::format("AWS4-HMAC-SHA256\n{}\n{}\n{}", time, scope, text::sha256_hex(canonical));
  const auto signature = text::hex(hmac(signing_key(keys, day), to_sign));
  return {{"x-amz-content-sha256", body},
          {"x-amz-date", time},
          {"Authorization", fmt::format("AWS4-HMAC-SHA256 Credential={}/{}, SignedHeaders={}, Signature={}",
                                        keys.access_key, scope, names, signature)}};
}

}  // namespace labcheck::observe
