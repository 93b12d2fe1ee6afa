#include "checks/container/registry_facts.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include <labcheck/ascii.hpp>

#include "checks/reading.hpp"
#include "checks/reply.hpp"

namespace labcheck::checks {
namespace {

/// `name="text"` out of a WWW-Authenticate header, or an empty text.
std::string quoted_in(const std::string& header, std::string_view name) {
  const auto start = fmt::format("{}=\"", name);
  for (auto at = header.find(start); at != std::string::npos; at = header.find(start, at + 1)) {
    const bool whole = at > 0 && (header[at - 1] == ' ' || header[at - 1] == ',');
    const auto begin = at + start.size();
    const auto end = header.find('"', begin);
    if (whole && end != std::string::npos) {
      return header.substr(begin, end - begin);
    }
  }
  return {};
}

Value challenge_in(const std::string& header) {
  Value challenge{{"scheme", lower_case(header.substr(0, header.find(' ')))}};
  for (const auto* name : {"realm", "service"}) {
    if (auto text = quoted_in(header, name); !text.empty()) {
      challenge[name] = std::move(text);
    }
  }
  return challenge;
}

Result<Value> read_index(const Value& manifest, Value facts) {
  LABCHECK_TRY_ASSIGN(const auto list, list_member(manifest, "manifests"));
  std::vector<std::string> platforms;
  for (const auto& one : list) {
    LABCHECK_TRY_ASSIGN(const auto platform, member<Value>(one, "platform"));
    LABCHECK_TRY_ASSIGN(const auto system, member<std::string>(platform, "os"));
    LABCHECK_TRY_ASSIGN(const auto machine, member<std::string>(platform, "architecture"));
    platforms.push_back(system + '/' + machine);
  }
  std::sort(platforms.begin(), platforms.end());
  facts["platforms"] = std::move(platforms);
  const auto annotations = manifest.value("annotations", Value::object());
  if (annotations.is_object() && annotations.contains("labcheck.content")) {
    LABCHECK_TRY_ASSIGN(facts["content"], member<std::string>(annotations, "labcheck.content"));
  }
  return facts;
}

}  // namespace

Result<Value> read_registry_list(const ApiReply& reply, std::string_view name) {
  if (reply.headers.contains("link")) {
    return unreadable("the registry has more names than it gives at once");
  }
  LABCHECK_TRY_ASSIGN(const auto listed, member<Value>(*reply.json, name));
  std::vector<std::string> names;
  // A repository whose last tag was removed has null for a list.
  for (const auto& one : listed.is_null() ? Value::array() : listed) {
    if (!one.is_string()) {
      return unreadable(fmt::format("'{}' of the registry holds something that is no text", name));
    }
    names.push_back(one.get<std::string>());
  }
  if (!listed.is_null() && !listed.is_array()) {
    return unreadable(fmt::format("'{}' of the registry is no list", name));
  }
  std::sort(names.begin(), names.end());
  return Value{{"count", names.size()}, {std::string{name}, std::move(names)}};
}

Result<Value> read_registry_manifest(const Value& manifest) {
  Value facts = Value::object();
  if (manifest.contains("mediaType")) {
    LABCHECK_TRY_ASSIGN(facts["media_type"], member<std::string>(manifest, "mediaType"));
  }
  if (manifest.contains("manifests")) {
    return read_index(manifest, std::move(facts));
  }
  LABCHECK_TRY_ASSIGN(const auto config, member<Value>(manifest, "config"));
  LABCHECK_TRY_ASSIGN(facts["config"], member<std::string>(config, "digest"));
  LABCHECK_TRY_ASSIGN(const auto layers, list_member(manifest, "layers"));
  std::int64_t size = 0;
  for (const auto& layer : layers) {
    LABCHECK_TRY_ASSIGN(const auto bytes, member<std::int64_t>(layer, "size"));
    if (bytes < 0 || bytes > (std::int64_t{1} << 50)) {
      return unreadable(fmt::format("a layer of {} bytes can't be", bytes));
    }
    size += bytes;
  }
  facts["layers"] = layers.size();
  facts["size"] = size;
  return facts;
}

Result<Value> read_registry_refusal(ApiReply reply) {
  auto code = std::to_string(reply.status);
  auto message = reply.body;
  const auto errors = reply.json && reply.json->is_object() ? reply.json->value("errors", Value()) : Value();
  if (errors.is_array() && !errors.empty() && errors.front().is_object()) {
    LABCHECK_TRY_ASSIGN(code, member<std::string>(errors.front(), "code"));
    const auto words = errors.front().value("message", Value());
    message = words.is_string() ? words.get<std::string>() : "";
  }
  if (reply.status == 404 && (code == "NAME_UNKNOWN" || code == "MANIFEST_UNKNOWN" || code == "NOT_FOUND")) {
    reply.facts["exists"] = false;
  }
  const auto challenge = reply.headers.value("www-authenticate", Value());
  if (reply.status == 401 && challenge.is_string()) {
    reply.facts["challenge"] = challenge_in(challenge.get<std::string>());
  }
  return api_refusal(std::move(reply), code, message);
}

}  // namespace labcheck::checks
