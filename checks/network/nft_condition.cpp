#include "nft_condition.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "checks/network/nft_ruleset.hpp"

namespace labcheck::checks {
namespace {

using Field = Condition::Field;

std::string text_in(const Value& object, const char* name) {
  const auto found = object.is_object() ? object.find(name) : object.end();
  return object.is_object() && found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

std::string scalar(const Value& value) {
  return value.is_string() ? value.get<std::string>() : dump(value);
}

// One element: a scalar, {"prefix": {"addr", "len"}}, {"range": [a, b]}, {"elem": {"val": …}}.
std::optional<std::string> one_value(const Value& value) {
  if (value.is_string() || value.is_number_integer() || value.is_boolean()) {
    return scalar(value);
  }
  if (!value.is_object() || value.size() != 1) {
    return std::nullopt;
  }
  const auto entry = value.cbegin();
  const auto& name = entry.key();
  const auto& inner = entry.value();
  if (name == "prefix" && inner.is_object() && inner.contains("addr") && inner.contains("len")) {
    return fmt::format("{}/{}", scalar(inner["addr"]), scalar(inner["len"]));
  }
  if (name == "range" && inner.is_array() && inner.size() == 2) {
    return fmt::format("{}-{}", scalar(inner[0]), scalar(inner[1]));
  }
  return name == "elem" && inner.is_object() && inner.contains("val") ? one_value(inner["val"]) : std::nullopt;
}

Condition condition(Field field, std::vector<std::string> values, bool negated = false) {
  return {.field = field, .values = std::move(values), .negated = negated, .words = ""};
}

std::vector<Condition> of_payload(const std::string& protocol, const std::string& name,
                                  const std::vector<std::string>& values, bool negated) {
  const auto transport =
      protocol == "th" ? std::vector<std::string>{"tcp", "udp"} : std::vector<std::string>{protocol_named(protocol)};
  if (protocol == "ip" || protocol == "ip6") {
    const auto family = condition(Field::family, {protocol == "ip" ? "ipv4" : "ipv6"});
    if (name == "saddr" || name == "daddr") {
      return {family, condition(name == "saddr" ? Field::source : Field::destination, values, negated)};
    }
    if (name == "protocol" || name == "nexthdr") {
      std::vector<std::string> protocols;
      std::transform(values.begin(), values.end(), std::back_inserter(protocols), protocol_named);
      return {family, condition(Field::protocol, protocols, negated)};
    }
    return {family, condition(Field::unknown, {})};
  }
  if (protocol == "icmp" || protocol == "icmpv6") {
    return {condition(Field::protocol, transport),
            name == "type" ? condition(Field::icmp_type, values, negated) : condition(Field::unknown, {})};
  }
  if (protocol == "ether" || protocol == "vlan" || protocol == "arp") {
    return {condition(Field::unknown, {})};
  }
  return {condition(Field::protocol, transport),
          name == "dport" ? condition(Field::port, values, negated) : condition(Field::unknown, {})};
}

std::vector<Condition> of_meta(const std::string& key, std::vector<std::string> values, bool negated) {
  if (key == "iifname" || key == "iif") {
    return {condition(Field::in, std::move(values), negated)};
  }
  if (key == "oifname" || key == "oif") {
    return {condition(Field::out, std::move(values), negated)};
  }
  if (key == "l4proto") {
    std::transform(values.begin(), values.end(), values.begin(), protocol_named);
    return {condition(Field::protocol, std::move(values), negated)};
  }
  if (key == "nfproto" || key == "protocol") {
    std::replace(values.begin(), values.end(), std::string{"ip"}, std::string{"ipv4"});
    std::replace(values.begin(), values.end(), std::string{"ip6"}, std::string{"ipv6"});
    return {condition(Field::family, std::move(values), negated)};
  }
  return {condition(Field::unknown, {})};
}

// A new connection's state is new; its addresses are not translated yet.
std::vector<Condition> of_tracking(const std::string& key, const std::vector<std::string>& values, bool negated) {
  if (key == "state") {
    return {condition(Field::state, values, negated)};
  }
  const bool translated =
      std::all_of(values.begin(), values.end(), [](const auto& value) { return value == "dnat" || value == "snat"; });
  return {key == "status" && translated ? condition(Field::always, {}, !negated) : condition(Field::unknown, {})};
}

// (flags & (fin | syn | rst | ack)) == syn is how a connection begins.
std::vector<Condition> of_flags(const Value& parts, const std::vector<std::string>& values, bool negated) {
  const bool flags = parts.is_array() && parts.size() == 2 && parts[0].is_object() && parts[0].contains("payload") &&
                     text_in(parts[0]["payload"], "field") == "flags" && !negated;
  const bool begins = flags && values == std::vector<std::string>{"syn"} && parts[1].is_array();
  return {flags ? condition(Field::protocol, {"tcp"}) : condition(Field::unknown, {}),
          begins ? condition(Field::always, {}) : condition(Field::unknown, {})};
}

}  // namespace

std::optional<std::vector<std::string>> nft_values(const Value& right, const NamedSets& sets,
                                                   const std::string& table) {
  const Value* list = &right;
  if (right.is_object() && right.contains("set") && right.size() == 1) {
    list = &right["set"];
  } else if (right.is_string() && right.get_ref<const std::string&>().starts_with('@')) {
    const auto found = sets.find(fmt::format("{} {}", table, right.get_ref<const std::string&>().substr(1)));
    if (found == sets.end()) {
      return std::nullopt;
    }
    list = &found->second;
  }
  std::vector<std::string> values;
  for (const auto& each : list->is_array() ? *list : Value::array({*list})) {
    auto value = one_value(each);
    if (!value) {
      return std::nullopt;
    }
    values.push_back(std::move(*value));
  }
  return values;
}

std::vector<Condition> nft_conditions(const Value& left, const std::optional<std::vector<std::string>>& values,
                                      bool negated) {
  if (!left.is_object() || left.size() != 1 || !values) {
    return {condition(Field::unknown, {})};
  }
  const auto entry = left.cbegin();
  const auto& kind = entry.key();
  const auto& inner = entry.value();
  if (kind == "payload") {
    return of_payload(text_in(inner, "protocol"), text_in(inner, "field"), *values, negated);
  }
  if (kind == "meta") {
    return of_meta(text_in(inner, "key"), *values, negated);
  }
  if (kind == "ct") {
    return of_tracking(text_in(inner, "key"), *values, negated);
  }
  if (kind == "&") {
    return of_flags(inner, *values, negated);
  }
  // The way back is there: a packet that fails this test has no business to come at all.
  const bool way_back =
      kind == "fib" && text_in(inner, "result") == "oif" && *values == std::vector<std::string>{"false"};
  return {way_back ? condition(Field::always, {}, !negated) : condition(Field::unknown, {})};
}

}  // namespace labcheck::checks
