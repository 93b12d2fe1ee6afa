#include <array>

#include <fmt/format.h>

#include <labcheck/check_type.hpp>
#include <labcheck/reference.hpp>

#include "checks/host_script.hpp"
#include "checks/network/ping_output.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {
      {.name = "to", .kind = ValueKind::text, .about = "the address or name that is pinged", .required = true},
      {.name = "count", .kind = ValueKind::integer, .about = "how many requests are sent, 1 to 20", .fallback = "3"},
      {.name = "wait",
       .kind = ValueKind::integer,
       .about = "how many seconds the last one's answer is waited for, 1 to 30",
       .fallback = "2"},
      {.name = "from", .kind = ValueKind::text, .about = "the interface or own address that they go out from"},
      {.name = "family",
       .kind = ValueKind::text,
       .about = "of a name, which of its addresses is pinged",
       .choices = {"ipv4", "ipv6"}},
  };
}

std::vector<FactSpec> facts() {
  return {
      {.name = "answered", .kind = ValueKind::boolean, .about = "whether an answer came back"},
      {.name = "address", .kind = ValueKind::text, .about = "the address that was pinged"},
      {.name = "sent", .kind = ValueKind::integer, .about = "how many requests were sent"},
      {.name = "received", .kind = ValueKind::integer, .about = "how many were answered"},
      {.name = "loss", .kind = ValueKind::number, .about = "how many were lost, in percent"},
      {.name = "rtt_min", .kind = ValueKind::number, .about = "the shortest round trip in milliseconds"},
      {.name = "rtt_avg", .kind = ValueKind::number, .about = "the average round trip"},
      {.name = "rtt_max", .kind = ValueKind::number, .about = "the longest round trip"},
      {.name = "reason",
       .kind = ValueKind::text,
       .about = "why nothing could be sent: unknown_name, no_route, not_permitted or no_source"},
  };
}

constexpr std::string_view script = R"sh(
need ping
to=$1 count=$2 wait=$3 from=$4 family=$5
set -- -n -c "$count" -W "$wait"
[ -z "$from" ] || set -- "$@" -I "$from"
[ -z "$family" ] || set -- "$@" "$family"
case $(ping -V 2>&1) in *usyBox*) shift ;; esac # knows no -n, and resolves nothing backwards
output=$(ping "$@" "$to" 2>&1)
say status $?
tell output "$output"
finish
)sh";

constexpr std::string_view to_letters = ".-_:%";

bool within(const Value& parameters, std::string_view name, std::int64_t fallback, std::int64_t most) {
  const auto number = integer_of(parameters, name, fallback);
  return number >= 1 && number <= most;
}

constexpr std::int64_t most_requests = 20;
constexpr std::int64_t longest_wait = 30;

std::string complaint(const Value& parameters) {
  const auto to = text_of(parameters, "to");
  const auto from = text_of(parameters, "from");
  if (!is_name(to, to_letters)) {
    return fmt::format("'{}' is no address and no name of a host", to);
  }
  if (given(parameters, "from") && !is_name(from, "._-:@")) {
    return fmt::format("'{}' is no interface and no address", from);
  }
  if (!within(parameters, "count", 3, most_requests)) {
    return fmt::format("count {} is outside 1-20", text_of(parameters, "count"));
  }
  return within(parameters, "wait", 2, longest_wait)
             ? ""
             : fmt::format("wait {} is outside 1-30", text_of(parameters, "wait"));
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  const auto family = text_of(parameters, "family");
  return host_script(script, {text_of(parameters, "to"), std::to_string(integer_of(parameters, "count", 3)),
                              std::to_string(integer_of(parameters, "wait", 2)), text_of(parameters, "from"),
                              family == "ipv6"   ? "-6"
                              : family == "ipv4" ? "-4"
                                                 : ""});
}

Result<Value> read(const Value&, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto fields, read_fields(answer));
  LABCHECK_TRY_ASSIGN(const auto status, fields.integer("status"));
  LABCHECK_TRY_ASSIGN(const auto output, fields.bytes("output"));
  return read_ping(output, status);
}

}  // namespace

CheckType ping() {
  return {
      .name = "ping",
      .subject = "network",
      .about = "whether a host answers ICMP echo requests (ping) of another host of the lab",
      .main_parameter = "to",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{answered: true}",
      .example = "on: web\nping: 192.168.10.1\nexpect: {loss: 0}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
