#include <fmt/format.h>

#include "checks/cloud/openstack_login.hpp"
#include "checks/reading.hpp"
#include "checks/reply.hpp"

namespace labcheck::checks {
namespace {

bool is_refusal(std::int64_t status) {
  return status == 401 || status == 403;
}

Result<Value> read_denied_login(const Value& login, Value facts) {
  LABCHECK_TRY_ASSIGN(const auto status, member<std::int64_t>(login, "status"));
  LABCHECK_TRY_ASSIGN(const auto message, member<std::string>(login, "message"));
  if (is_refusal(status)) {
    facts["refused"] = {{"code", status}, {"message", excerpt(message)}};
  } else {
    facts["failure"] = fmt::format("the identity service answers a login with {}: {}", status, excerpt(message));
  }
  return facts;
}

/// A service behind the login says no in JSON of many shapes: its words stand as they are.
Result<Value> read_denied_request(const Value& answer, Value facts) {
  LABCHECK_TRY_ASSIGN(const auto status, member<std::int64_t>(answer, "status"));
  if (is_refusal(status)) {
    LABCHECK_TRY_ASSIGN(const auto body, member<std::string>(answer, "body"));
    facts["refused"] = {{"code", status}, {"message", excerpt(body)}};
  }
  return facts;
}

}  // namespace

Result<Value> read_login(const Value& reply) {
  LABCHECK_TRY_ASSIGN(const auto connected, member<bool>(reply, "connected"));
  const bool usable = !reply.contains("unusable");
  Value facts{{"connected", connected}, {"usable", usable}};
  if (!usable || !connected) {
    LABCHECK_TRY_ASSIGN(facts["reason"], member<std::string>(reply, usable ? "reason" : "unusable"));
    return facts;
  }
  if (reply.contains("failure")) {
    LABCHECK_TRY_ASSIGN(facts["failure"], member<std::string>(reply, "failure"));
  }
  const bool granted = reply.contains("grant");
  facts["authenticated"] = granted;
  if (granted) {
    return reply.contains("answer") ? read_denied_request(reply.at("answer"), std::move(facts))
                                    : Result<Value>{std::move(facts)};
  }
  if (facts.contains("failure")) {
    return facts;
  }
  LABCHECK_TRY_ASSIGN(const auto login, member<Value>(reply, "login"));
  return read_denied_login(login, std::move(facts));
}

}  // namespace labcheck::checks
