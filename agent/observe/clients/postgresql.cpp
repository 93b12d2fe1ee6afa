#include <array>
#include <charconv>
#include <cstring>
#include <memory>

#include <poll.h>

#include <fmt/format.h>
#include <libpq-fe.h>

#include "observe/clients/conversation.hpp"
#include "observe/clients/postgresql_error.hpp"
#include "observe/clients/sql.hpp"

namespace labcheck::observe {

namespace {

using Connection = std::unique_ptr<PGconn, decltype(&PQfinish)>;
using QueryResult = std::unique_ptr<PGresult, decltype(&PQclear)>;

/// A path below a file: nothing can be there. libpq complains on the terminal about "/dev/null" itself.
constexpr const char* nowhere = "/dev/null/none";

void ignore_notice(void*, const PGresult*) {}

/// Every setting that libpq would else take from the agent's environment or home is spelled out.
PGconn* begin_connection(const SqlRequest& request, std::uint16_t relay_port) {
  const auto port = std::to_string(relay_port);
  const auto database = request.database.empty() ? std::string{"postgres"} : request.database;
  const std::array<std::pair<const char*, const char*>, 19> settings{{
      {"host", request.host.c_str()},
      {"hostaddr", "127.0.0.1"},
      {"port", port.c_str()},
      {"user", request.user.c_str()},
      {"password", request.password.c_str()},
      {"dbname", database.c_str()},
      {"passfile", nowhere},
      {"options", " "},
      {"application_name", "labcheck"},
      {"client_encoding", "UTF8"},
      {"target_session_attrs", "any"},
      {"gssencmode", "disable"},
      {"krbsrvname", "labcheck-never"},  // no ticket of the proctor's for a server that asks for one
      {"sslmode", request.tls ? "require" : "disable"},
      {"sslcert", nowhere},
      {"sslkey", nowhere},
      {"sslrootcert", nowhere},
      {"sslcrl", nowhere},
      {"channel_binding", "prefer"},
  }};
  std::array<const char*, 20> names{};
  std::array<const char*, 20> values{};
  for (std::size_t at = 0; at < settings.size(); ++at) {
    names[at] = settings[at].first;
    values[at] = settings[at].second;
  }
  return PQconnectStartParams(names.data(), values.data(), 0);  // 0: a database name is no connection string
}

bool wait_for(PGconn* connection, short events, Deadline deadline) {
  pollfd socket{.fd = PQsocket(connection), .events = events, .revents = 0};
  // A little more than the relay's own deadline, which is the one that counts.
  const auto left = static_cast<int>(std::min<std::int64_t>(left_until(deadline).count() + 500, 86'400'000));
  return socket.fd >= 0 && ::poll(&socket, 1, left) > 0;
}

SqlOutcome broken(PGconn* connection) {
  const auto words = one_line(without_address(PQerrorMessage(connection)));
  return sql_failure(SqlEnding::spoke_wrongly, words.empty() ? "the server's answer can't be read" : words);
}

const char* server_version(PGconn* connection) {
  const auto* version = PQparameterStatus(connection, "server_version");
  return version == nullptr ? "" : version;
}

/// Nothing when logged in, else what the server said to the login.
std::optional<SqlOutcome> log_in(PGconn* connection, Deadline deadline) {
  PQsetNoticeReceiver(connection, ignore_notice, nullptr);
  PQsetErrorVerbosity(connection, PQERRORS_VERBOSE);  // the only way to a login's SQLSTATE
  auto wanted = PGRES_POLLING_WRITING;
  while (PQstatus(connection) != CONNECTION_BAD && wanted != PGRES_POLLING_OK && wanted != PGRES_POLLING_FAILED) {
    if (!wait_for(connection, wanted == PGRES_POLLING_READING ? POLLIN : POLLOUT, deadline)) {
      return sql_failure(SqlEnding::spoke_wrongly, "the server fell silent during the login");
    }
    wanted = PQconnectPoll(connection);
  }
  if (PQstatus(connection) == CONNECTION_OK) {
    PQsetErrorVerbosity(connection, PQERRORS_DEFAULT);
    return std::nullopt;
  }
  if (const auto refusal = read_login_refusal(PQerrorMessage(connection))) {
    return sql_refusal(refusal->state, refusal->state, refusal->message, server_version(connection));
  }
  return broken(connection);
}

/// The next result of the statement under way; false when the connection is of no more use.
bool next_result(PGconn* connection, Deadline deadline, QueryResult& result) {
  while (true) {
    const int unsent = PQflush(connection);
    if (unsent < 0) {
      return false;
    }
    if (unsent == 0 && PQisBusy(connection) == 0) {
      result.reset(PQgetResult(connection));
      return true;
    }
    const auto events = static_cast<short>(unsent > 0 ? POLLIN | POLLOUT : POLLIN);
    if (!wait_for(connection, events, deadline) || PQconsumeInput(connection) == 0) {
      return false;
    }
  }
}

Value columns_of(const PGresult* result) {
  Value columns = Value::array();
  for (int at = 0; at < PQnfields(result); ++at) {
    columns.push_back(valid_utf8(PQfname(result, at)));
  }
  return columns;
}

bool take_rows(const PGresult* result, SqlRows& rows) {
  for (int line = 0; line < PQntuples(result); ++line) {
    for (int at = 0; at < PQnfields(result); ++at) {
      const auto size = static_cast<std::size_t>(PQgetlength(result, line, at));
      const bool null = PQgetisnull(result, line, at) != 0;
      if (!rows.add(null ? Value(nullptr) : Value(valid_utf8({PQgetvalue(result, line, at), size})))) {
        return false;
      }
    }
    if (!rows.end_row()) {
      return false;
    }
  }
  return true;
}

const char* field_of(const PGresult* result, int field) {
  const auto* text = PQresultErrorField(result, field);
  return text == nullptr ? "" : text;
}

/// One statement's rows as they come. What it came to, unless all is well.
struct Statement {
  SqlRows& rows;
  std::int64_t& affected;
  bool started{false};

  std::optional<SqlOutcome> take(PGconn* connection, PGresult* result) {
    switch (PQresultStatus(result)) {
      case PGRES_SINGLE_TUPLE:
      case PGRES_TUPLES_OK:
        if (!started) {
          rows.begin(columns_of(result));
          started = true;
        }
        if (!take_rows(result, rows)) {
          return sql_failure(SqlEnding::truncated, "more rows than are taken");
        }
        [[fallthrough]];
      case PGRES_COMMAND_OK:
      case PGRES_EMPTY_QUERY: {
        const std::string_view count = PQcmdTuples(result);
        affected = 0;
        std::from_chars(count.data(), count.data() + count.size(), affected);
        return std::nullopt;
      }
      case PGRES_FATAL_ERROR:
        if (const auto* state = field_of(result, PG_DIAG_SQLSTATE); *state != '\0') {
          return sql_refusal(state, state, field_of(result, PG_DIAG_MESSAGE_PRIMARY), server_version(connection));
        }
        return broken(connection);
      default:
        return sql_failure(SqlEnding::spoke_wrongly, "the server wants to copy data, which is not done here");
    }
  }
};

std::optional<SqlOutcome> put_statement(PGconn* connection, const std::string& text, Deadline deadline, SqlRows& rows,
                                        std::int64_t& affected) {
  rows.begin(Value::array());
  if (PQsendQueryParams(connection, text.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 0) == 0) {
    return broken(connection);
  }
  PQsetSingleRowMode(connection);
  Statement statement{.rows = rows, .affected = affected};
  while (true) {
    QueryResult result{nullptr, PQclear};
    if (!next_result(connection, deadline, result)) {
      return broken(connection);
    }
    if (!result) {
      return std::nullopt;
    }
    if (auto outcome = statement.take(connection, result.get())) {
      return outcome;
    }
  }
}

}  // namespace

SqlOutcome perform_postgresql(const SqlRequest& request, std::uint16_t relay_port, Deadline deadline) {
  const Connection connection{begin_connection(request, relay_port), PQfinish};
  if (!connection) {
    return sql_failure(SqlEnding::failed, "libpq has no memory");
  }
  if (auto no = log_in(connection.get(), deadline)) {
    return std::move(*no);
  }
  PQsetnonblocking(connection.get(), 1);
  SqlRows rows;
  std::int64_t affected = 0;
  for (const auto& statement : request.statements) {
    if (auto no = put_statement(connection.get(), statement, deadline, rows, affected)) {
      return std::move(*no);
    }
  }
  return rows.answer(server_version(connection.get()), affected);
}

}  // namespace labcheck::observe
