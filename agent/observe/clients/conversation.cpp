#include "observe/clients/conversation.hpp"

#include <labcheck/value.hpp>

namespace labcheck::observe {

Answer replied(Value reply) {
  Answer answer;
  answer.reply = std::move(reply);
  return answer;
}

Answer ended(Ending ending, std::string message) {
  Answer answer;
  answer.ending = ending;
  answer.message = std::move(message);
  return answer;
}

bool nobody_listens(const Error& error) {
  return error.kind == ErrorKind::refused;
}

Answer in_trouble(const Error& error) {
  switch (error.kind) {
    case ErrorKind::refused:
      return replied({{"connected", false}, {"reason", error.message}});
    case ErrorKind::forbidden:
      return ended(Ending::forwarding_refused, error.message);
    case ErrorKind::timed_out:
      return ended(Ending::timed_out, error.message);
    case ErrorKind::unreachable:
      return ended(Ending::unreachable, error.message);
    case ErrorKind::lost:
      return ended(Ending::lost, error.message);
    case ErrorKind::interrupted:
      return ended(Ending::interrupted, error.message);
    case ErrorKind::invalid:
    case ErrorKind::unreadable:
    case ErrorKind::resource:
      break;
  }
  return ended(Ending::failed, error.message);
}

std::string one_line(std::string_view words) {
  constexpr std::size_t longest = 300;
  std::string line;
  for (const char character : valid_utf8(words.substr(0, longest))) {
    const auto byte = static_cast<unsigned char>(character);
    const bool space = byte <= 0x20 || byte == 0x7f;
    if (!space) {
      line += character;
    } else if (!line.empty() && line.back() != ' ') {
      line += ' ';
    }
  }
  while (!line.empty() && (line.back() == ' ' || line.back() == '.')) {
    line.pop_back();
  }
  return words.size() > longest ? line + "…" : line;
}

}  // namespace labcheck::observe
