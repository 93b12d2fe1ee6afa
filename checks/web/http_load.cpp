#include "checks/web/http_load.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include <labcheck/ascii.hpp>

namespace labcheck::checks {
namespace {

constexpr std::int64_t first_error = 400;

double rounded(double value) {
  return std::round(value * 100) / 100;
}

double percent(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0 : rounded(100.0 * static_cast<double>(part) / static_cast<double>(whole));
}

bool went_well(const Value& reply) {
  return reply.contains("status") && reply["status"] < first_error;
}

// Nearest rank: a time that some request really took.
std::int64_t rank(const std::vector<std::int64_t>& sorted, std::size_t hundredth) {
  return sorted[(sorted.size() * hundredth + 99) / 100 - 1];
}

Value latency_of(const Value& replies) {
  std::vector<std::int64_t> times;
  for (const auto& reply : replies) {
    if (reply.contains("elapsed_ms")) {
      times.push_back(reply["elapsed_ms"].get<std::int64_t>());
    }
  }
  if (times.empty()) {
    return nullptr;
  }
  std::sort(times.begin(), times.end());
  return {{"p50", rank(times, 50)}, {"p90", rank(times, 90)}, {"p99", rank(times, 99)}, {"max", times.back()}};
}

std::string who(const Value& reply, const std::string& share_by) {
  if (share_by == "body") {
    return reply["body"].get<std::string>();
  }
  const auto& headers = reply["headers"];
  const auto found = headers.find(lower_case(share_by));
  return found != headers.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

void add_shares(const Value& replies, const std::string& share_by, Value& facts) {
  std::map<std::string, std::size_t> counts;
  std::size_t whole = 0;
  for (const auto& reply : replies) {
    if (went_well(reply)) {
      ++counts[who(reply, share_by)];
      ++whole;
    }
  }
  std::vector<std::pair<std::string, std::size_t>> ordered(counts.begin(), counts.end());
  std::stable_sort(ordered.begin(), ordered.end(),
                   [](const auto& one, const auto& other) { return one.second > other.second; });
  facts["backends"] = Value::array();
  facts["shares"] = Value::array();
  for (const auto& [name, count] : ordered) {
    facts["backends"].push_back(name);
    facts["shares"].push_back(percent(count, whole));
  }
  if (!ordered.empty()) {
    facts["imbalance"] = rounded(percent(ordered.front().second, whole) - percent(ordered.back().second, whole));
  }
}

}  // namespace

std::vector<FactSpec> load_facts() {
  return {
      {.name = "ok_share",
       .kind = ValueKind::number,
       .about = "of several requests: how many percent were answered with a status below 400"},
      {.name = "errors",
       .kind = ValueKind::map,
       .about = "of several requests: how many were not, by status; `none` for no reply"},
      {.name = "latency",
       .kind = ValueKind::map,
       .about = "of several requests: how long they took, in milliseconds",
       .fields = {{.name = "p50", .kind = ValueKind::integer, .about = "half of them took no longer"},
                  {.name = "p90", .kind = ValueKind::integer, .about = "90 % of them"},
                  {.name = "p99", .kind = ValueKind::integer, .about = "99 % of them"},
                  {.name = "max", .kind = ValueKind::integer, .about = "all of them"}}},
      {.name = "rate", .kind = ValueKind::number, .about = "of several requests: replies in a second"},
      {.name = "backends",
       .kind = ValueKind::list,
       .about = "with share_by: who answered well, the busiest first",
       .element = ValueKind::text},
      {.name = "shares",
       .kind = ValueKind::list,
       .about = "with share_by: how many percent of the good replies each of them gave",
       .element = ValueKind::number},
      {.name = "imbalance",
       .kind = ValueKind::number,
       .about = "with share_by: the largest share less the smallest; who gave none is not seen"},
  };
}

void add_load_facts(const Value& replies, const std::string& share_by, Duration elapsed, Value& facts) {
  std::size_t good = 0;
  std::size_t answered = 0;
  Value errors = Value::object();
  for (const auto& reply : replies) {
    answered += reply.contains("status") ? 1 : 0;
    good += went_well(reply) ? 1 : 0;
    if (!went_well(reply)) {
      const auto name = reply.contains("status") ? std::to_string(reply["status"].get<std::int64_t>()) : "none";
      errors[name] = errors.value(name, 0) + 1;
    }
  }
  facts["ok_share"] = percent(good, replies.size());
  facts["errors"] = std::move(errors);
  if (auto latency = latency_of(replies); !latency.is_null()) {
    facts["latency"] = std::move(latency);
  }
  if (elapsed.count() > 0) {
    facts["rate"] = rounded(1000.0 * static_cast<double>(answered) / static_cast<double>(elapsed.count()));
  }
  if (!share_by.empty()) {
    add_shares(replies, share_by, facts);
  }
}

}  // namespace labcheck::checks
