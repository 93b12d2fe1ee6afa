#pragma once

#include <string>
#include <string_view>

namespace labcheck::observe {

/// What an FTP server says on the control connection, taken in line by line from a server that may say anything.
class FtpReplies {
 public:
  /// A line as it came. False once there is more than a sane server says.
  bool take(std::string_view line);

  const std::string& greeting() const { return greeting_; }  ///< the first reply without its code
  bool accepted() const { return accepted_; }                ///< a login was accepted
  int code() const { return code_; }                         ///< of the last whole reply, 0 before the first
  const std::string& message() const { return message_; }    ///< of the last whole reply

 private:
  void end_reply(int code);

  std::string text_{};  ///< of the reply under way
  int under_way_{0};    ///< the code of a reply of several lines whose last line is still to come
  std::string greeting_{};
  std::string message_{};
  bool accepted_{false};
  bool greeted_{false};
  int code_{0};
  std::size_t lines_{0};
  std::size_t bytes_{0};
};

}  // namespace labcheck::observe
