#include "checks/parameters.hpp"
#include "checks/registry.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {
      {.name = "engine", .kind = ValueKind::text, .about = "which database it is; mysql is spoken to as mariadb",
       .required = true, .choices = {"mariadb", "mysql", "postgresql"}},
      {.name = "host", .kind = ValueKind::text, .about = "the server's name or address", .required = true},
      {.name = "port", .kind = ValueKind::port, .about = "the server's port (3306 or 5432 without it)"},
      {.name = "user", .kind = ValueKind::text, .about = "the database user", .required = true},
      {.name = "password", .kind = ValueKind::text, .about = "the user's password"},
      {.name = "database", .kind = ValueKind::text, .about = "the database to use"},
      {.name = "query", .kind = ValueKind::text, .about = "one statement"},
      {.name = "queries", .kind = ValueKind::list, .about = "several statements; the facts are of the last"},
      {.name = "tls", .kind = ValueKind::boolean, .about = "whether the connection must be encrypted",
       .fallback = "false"},
  };
}

std::vector<FactSpec> facts() {
  return {
      {.name = "connected", .kind = ValueKind::boolean, .about = "whether the server was reached"},
      {.name = "reason", .kind = ValueKind::text, .about = "why it was not reached, in words"},
      {.name = "done", .kind = ValueKind::boolean, .about = "whether login and every statement succeeded"},
      {.name = "refused", .kind = ValueKind::map, .about = "the server's refusal of the login or of a statement",
       .fields = {{.name = "code", .kind = ValueKind::text, .about = "the server's error number, or SQLSTATE"},
                  {.name = "state", .kind = ValueKind::text, .about = "SQLSTATE"},
                  {.name = "message", .kind = ValueKind::text, .about = "the server's words"}}},
      {.name = "server", .kind = ValueKind::text, .about = "the server's version"},
      {.name = "columns", .kind = ValueKind::list, .about = "the names of the columns", .element = ValueKind::text},
      {.name = "rows", .kind = ValueKind::list, .about = "the rows, each a list of texts", .element = ValueKind::list},
      {.name = "values", .kind = ValueKind::list, .about = "the first column", .element = ValueKind::text},
      {.name = "value", .kind = ValueKind::text, .about = "the first cell as text; not there when it is NULL"},
      {.name = "number", .kind = ValueKind::number, .about = "the first cell as a number, when it is one"},
      {.name = "count", .kind = ValueKind::integer, .about = "how many rows came"},
      {.name = "affected", .kind = ValueKind::integer, .about = "how many rows were changed"},
  };
}

}  // namespace

CheckType sql() {
  return {
      .name = "sql",
      .subject = "database",
      .about = "an SQL query put to MariaDB, MySQL or PostgreSQL",
      .reach = Reach::protocol,
      .main_parameter = "query",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{done: true}",
      .example = "on: web\nsql: {engine: mariadb, host: 192.168.10.12, user: app, password: secret, "
                 "query: \"select 1\"}\nexpect: {value: \"1\"}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = no_complaint,
  };
}

}  // namespace labcheck::checks
