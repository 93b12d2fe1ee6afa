#pragma once

#include <labcheck/result.hpp>
#include <labcheck/value.hpp>

namespace labcheck::checks {

/// The `data` of a successful answer of Prometheus's API as facts.
Result<Value> read_prometheus_version(const Value& data);
Result<Value> read_prometheus_query(const Value& data);
Result<Value> read_prometheus_targets(const Value& data);
Result<Value> read_prometheus_alerts(const Value& data);
Result<Value> read_prometheus_rules(const Value& data);
Result<Value> read_prometheus_alertmanagers(const Value& data);

}  // namespace labcheck::checks
