#pragma once

#include <string_view>

#include <labcheck/result.hpp>
#include <labcheck/value.hpp>

#include "checks/web/api.hpp"

namespace labcheck::checks {

/// What `/health` says, also by its status.
Result<Value> read_etcd_health(ApiReply reply);
/// The service's no, as the gRPC gateway spells it.
Result<Value> read_etcd_refusal(ApiReply reply);
/// The facts of an answer to get, put, delete, members or member.
Result<Value> read_etcd_answer(std::string_view asked, const Value& json);

}  // namespace labcheck::checks
