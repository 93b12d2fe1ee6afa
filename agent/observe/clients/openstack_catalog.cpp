#include "observe/clients/openstack_catalog.hpp"

#include <algorithm>
#include <set>
#include <vector>

#include <fmt/format.h>

#include "observe/clients/conversation.hpp"

namespace labcheck::observe {

namespace {

constexpr std::size_t longest_token = 32 * 1024;
constexpr int deepest = 32;

std::string text_in(const Value& map, const char* name) {
  const auto found = map.is_object() ? map.find(name) : map.end();
  return found != map.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

Value member_of(const Value& map, const char* name) {
  const auto found = map.is_object() ? map.find(name) : map.end();
  return found != map.end() ? *found : Value(nullptr);
}

Result<std::string> read_token(const HttpResponse& response, const char* header) {
  auto token = text_in(response.headers, header);
  const bool plain =
      std::all_of(token.begin(), token.end(), [](char letter) { return letter > 0x20 && letter < 0x7f; });
  if (token.empty() || token.size() > longest_token || !plain) {
    return failed(ErrorKind::unreadable, fmt::format("the identity service's answer has no usable {}", header));
  }
  return token;
}

/// JSON that isn't deep enough to hurt; null for anything else.
Value read_body(const std::string& body) {
  bool deep = false;
  const auto watch = [&deep](int depth, Value::parse_event_t, Value&) {
    deep = deep || depth > deepest;
    return !deep;
  };
  auto json = Value::parse(valid_utf8(body), watch, false);
  return deep || json.is_discarded() ? Value(nullptr) : json;
}

Value names_in(const Value& list) {
  Value names = Value::array();
  for (const auto& entry : list) {
    names.push_back(text_in(entry, "name"));
  }
  return names;
}

}  // namespace

Result<OpenstackGrant> read_keystone_grant(const HttpResponse& response) {
  OpenstackGrant grant;
  LABCHECK_TRY_ASSIGN(grant.token, read_token(response, "x-subject-token"));
  const auto token = member_of(read_body(response.body), "token");
  if (!token.is_object()) {
    return failed(ErrorKind::unreadable, "the identity service's answer has no token in it");
  }
  grant.facts = {{"user", text_in(member_of(token, "user"), "name")},
                 {"project", text_in(member_of(token, "project"), "name")},
                 {"roles", names_in(member_of(token, "roles"))}};
  for (const auto& service : member_of(token, "catalog")) {
    for (const auto& endpoint : member_of(service, "endpoints")) {
      grant.catalog.push_back({{"type", text_in(service, "type")},
                               {"name", text_in(service, "name")},
                               {"region", text_in(endpoint, "region")},
                               {"interface", text_in(endpoint, "interface")},
                               {"url", text_in(endpoint, "url")}});
    }
  }
  return grant;
}

Result<OpenstackGrant> read_tempauth_grant(const HttpResponse& response) {
  OpenstackGrant grant;
  LABCHECK_TRY_ASSIGN(grant.token, read_token(response, "x-auth-token"));
  grant.catalog.push_back({{"type", "object-store"},
                           {"name", "swift"},
                           {"region", ""},
                           {"interface", "public"},
                           {"url", text_in(response.headers, "x-storage-url")}});
  return grant;
}

Result<std::string> find_endpoint(const Value& catalog, const std::string& type, const std::string& interface,
                                  const std::string& region) {
  std::vector<std::string> urls;
  std::set<std::string> types;
  for (const auto& endpoint : catalog) {
    types.insert(text_in(endpoint, "type"));
    const bool here = region.empty() || text_in(endpoint, "region") == region;
    if (here && text_in(endpoint, "type") == type && text_in(endpoint, "interface") == interface) {
      urls.push_back(text_in(endpoint, "url"));
    }
  }
  if (urls.size() == 1) {
    return urls.front();
  }
  if (urls.size() > 1) {
    return failed(ErrorKind::invalid, fmt::format("the catalog has {} {} endpoints of type {} (name the region)",
                                                  urls.size(), interface, type));
  }
  return failed(ErrorKind::invalid,
                fmt::format("the catalog has no {} endpoint of type {}{} (it has {})", interface, type,
                            region.empty() ? "" : " in region " + region,
                            types.empty() ? "nothing" : one_line(fmt::format("{}", fmt::join(types, ", ")))));
}

}  // namespace labcheck::observe
