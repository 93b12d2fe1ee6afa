#include "checks/parameters.hpp"
#include "checks/registry.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {
      {.name = "target", .kind = ValueKind::text, .about = "host:port, with [brackets] around an IPv6 address",
       .required = true},
      {.name = "send", .kind = ValueKind::text, .about = "what to say once connected"},
      {.name = "receive", .kind = ValueKind::integer, .about = "how many bytes to read at most (4096 with until)"},
      {.name = "until", .kind = ValueKind::text, .about = "read until this text has come"},
  };
}

std::vector<FactSpec> facts() {
  return {
      {.name = "connected", .kind = ValueKind::boolean, .about = "whether the connection came about"},
      {.name = "received", .kind = ValueKind::text, .about = "what the service said"},
      {.name = "reason", .kind = ValueKind::text, .about = "why there is no connection, in words"},
  };
}

}  // namespace

CheckType tcp() {
  return {
      .name = "tcp",
      .subject = "network",
      .about = "a TCP connection to a service, with what it says",
      .reach = Reach::protocol,
      .main_parameter = "target",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{connected: true}",
      .example = "on: client\ntcp: {target: \"192.168.10.11:25\", until: \"\\n\"}\nexpect: {received: {matches: \"^220 .*\"}}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = no_complaint,
  };
}

}  // namespace labcheck::checks
