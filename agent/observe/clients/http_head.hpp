#pragma once

#include <map>
#include <string>
#include <string_view>

#include <labcheck/value.hpp>

namespace labcheck::observe {

/// ASCII letters in lower case.
std::string lower_case(std::string_view text);

/// The headers of a response, taken in line by line from a service that may send anything.
class HttpHead {
 public:
  /// A line as it came; a new status line starts afresh. False once there is more than a sane head has.
  bool take(std::string_view line);
  /// Lower-case name to value; several of a name are joined by ", ".
  Value headers() const;
  /// The first Location header as it came, or an empty text.
  const std::string& location() const { return location_; }

 private:
  std::map<std::string, std::string> headers_{};
  std::string location_{};
  std::size_t lines_{0};
  std::size_t bytes_{0};
};

}  // namespace labcheck::observe
