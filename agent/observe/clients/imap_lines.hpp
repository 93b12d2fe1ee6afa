#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace labcheck::observe {

/// What an IMAP server says line by line, from a server that may say anything: its greeting, whether it let the user
/// in, and the last tagged reply.
class ImapLines {
 public:
  /// A line as it came. False once there is more than a sane server says.
  bool take(std::string_view line);

  const std::string& greeting() const { return greeting_; }
  /// Of the last tagged reply: OK, NO or BAD, empty before the first; its code in brackets without what follows it.
  const std::string& status() const { return status_; }
  const std::string& code() const { return code_; }
  const std::string& message() const { return message_; }

 private:
  std::string greeting_{};
  std::string status_{};
  std::string code_{};
  std::string message_{};
  bool ended_{false};
  std::size_t lines_{0};
  std::size_t bytes_{0};
};

/// The numbers of `* SEARCH 1 2`; nothing for anything else. Several such lines count together.
std::optional<std::vector<std::uint32_t>> read_search(std::string_view text);
/// The names of `* LIST (\HasNoChildren) "/" INBOX` lines, nothing when one is none. A name in a literal is none.
std::optional<std::vector<std::string>> read_mailboxes(std::string_view text);

}  // namespace labcheck::observe
