#pragma once

#include <string>

#include <labcheck/result.hpp>
#include <labcheck/value.hpp>

namespace labcheck::checks {

/// What INFO says, as a map of its fields; whole numbers are integers.
Result<Value> read_redis_info(const Value& reply);
/// The facts about replication in such a map, where it has that section.
Result<Value> redis_replication(const Value& info);
/// CLUSTER INFO and CLUSTER NODES as facts.
Result<Value> read_redis_cluster(const Value& info, const Value& nodes);
/// SENTINEL MASTER and SENTINEL REPLICAS as facts.
Result<Value> read_redis_sentinel(const Value& master, const Value& replicas);

}  // namespace labcheck::checks
