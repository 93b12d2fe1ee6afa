#include "checks/web/prometheus_facts.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "checks/reading.hpp"
#include "checks/reply.hpp"

namespace labcheck::checks {
namespace {

/// Labels are texts by name.
Result<Value> labels_of(const Value& holder, std::string_view name) {
  LABCHECK_TRY_ASSIGN(auto labels, member<Value>(holder, name));
  const bool good =
      labels.is_object() && std::all_of(labels.begin(), labels.end(), [](const Value& one) { return one.is_string(); });
  return good ? Result<Value>{std::move(labels)}
              : unreadable(fmt::format("'{}' of Prometheus is no map of texts", name));
}

std::vector<std::string> sorted(std::vector<std::string> names) {
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

/// `[time, "value"]`; a value that is no finite number stays a text.
Result<Value> value_of(const Value& pair) {
  if (!pair.is_array() || pair.size() != 2 || !pair[0].is_number() || !pair[1].is_string()) {
    return unreadable("a sample of Prometheus is no pair of time and value");
  }
  const auto& text = pair[1].get_ref<const std::string&>();
  if (const auto number = read_finite(text)) {
    return Value(*number);
  }
  const bool known = text == "NaN" || text == "+Inf" || text == "-Inf";
  return known ? Result<Value>{Value(text)} : unreadable(fmt::format("'{}' is no value of a sample", excerpt(text)));
}

Result<Value> read_rule(const Value& rule, const std::string& group) {
  Value facts{{"group", group}};
  for (const auto* name : {"name", "type", "query", "health"}) {
    LABCHECK_TRY_ASSIGN(facts[name], member<std::string>(rule, name));
  }
  if (facts["type"] == "alerting") {
    LABCHECK_TRY_ASSIGN(facts["state"], member<std::string>(rule, "state"));
    LABCHECK_TRY_ASSIGN(facts["for"], member<Value>(rule, "duration"));
  }
  return facts;
}

}  // namespace

Result<Value> read_prometheus_version(const Value& data) {
  LABCHECK_TRY_ASSIGN(const auto version, member<std::string>(data, "version"));
  return Value{{"version", version}};
}

Result<Value> read_prometheus_query(const Value& data) {
  LABCHECK_TRY_ASSIGN(const auto type, member<std::string>(data, "resultType"));
  LABCHECK_TRY_ASSIGN(const auto result, list_member(data, "result"));
  Value samples = Value::array();
  if (type == "scalar") {
    LABCHECK_TRY_ASSIGN(auto value, value_of(result));
    samples.push_back({{"labels", Value::object()}, {"value", std::move(value)}});
  } else if (type == "vector") {
    for (const auto& series : result) {
      Value sample = Value::object();
      LABCHECK_TRY_ASSIGN(sample["labels"], labels_of(series, "metric"));
      LABCHECK_TRY_ASSIGN(const auto pair, member<Value>(series, "value"));
      LABCHECK_TRY_ASSIGN(sample["value"], value_of(pair));
      samples.push_back(std::move(sample));
    }
  } else {
    return unreadable(fmt::format("the query gives a {}, not a vector or a scalar", excerpt(type)));
  }
  Value values = Value::array();
  for (const auto& sample : samples) {
    values.push_back(sample["value"]);
  }
  Value facts{{"count", samples.size()}};
  if (values.size() == 1 && values.front().is_number()) {
    facts["value"] = values.front();
  }
  facts["values"] = std::move(values);
  facts["samples"] = std::move(samples);
  return facts;
}

Result<Value> read_prometheus_targets(const Value& data) {
  LABCHECK_TRY_ASSIGN(const auto active, list_member(data, "activeTargets"));
  Value targets = Value::array();
  std::vector<std::string> not_up;
  std::int64_t up = 0;
  for (const auto& target : active) {
    Value facts = Value::object();
    LABCHECK_TRY_ASSIGN(facts["labels"], labels_of(target, "labels"));
    for (const auto* label : {"job", "instance"}) {
      LABCHECK_TRY_ASSIGN(facts[label], member<std::string>(facts["labels"], label));
    }
    LABCHECK_TRY_ASSIGN(facts["url"], member<std::string>(target, "scrapeUrl"));
    LABCHECK_TRY_ASSIGN(facts["health"], member<std::string>(target, "health"));
    LABCHECK_TRY_ASSIGN(facts["error"], member<std::string>(target, "lastError"));
    if (facts["health"] == "up") {
      ++up;
    } else {
      not_up.push_back(facts["instance"].get<std::string>());
    }
    targets.push_back(std::move(facts));
  }
  return Value{{"count", targets.size()}, {"up", up}, {"not_up", sorted(std::move(not_up))}, {"targets", targets}};
}

Result<Value> read_prometheus_alerts(const Value& data) {
  LABCHECK_TRY_ASSIGN(const auto list, list_member(data, "alerts"));
  Value alerts = Value::array();
  std::vector<std::string> firing;
  for (const auto& alert : list) {
    Value facts = Value::object();
    LABCHECK_TRY_ASSIGN(facts["labels"], labels_of(alert, "labels"));
    LABCHECK_TRY_ASSIGN(facts["name"], member<std::string>(facts["labels"], "alertname"));
    LABCHECK_TRY_ASSIGN(facts["state"], member<std::string>(alert, "state"));
    if (facts["state"] == "firing") {
      firing.push_back(facts["name"].get<std::string>());
    }
    alerts.push_back(std::move(facts));
  }
  return Value{{"count", alerts.size()}, {"firing", sorted(std::move(firing))}, {"alerts", alerts}};
}

Result<Value> read_prometheus_rules(const Value& data) {
  LABCHECK_TRY_ASSIGN(const auto groups, list_member(data, "groups"));
  Value rules = Value::array();
  std::vector<std::string> unhealthy;
  for (const auto& group : groups) {
    LABCHECK_TRY_ASSIGN(const auto name, member<std::string>(group, "name"));
    LABCHECK_TRY_ASSIGN(const auto list, list_member(group, "rules"));
    for (const auto& rule : list) {
      LABCHECK_TRY_ASSIGN(auto facts, read_rule(rule, name));
      if (facts["health"] == "err") {
        unhealthy.push_back(facts["name"].get<std::string>());
      }
      rules.push_back(std::move(facts));
    }
  }
  return Value{{"count", rules.size()}, {"unhealthy", sorted(std::move(unhealthy))}, {"rules", rules}};
}

Result<Value> read_prometheus_alertmanagers(const Value& data) {
  LABCHECK_TRY_ASSIGN(const auto active, list_member(data, "activeAlertmanagers"));
  std::vector<std::string> urls;
  for (const auto& one : active) {
    LABCHECK_TRY_ASSIGN(auto url, member<std::string>(one, "url"));
    urls.push_back(std::move(url));
  }
  return Value{{"count", urls.size()}, {"alertmanagers", sorted(std::move(urls))}};
}

}  // namespace labcheck::checks
