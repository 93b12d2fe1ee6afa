#pragma once

#include <string>
#include <string_view>

#include <labcheck/answer.hpp>
#include <labcheck/check_type.hpp>
#include <labcheck/request.hpp>

namespace labcheck::checks::test {

/// Runs a script on this machine as a host does: a clean shell, standard input closed, arguments as $1, $2, …
/// `path` is where the shell finds tools.
Answer run_here(const Script& script, std::string_view path = "/usr/sbin:/usr/bin:/sbin:/bin");

/// The facts of a step of this type asked here; requires that they can be read.
Value facts_here(std::string_view type, const Value& parameters);

/// The script or exchange for these parameters; requires that there is one.
Script script_of(std::string_view type, const Value& parameters);
Exchange exchange_of(std::string_view type, const Value& parameters);

/// A recorded answer, or a made-up one with this standard output.
Answer recorded(std::string_view name);
Answer answered(std::string_view out, int status = 0);

/// Reads facts, or gives the message of the error.
Value facts_of(std::string_view type, const Value& parameters, const Answer& answer);
std::string message_of(std::string_view type, const Value& parameters, const Answer& answer);

/// Bytes in the hex spelling that scripts answer in.
std::string in_hex(std::string_view bytes);

/// A directory that is gone at the end.
class TemporaryDirectory {
 public:
  TemporaryDirectory();
  ~TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace labcheck::checks::test
