#include "observe/clients/postgresql_error.hpp"

namespace labcheck::observe {

namespace {

constexpr std::size_t state_length = 5;

bool is_state(std::string_view text) {
  return text.size() == state_length &&
         text.find_first_not_of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string_view::npos;
}

}  // namespace

std::string_view without_address(std::string_view words) {
  // `connection to server at "db" (127.0.0.1), port 5432 failed: FATAL:  28P01: password authentication failed …`
  constexpr std::string_view failing = " failed: ";
  if (const auto at = words.find(failing); words.starts_with("connection to server ") && at != std::string_view::npos) {
    words.remove_prefix(at + failing.size());
  }
  return words;
}

std::optional<LoginRefusal> read_login_refusal(std::string_view words) {
  words = without_address(words);
  words = words.substr(0, words.find('\n'));
  const auto gap = words.find(":  ");
  if (gap == std::string_view::npos || words.substr(0, gap).find_first_of(": ") != std::string_view::npos) {
    return std::nullopt;
  }
  words.remove_prefix(gap + 3);
  if (!is_state(words.substr(0, state_length)) || words.substr(state_length, 2) != ": ") {
    return std::nullopt;
  }
  return LoginRefusal{.state = std::string{words.substr(0, state_length)},
                      .message = std::string{words.substr(state_length + 2)}};
}

}  // namespace labcheck::observe
