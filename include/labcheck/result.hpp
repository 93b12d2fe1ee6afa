#pragma once

#include <string>
#include <utility>

#include <tl/expected.hpp>

namespace labcheck {

/// Whose trouble a failure is; code switches on the kind, people read the message.
enum class ErrorKind {
  invalid,      ///< a file, a value or the command line is wrong
  unreadable,   ///< an answer came but can't be understood
  unreachable,  ///< a host or service could not be reached
  refused,      ///< a login or a connection was refused
  forbidden,    ///< sshd forbids what we need (forwarding)
  timed_out,    ///< a deadline of ours passed
  lost,         ///< a connection broke in the middle
  resource,     ///< a resource of our own failed: ledger, disk, memory, descriptor
  interrupted,  ///< the user stopped the run
};

/// A failure that the world can cause. The message is one sentence, lower case, without a full stop.
struct Error {
  ErrorKind kind{ErrorKind::invalid};
  std::string message{};
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> failed(ErrorKind kind, std::string message) {
  return tl::unexpected<Error>(Error{kind, std::move(message)});
}

}  // namespace labcheck

#define LABCHECK_CONCAT_(a, b) a##b
#define LABCHECK_CONCAT(a, b) LABCHECK_CONCAT_(a, b)
/// `LABCHECK_TRY_ASSIGN(auto port, parse_port(text));` assigns the value or returns the error.
#define LABCHECK_TRY_ASSIGN(var, expr) LABCHECK_TRY_ASSIGN_(LABCHECK_CONCAT(try_, __LINE__), var, expr)
#define LABCHECK_TRY_ASSIGN_(tmp, var, expr)             \
  auto tmp = (expr);                                     \
  if (!tmp) {                                            \
    return tl::unexpected<labcheck::Error>(tmp.error()); \
  }                                                      \
  var = std::move(*tmp)
