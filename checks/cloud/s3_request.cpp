#include "checks/cloud/s3_request.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include <labcheck/reference.hpp>

#include "checks/parameters.hpp"
#include "checks/target.hpp"

namespace labcheck::checks {
namespace {

constexpr std::int64_t largest_body = 1'048'576;

struct Action {
  std::string_view key{};
  S3Action action{};
  std::string_view method{};
  std::string_view query{};
  bool wants_key{false};
  bool may_have_key{false};
};

constexpr std::array<Action, 9> actions{{{"list", S3Action::list, "GET", "list-type=2", false, false},
                                         {"get", S3Action::get, "GET", "", true, true},
                                         {"head", S3Action::head, "HEAD", "", false, true},
                                         {"put", S3Action::put, "PUT", "", true, true},
                                         {"delete", S3Action::erase, "DELETE", "", false, true},
                                         {"create", S3Action::create, "PUT", "", false, false},
                                         {"versioning", S3Action::versioning, "GET", "versioning=", false, false},
                                         {"lifecycle", S3Action::lifecycle, "GET", "lifecycle=", false, false},
                                         {"policy", S3Action::policy, "GET", "policy=", false, false}}};

std::vector<const Action*> given_actions(const Value& parameters) {
  std::vector<const Action*> found;
  for (const auto& action : actions) {
    if (given(parameters, action.key)) {
      found.push_back(&action);
    }
  }
  return found;
}

std::string keys_complaint(const Value& parameters) {
  const bool anonymous = flag_of(parameters, "anonymous", false);
  const bool signs = given(parameters, "access_key") && given(parameters, "secret_key");
  if (given(parameters, "access_key") != given(parameters, "secret_key")) {
    return "access_key and secret_key belong together";
  }
  if (anonymous == signs) {
    return anonymous ? "anonymous and access_key exclude each other"
                     : "access_key and secret_key are needed (or anonymous: true)";
  }
  const auto key = text_of(parameters, "access_key");
  const auto region = text_of(parameters, "region");
  const bool plain = std::all_of(key.begin(), key.end(), [](char letter) {
    const auto byte = static_cast<unsigned char>(letter);
    return byte > 0x20 && byte < 0x7F && letter != '/' && letter != ',';
  });
  if (signs && !has_references(key) && (key.empty() || !plain)) {
    return "access_key is no key: it is empty or holds a blank, a comma or a slash";
  }
  return given(parameters, "region") && !is_name(region, "-_") ? fmt::format("'{}' is no region", region) : "";
}

/// What is wrong with BUCKET or BUCKET/KEY.
std::string place_complaint(const Action& action, const std::string& place) {
  if (has_references(place)) {
    return {};
  }
  const auto slash = place.find('/');
  const auto bucket = place.substr(0, slash);
  const bool has_key = slash != std::string::npos;
  if (!is_name(bucket, "-._")) {
    return fmt::format("{}: '{}' is no name of a bucket", action.key, bucket);
  }
  if (has_key && !action.may_have_key) {
    return fmt::format("{} takes a bucket, found '{}'", action.key, place);
  }
  if ((action.wants_key && !has_key) || (has_key && slash + 1 == place.size())) {
    return fmt::format("{} needs BUCKET/KEY, found '{}'", action.key, place);
  }
  return place.size() > 1100 ? fmt::format("{}: the name has {} bytes, more than 1024", action.key, place.size()) : "";
}

std::string query_of(const Value& parameters, const Action& action) {
  std::string query{action.query};
  if (action.action == S3Action::list && given(parameters, "prefix")) {
    query += "&prefix=" + url_encoded(text_of(parameters, "prefix"), false);
  }
  return query.empty() ? query : '?' + query;
}

}  // namespace

std::string url_encoded(std::string_view text, bool keep_slashes) {
  std::string encoded;
  for (const char letter : text) {
    const bool plain = (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') ||
                       (letter >= 'A' && letter <= 'Z') || letter == '-' || letter == '_' || letter == '.' ||
                       letter == '~' || (keep_slashes && letter == '/');
    encoded += plain ? std::string(1, letter) : fmt::format("%{:02X}", static_cast<unsigned char>(letter));
  }
  return encoded;
}

S3Action s3_action(const Value& parameters) {
  const auto found = given_actions(parameters);
  return found.empty() ? S3Action::buckets : found.front()->action;
}

Phase s3_phase(const Value& parameters) {
  const auto action = s3_action(parameters);
  const bool changes = action == S3Action::put || action == S3Action::erase || action == S3Action::create;
  return changes ? Phase::write : Phase::read;
}

std::string s3_complaint(const Value& parameters) {
  const auto endpoint = text_of(parameters, "endpoint");
  if (const auto url = has_references(endpoint) ? Result<Url>{} : read_url(endpoint); !url) {
    return url.error().message;
  } else if (!has_references(endpoint) && url->target != "/") {
    return fmt::format("the endpoint '{}' has a path: buckets are named beside it", endpoint);
  }
  const auto found = given_actions(parameters);
  if (found.size() > 1) {
    return fmt::format("{} and {} exclude each other", found[0]->key, found[1]->key);
  }
  const auto action = s3_action(parameters);
  if ((action == S3Action::put) != given(parameters, "content")) {
    return action == S3Action::put ? "put needs the content to write" : "content belongs to put";
  }
  if (given(parameters, "prefix") && action != S3Action::list) {
    return "prefix belongs to list";
  }
  if (!found.empty()) {
    if (auto wrong = place_complaint(*found.front(), text_of(parameters, found.front()->key)); !wrong.empty()) {
      return wrong;
    }
  }
  return keys_complaint(parameters);
}

Result<Request> s3_request(const Value& parameters) {
  if (const auto wrong = s3_complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  LABCHECK_TRY_ASSIGN(const auto url, read_url(text_of(parameters, "endpoint")));
  const auto found = given_actions(parameters);
  const auto target = found.empty() ? std::string{"/"}
                                    : '/' + url_encoded(text_of(parameters, found.front()->key), true) +
                                          query_of(parameters, *found.front());
  Value details{{"method", found.empty() ? "GET" : found.front()->method},
                {"scheme", url.scheme},
                {"target", target},
                {"verify", flag_of(parameters, "verify", true)},
                {"max_body", largest_body}};
  if (given(parameters, "content")) {
    details["body"] = text_of(parameters, "content");
  }
  if (!flag_of(parameters, "anonymous", false)) {
    details["access_key"] = text_of(parameters, "access_key");
    details["secret_key"] = text_of(parameters, "secret_key");
    details["region"] = given(parameters, "region") ? text_of(parameters, "region") : "us-east-1";
  }
  return Exchange{.protocol = "s3", .host = url.where.host, .port = url.where.port, .details = std::move(details)};
}

}  // namespace labcheck::checks
