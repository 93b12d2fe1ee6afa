#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace labcheck::observe {

/// A whole reply of an SMTP server: its code and its lines without it.
struct MailReply {
  int code{0};
  std::vector<std::string> lines{};
};

/// What an SMTP server says, taken in line by line from a server that may say anything.
class MailReplies {
 public:
  /// A line as it came. False once there is more than a sane server says.
  bool take(std::string_view line);
  /// All whole replies so far, in their order.
  const std::vector<MailReply>& all() const { return replies_; }

 private:
  std::vector<MailReply> replies_{};
  MailReply under_way_{};
  std::size_t lines_{0};
  std::size_t bytes_{0};
};

}  // namespace labcheck::observe
