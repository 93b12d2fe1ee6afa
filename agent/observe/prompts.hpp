#pragma once

#include <string>
#include <string_view>

#include <libssh2.h>

namespace labcheck::observe {

/// What a host asks in keyboard-interactive login. The password answers one hidden question; whatever else is asked
/// (a code, a new password, a second question) gets an empty answer and is named in `unanswered`.
struct Prompts {
  std::string password{};
  std::string unanswered{};  ///< printable, cut short
  bool answered{false};

  /// The answer to one question.
  std::string answer(std::string_view question, bool echo);

  /// libssh2's callback; the session's abstract pointer is a Session, whose `prompts` these are.
  static void respond(const char* name, int name_size, const char* instruction, int instruction_size, int count,
                      const LIBSSH2_USERAUTH_KBDINT_PROMPT* prompts, LIBSSH2_USERAUTH_KBDINT_RESPONSE* answers,
                      void** session);
};

}  // namespace labcheck::observe
