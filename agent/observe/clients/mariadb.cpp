#include <algorithm>
#include <memory>

#include <sys/socket.h>

#include <errmsg.h>
#include <fmt/format.h>
#include <mysql.h>

#include "observe/clients/sql.hpp"

namespace labcheck::observe {

namespace {

constexpr unsigned long longest_packet =
    16 * 1024 * 1024;  ///< more than the relay takes, which knows whose limit it is
/// None that shows the password to the server in clear text or asks a person at the terminal.
constexpr const char* allowed_logins = "mysql_native_password,caching_sha2_password,client_ed25519";

using Connection = std::unique_ptr<MYSQL, decltype(&mysql_close)>;

int refuse_file(void**, const char*, void*) {
  return 1;
}
int read_no_file(void*, char*, unsigned int) {
  return -1;
}
void end_no_file(void*) {}
int file_refused(void*, char* message, unsigned int size) {
  if (size > 0) {
    *message = '\0';
  }
  return CR_UNKNOWN_ERROR;
}

void set_options(MYSQL* connection, const SqlRequest& request, Deadline deadline) {
  // Whole seconds and a little more than the relay's own deadline, which is the one that counts.
  const auto seconds = static_cast<unsigned int>(left_until(deadline).count() / 1000 + 1);
  const unsigned int protocol = MYSQL_PROTOCOL_TCP;
  const unsigned int local_files = 0;
  const my_bool no = 0;
  const my_bool yes = 1;
  mysql_options(connection, MYSQL_OPT_CONNECT_TIMEOUT, &seconds);
  mysql_options(connection, MYSQL_OPT_READ_TIMEOUT, &seconds);
  mysql_options(connection, MYSQL_OPT_WRITE_TIMEOUT, &seconds);
  mysql_options(connection, MYSQL_OPT_PROTOCOL, &protocol);
  mysql_options(connection, MYSQL_OPT_LOCAL_INFILE, &local_files);
  mysql_options(connection, MYSQL_OPT_RECONNECT, &no);
  mysql_options(connection, MYSQL_OPT_MAX_ALLOWED_PACKET, &longest_packet);
  mysql_options(connection, MYSQL_SET_CHARSET_NAME, "utf8mb4");
  mysql_options(connection, MARIADB_OPT_RESTRICTED_AUTH, allowed_logins);
  mysql_options(connection, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &no);
  if (request.tls) {
    mysql_options(connection, MYSQL_OPT_SSL_ENFORCE, &yes);
  }
  mysql_set_local_infile_handler(connection, refuse_file, read_no_file, end_no_file, file_refused, nullptr);
}

/// libmariadb has several numbers for it.
bool is_other_login(unsigned int code, const std::string& words) {
  return code == CR_AUTH_PLUGIN_CANNOT_LOAD || words.find("restricted_auth") != std::string::npos;
}

/// libmariadb's words, but where they tell nothing or tell of a number of the system's that happens to lie about.
std::string own_words(unsigned int code, std::string words) {
  if (words.empty() || code == CR_UNKNOWN_ERROR || code == CR_MALFORMED_PACKET) {
    return "the server's answer can't be read";
  }
  if (is_other_login(code, words)) {
    return fmt::format(
        "the server asks for a login that would show it the password or is not known here (known are {})",
        allowed_logins);
  }
  if (words.starts_with("Can't connect to server")) {
    return "the server's answer to the login can't be read";
  }
  return words.substr(0, words.find(", system error:"));
}

/// libmariadb numbers its own errors 2000-2999 and 5000-5999; all others are the server's.
SqlOutcome no_of(MYSQL* connection) {
  const auto code = mysql_errno(connection);
  const std::string words = mysql_error(connection);
  const bool own = code == 0 || (code >= 2000 && code < 3000) || (code >= 5000 && code < 6000);
  if (!own) {
    const auto* server = mysql_get_server_info(connection);
    return sql_refusal(code, mysql_sqlstate(connection), words, server == nullptr ? "" : server);
  }
  const bool ours = code == CR_OUT_OF_MEMORY || code == CR_SOCKET_CREATE_ERROR || is_other_login(code, words);
  return sql_failure(ours ? SqlEnding::failed : SqlEnding::spoke_wrongly, own_words(code, words));
}

Value columns_of(MYSQL_RES* result) {
  Value columns = Value::array();
  const auto* fields = mysql_fetch_fields(result);
  for (unsigned int at = 0; at < mysql_num_fields(result); ++at) {
    columns.push_back(valid_utf8({fields[at].name, fields[at].name_length}));
  }
  return columns;
}

/// Takes the rows of the statement just sent; false when there are too many of them.
bool take_rows(MYSQL_RES* result, SqlRows& rows) {
  const auto width = mysql_num_fields(result);
  while (const auto* row = mysql_fetch_row(result)) {
    const auto* lengths = mysql_fetch_lengths(result);
    for (unsigned int at = 0; at < width; ++at) {
      if (!rows.add(row[at] == nullptr ? Value(nullptr) : Value(valid_utf8({row[at], lengths[at]})))) {
        return false;
      }
    }
    if (!rows.end_row()) {
      return false;
    }
  }
  return true;
}

/// Puts one statement; true when its whole result is in `rows`, else `outcome` says what came instead.
bool put_statement(MYSQL* connection, const std::string& statement, SqlRows& rows, SqlOutcome& outcome) {
  rows.begin(Value::array());
  if (mysql_real_query(connection, statement.data(), statement.size()) != 0) {
    outcome = no_of(connection);
    return false;
  }
  auto* result = mysql_use_result(connection);
  bool whole = true;
  if (result != nullptr) {
    rows.begin(columns_of(result));
    whole = take_rows(result, rows);
    if (!whole) {
      ::shutdown(mysql_get_socket(connection), SHUT_RDWR);  // or freeing the result would read all of its rows
    }
  }
  const bool broken = whole && mysql_errno(connection) != 0;
  outcome = broken ? no_of(connection) : sql_failure(SqlEnding::truncated, "more rows than are taken");
  if (result != nullptr) {
    mysql_free_result(result);
  }
  return whole && !broken;
}

}  // namespace

SqlOutcome perform_mariadb(const SqlRequest& request, std::uint16_t relay_port, Deadline deadline) {
  const Connection connection{mysql_init(nullptr), mysql_close};
  if (!connection) {
    return sql_failure(SqlEnding::failed, "libmariadb has no memory");
  }
  set_options(connection.get(), request, deadline);
  const auto* database = request.database.empty() ? nullptr : request.database.c_str();
  if (mysql_real_connect(connection.get(), "127.0.0.1", request.user.c_str(), request.password.c_str(), database,
                         relay_port, nullptr, 0) == nullptr) {
    return no_of(connection.get());
  }
  SqlRows rows;
  SqlOutcome outcome;
  std::int64_t affected = 0;
  for (const auto& statement : request.statements) {
    if (!put_statement(connection.get(), statement, rows, outcome)) {
      return outcome;
    }
    affected = std::max(std::int64_t{0}, static_cast<std::int64_t>(mysql_affected_rows(connection.get())));
  }
  return rows.answer(mysql_get_server_info(connection.get()), affected);
}

}  // namespace labcheck::observe
