#include "checks/parameters.hpp"
#include "checks/registry.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {
      {.name = "port", .kind = ValueKind::port, .about = "the port's number", .required = true},
      {.name = "protocol", .kind = ValueKind::text, .about = "tcp or udp", .fallback = "tcp", .choices = {"tcp", "udp"}},
      {.name = "address", .kind = ValueKind::text,
       .about = "only what is bound to exactly this address (0.0.0.0 and :: stand for all)"},
      {.name = "owner", .kind = ValueKind::boolean,
       .about = "whether program, package, pid and user are looked for, which needs root", .fallback = "true"},
  };
}

std::vector<FactSpec> facts() {
  return {
      {.name = "listening", .kind = ValueKind::boolean, .about = "whether a socket listens on the port"},
      {.name = "addresses", .kind = ValueKind::list, .about = "the addresses that are listened on",
       .element = ValueKind::text},
      {.name = "program", .kind = ValueKind::path,
       .about = "the program that listens; not there when several do"},
      {.name = "programs", .kind = ValueKind::list, .about = "all programs that listen", .element = ValueKind::path},
      {.name = "package", .kind = ValueKind::text, .about = "the package that the program belongs to"},
      {.name = "pid", .kind = ValueKind::integer, .about = "the process that listens"},
      {.name = "user", .kind = ValueKind::text, .about = "the user that this process runs as"},
  };
}

}  // namespace

CheckType port() {
  return {
      .name = "port",
      .subject = "network",
      .about = "whether something listens on a port of the host, and which program it is",
      .main_parameter = "port",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{listening: true}",
      .example = "on: web\nport: 80\nexpect: {listening: true, program: /usr/sbin/nginx}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = no_complaint,
  };
}

}  // namespace labcheck::checks
