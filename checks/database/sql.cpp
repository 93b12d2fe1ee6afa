#include <algorithm>
#include <array>

#include <fmt/format.h>

#include <labcheck/check_type.hpp>

#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "checks/reply.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {
      {.name = "engine",
       .kind = ValueKind::text,
       .about = "which database it is; mysql is spoken to as mariadb",
       .required = true,
       .choices = {"mariadb", "mysql", "postgresql"}},
      {.name = "host", .kind = ValueKind::text, .about = "the server's name or address", .required = true},
      {.name = "port", .kind = ValueKind::port, .about = "the server's port (3306 or 5432 without it)"},
      {.name = "user", .kind = ValueKind::text, .about = "the database user", .required = true},
      {.name = "password", .kind = ValueKind::text, .about = "the user's password"},
      {.name = "database", .kind = ValueKind::text, .about = "the database to use"},
      {.name = "query", .kind = ValueKind::text, .about = "one statement"},
      {.name = "queries",
       .kind = ValueKind::list,
       .about = "several statements; the facts are of the last",
       .element = ValueKind::text},
      {.name = "tls",
       .kind = ValueKind::boolean,
       .about = "whether the connection must be encrypted",
       .fallback = "false"},
  };
}

std::vector<FactSpec> facts() {
  return {
      {.name = "connected", .kind = ValueKind::boolean, .about = "whether the server was reached"},
      {.name = "reason", .kind = ValueKind::text, .about = "why it was not reached, in words"},
      {.name = "failure",
       .kind = ValueKind::text,
       .about = "what was wrong with a server that does not speak its protocol, or asks for what it gets from nobody"},
      {.name = "done", .kind = ValueKind::boolean, .about = "whether login and every statement succeeded"},
      {.name = "refused",
       .kind = ValueKind::map,
       .about = "the server's refusal of the login or of a statement",
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

std::vector<std::string> statements(const Value& parameters) {
  return texts_of(parameters, given(parameters, "query") ? "query" : "queries");
}

// A statement that can only read: it begins with a reading word, is one statement, and writes nowhere on the side.
bool only_reads(const std::string& statement) {
  constexpr std::array<std::string_view, 7> readers{"select", "show", "describe", "desc", "explain", "values", "table"};
  std::string lower;
  for (const char letter : statement) {
    lower += letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  }
  const auto begin = lower.find_first_not_of(" \t\r\n(");
  if (begin == std::string::npos) {
    return false;
  }
  const auto word = lower.substr(begin, lower.find_first_not_of("abcdefghijklmnopqrstuvwxyz", begin) - begin);
  const auto semicolon = lower.find(';');
  const bool single =
      semicolon == std::string::npos || lower.find_first_not_of("; \t\r\n", semicolon) == std::string::npos;
  return single && std::find(readers.begin(), readers.end(), word) != readers.end() &&
         lower.find("into") == std::string::npos && lower.find("analyze") == std::string::npos &&
         lower.find("for update") == std::string::npos;
}

Phase phase(const Value& parameters) {
  const auto all = statements(parameters);
  return std::all_of(all.begin(), all.end(), only_reads) ? Phase::read : Phase::write;
}

std::string complaint(const Value& parameters) {
  if (given(parameters, "query") == given(parameters, "queries")) {
    return "one of query and queries is needed";
  }
  const auto all = statements(parameters);
  const bool empty = std::any_of(all.begin(), all.end(), [](const std::string& one) { return one.empty(); });
  return all.empty() || empty ? "a statement is empty" : "";
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  const bool postgresql = text_of(parameters, "engine") == "postgresql";
  const auto port = integer_of(parameters, "port", postgresql ? 5432 : 3306);
  if (port < 1 || port > 65535) {
    return failed(ErrorKind::invalid, fmt::format("port {} is outside 1-65535", port));
  }
  return Exchange{.protocol = "sql",
                  .host = text_of(parameters, "host"),
                  .port = static_cast<std::uint16_t>(port),
                  .details = {{"engine", postgresql ? "postgresql" : "mariadb"},
                              {"user", text_of(parameters, "user")},
                              {"password", text_of(parameters, "password")},
                              {"database", text_of(parameters, "database")},
                              {"statements", statements(parameters)},
                              {"tls", flag_of(parameters, "tls", false)}}};
}

Result<Value> read_refusal(const Value& reply) {
  LABCHECK_TRY_ASSIGN(const auto refused, member<Value>(reply, "refused"));
  Value facts = Value::object();
  LABCHECK_TRY_ASSIGN(const auto code, member<Value>(refused, "code"));
  facts["code"] = plain_text(code);
  for (const auto* name : {"state", "message"}) {
    LABCHECK_TRY_ASSIGN(facts[name], member<std::string>(refused, name));
  }
  return facts;
}

Result<Value> read_rows(const Value& reply) {
  Value facts = Value::object();
  LABCHECK_TRY_ASSIGN(const auto columns, list_member(reply, "columns"));
  LABCHECK_TRY_ASSIGN(const auto rows, list_member(reply, "rows"));
  Value values = Value::array();
  for (const auto& row : rows) {
    const bool right =
        row.is_array() && row.size() == columns.size() &&
        std::all_of(row.begin(), row.end(), [](const Value& cell) { return cell.is_null() || cell.is_string(); });
    if (!right) {
      return unreadable("the client's reply has a row that does not fit its columns");
    }
    if (!row.empty()) {
      values.push_back(row.front());
    }
  }
  if (!values.empty() && values.front().is_string()) {
    facts["value"] = values.front();
    if (const auto number = read_finite(values.front().get<std::string>())) {
      facts["number"] = *number;
    }
  }
  facts["count"] = rows.size();
  facts["columns"] = columns;
  facts["rows"] = rows;
  facts["values"] = std::move(values);
  return facts;
}

Result<Value> read(const Value&, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto connected, member<bool>(answer.reply, "connected"));
  Value facts = Value::object();
  if (!connected) {
    LABCHECK_TRY_ASSIGN(facts["reason"], member<std::string>(answer.reply, "reason"));
  } else if (answer.reply.contains("refused")) {
    LABCHECK_TRY_ASSIGN(facts["refused"], read_refusal(answer.reply));
  } else if (answer.reply.contains("failure")) {
    LABCHECK_TRY_ASSIGN(facts["failure"], member<std::string>(answer.reply, "failure"));
  } else {
    LABCHECK_TRY_ASSIGN(facts, read_rows(answer.reply));
    LABCHECK_TRY_ASSIGN(facts["affected"], member<std::int64_t>(answer.reply, "affected"));
  }
  facts["connected"] = connected;
  facts["done"] = connected && !facts.contains("refused") && !facts.contains("failure");
  if (answer.reply.contains("server")) {
    LABCHECK_TRY_ASSIGN(facts["server"], member<std::string>(answer.reply, "server"));
  }
  return facts;
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
      .example =
          "on: web\nsql: {engine: mariadb, host: 192.168.10.12, user: app, password: secret, "
          "query: \"select 1\"}\nexpect: {value: \"1\"}\n",
      .phase = phase,
      .undoes = never_undoes,
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
