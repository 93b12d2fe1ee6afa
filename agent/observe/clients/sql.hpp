#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <labcheck/value.hpp>

#include "observe/deadline.hpp"

namespace labcheck::observe {

/// A login to a database server and the statements to put to it, one after another.
struct SqlRequest {
  std::string host{};  ///< the server's real name, for TLS
  std::string user{};
  std::string password{};
  std::string database{};
  std::vector<std::string> statements{};
  bool tls{false};
};

enum class SqlEnding {
  answered,       ///< rows, or a refusal by the server
  spoke_wrongly,  ///< the server ended early or did not speak its protocol
  truncated,      ///< more rows than are taken
  failed,         ///< the client library's own trouble
};

struct SqlOutcome {
  SqlEnding ending{SqlEnding::failed};
  Value reply = nullptr;  ///< of an answered one
  std::string failure{};  ///< of the others: one sentence
};

/// Speaks through the relay on 127.0.0.1:`relay_port`; blocks until the relay is closed or it is done.
SqlOutcome perform_mariadb(const SqlRequest& request, std::uint16_t relay_port, Deadline deadline);
SqlOutcome perform_postgresql(const SqlRequest& request, std::uint16_t relay_port, Deadline deadline);

/// The server's no to a login or a statement, by the library's code for it.
SqlOutcome sql_refusal(Value code, std::string_view state, std::string_view message, std::string_view server);
SqlOutcome sql_failure(SqlEnding ending, std::string_view words);

/// Rows as they come in, bounded in number and size.
class SqlRows {
 public:
  void begin(Value columns);
  /// Adds a value to the row under way: text, or null. False once there is more than is taken.
  bool add(Value value);
  bool end_row();
  SqlOutcome answer(std::string_view server, std::int64_t affected);

 private:
  Value columns_ = Value::array();
  Value rows_ = Value::array();
  Value row_ = Value::array();
  std::size_t bytes_{0};
};

}  // namespace labcheck::observe
