#include "checks/database/etcd_facts.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "checks/base64.hpp"
#include "checks/reading.hpp"
#include "checks/reply.hpp"

namespace labcheck::checks {
namespace {

/// The gateway leaves out what is zero, false or empty, and spells numbers of 64 bits as texts.
Result<std::string> number_text(const Value& holder, std::string_view name) {
  if (!holder.contains(name)) {
    return std::string{"0"};
  }
  LABCHECK_TRY_ASSIGN(auto text, member<std::string>(holder, name));
  const bool digits = !text.empty() && text.size() <= 20 && text.find_first_not_of("0123456789") == std::string::npos;
  return digits ? Result<std::string>{std::move(text)}
                : unreadable(fmt::format("etcd's '{}' is '{}', no number", name, excerpt(text)));
}

Result<std::int64_t> number(const Value& holder, std::string_view name) {
  LABCHECK_TRY_ASSIGN(const auto text, number_text(holder, name));
  const auto read = read_integer(text);
  return read ? Result<std::int64_t>{*read} : unreadable(fmt::format("etcd's '{}' is out of range", name));
}

Result<std::string> bytes(const Value& holder, std::string_view name) {
  if (!holder.contains(name)) {
    return std::string{};
  }
  LABCHECK_TRY_ASSIGN(const auto text, member<std::string>(holder, name));
  const auto decoded = from_base64(text);
  return decoded ? Result<std::string>{valid_utf8(*decoded)}
                 : unreadable(fmt::format("etcd's '{}' is no base64", name));
}

Result<Value> texts(const Value& holder, std::string_view name) {
  if (!holder.contains(name)) {
    return Value::array();
  }
  LABCHECK_TRY_ASSIGN(auto list, list_member(holder, name));
  const bool good = std::all_of(list.begin(), list.end(), [](const Value& one) { return one.is_string(); });
  return good ? Result<Value>{std::move(list)} : unreadable(fmt::format("etcd's '{}' is no list of texts", name));
}

Result<Value> read_keys(const Value& json) {
  Value keys = Value::array();
  Value values = Value::array();
  if (json.contains("kvs")) {
    LABCHECK_TRY_ASSIGN(const auto pairs, list_member(json, "kvs"));
    for (const auto& pair : pairs) {
      LABCHECK_TRY_ASSIGN(auto key, bytes(pair, "key"));
      LABCHECK_TRY_ASSIGN(auto value, bytes(pair, "value"));
      keys.push_back(std::move(key));
      values.push_back(std::move(value));
    }
  }
  Value facts = Value::object();
  LABCHECK_TRY_ASSIGN(const auto count, number(json, "count"));
  if (count != static_cast<std::int64_t>(keys.size())) {
    return unreadable(fmt::format("etcd counts {} keys and gives {}", count, keys.size()));
  }
  facts["count"] = count;
  facts["found"] = count > 0;
  if (count > 0) {
    facts["value"] = values.front();
  }
  facts["keys"] = std::move(keys);
  facts["values"] = std::move(values);
  return facts;
}

Result<Value> read_member(const Value& json) {
  Value facts = Value::object();
  LABCHECK_TRY_ASSIGN(facts["id"], number_text(json, "ID"));
  facts["name"] = "";
  if (json.contains("name")) {
    LABCHECK_TRY_ASSIGN(facts["name"], member<std::string>(json, "name"));
  }
  LABCHECK_TRY_ASSIGN(facts["peer_urls"], texts(json, "peerURLs"));
  LABCHECK_TRY_ASSIGN(facts["client_urls"], texts(json, "clientURLs"));
  facts["learner"] = false;
  if (json.contains("isLearner")) {
    LABCHECK_TRY_ASSIGN(facts["learner"], member<bool>(json, "isLearner"));
  }
  // One that was only announced has no name yet.
  facts["started"] = facts["name"] != "";
  return facts;
}

Result<Value> read_members(const Value& json) {
  LABCHECK_TRY_ASSIGN(const auto list, list_member(json, "members"));
  Value members = Value::array();
  std::vector<std::string> names;
  for (const auto& one : list) {
    LABCHECK_TRY_ASSIGN(auto facts, read_member(one));
    if (facts["started"] == true) {
      names.push_back(facts["name"].get<std::string>());
    }
    members.push_back(std::move(facts));
  }
  std::sort(names.begin(), names.end());
  return Value{{"count", members.size()}, {"names", std::move(names)}, {"members", std::move(members)}};
}

Result<Value> read_itself(const Value& json, const std::string& id) {
  Value facts = Value::object();
  LABCHECK_TRY_ASSIGN(facts["version"], member<std::string>(json, "version"));
  LABCHECK_TRY_ASSIGN(facts["term"], number(json, "raftTerm"));
  LABCHECK_TRY_ASSIGN(facts["db_size"], number(json, "dbSize"));
  LABCHECK_TRY_ASSIGN(const auto leader, number_text(json, "leader"));
  if (leader != "0") {
    facts["leader"] = leader;
  }
  facts["is_leader"] = leader != "0" && leader == id;
  return facts;
}

}  // namespace

Result<Value> read_etcd_health(ApiReply reply) {
  // Up to 3.4 a text, and one that says false comes with status 503.
  const auto health = reply.json && reply.json->is_object() ? reply.json->value("health", Value()) : Value();
  if (health != "true" && health != "false" && !health.is_boolean()) {
    return api_failure(std::move(reply), "what came is no answer of etcd about its health");
  }
  const bool healthy = reply.status == 200 && (health == "true" || health == true);
  reply.facts["healthy"] = healthy;
  reply.facts["done"] = healthy;
  return std::move(reply.facts);
}

Result<Value> read_etcd_refusal(ApiReply reply) {
  const bool told = reply.json && reply.json->is_object() && reply.json->value("code", Value()).is_number_integer();
  const auto code = told ? reply.json->at("code").get<std::int64_t>() : reply.status;
  const auto words = told ? reply.json->value("message", reply.json->value("error", Value())) : Value(reply.body);
  const auto message = words.is_string() ? words.get<std::string>() : std::string{};
  return api_refusal(std::move(reply), std::to_string(code), message);
}

Result<Value> read_etcd_answer(std::string_view asked, const Value& json) {
  LABCHECK_TRY_ASSIGN(const auto header, member<Value>(json, "header"));
  Value facts = Value::object();
  LABCHECK_TRY_ASSIGN(const auto id, number_text(header, "member_id"));
  if (asked == "members") {
    LABCHECK_TRY_ASSIGN(facts, read_members(json));
  } else if (asked == "member") {
    LABCHECK_TRY_ASSIGN(facts, read_itself(json, id));
  } else {
    if (asked == "get") {
      LABCHECK_TRY_ASSIGN(facts, read_keys(json));
    } else if (asked == "delete") {
      LABCHECK_TRY_ASSIGN(facts["count"], number(json, "deleted"));
    }
    LABCHECK_TRY_ASSIGN(facts["revision"], number(header, "revision"));
  }
  facts["member_id"] = id;
  return facts;
}

}  // namespace labcheck::checks
