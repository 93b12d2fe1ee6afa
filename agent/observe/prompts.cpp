#include "observe/prompts.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstring>

#include <labcheck/value.hpp>

#include "observe/log.hpp"
#include "observe/session.hpp"

namespace labcheck::observe {
namespace {

constexpr std::size_t most_shown = 60;

/// Hidden questions that a password doesn't answer: what one-time code tools and expired passwords ask.
constexpr std::array<std::string_view, 11> other_secrets{"code",   "otp",   "token",  "one-time", "pin", "new ",
                                                         "retype", "again", "验证码", "动态",     "新的"};

bool wants_something_else(std::string_view question) {
  std::string lower{question};
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return std::any_of(other_secrets.begin(), other_secrets.end(),
                     [&](std::string_view word) { return lower.find(word) != std::string::npos; });
}

}  // namespace

std::string Prompts::answer(std::string_view question, bool echo) {
  if (!echo && !answered && !wants_something_else(question)) {
    answered = true;
    return password;
  }
  if (unanswered.empty()) {
    auto shown = printable(valid_utf8(question.substr(0, most_shown)));
    shown.erase(shown.find_last_not_of(" :") + 1);
    unanswered = shown.empty() ? "something without a name" : shown;
  }
  return {};
}

void Prompts::respond(const char*, int, const char*, int, int count, const LIBSSH2_USERAUTH_KBDINT_PROMPT* prompts,
                      LIBSSH2_USERAUTH_KBDINT_RESPONSE* answers, void** session) {
  auto* own = static_cast<Session*>(*session)->prompts;
  for (int at = 0; at < count && own != nullptr; ++at) {
    const std::string_view question{reinterpret_cast<const char*>(prompts[at].text), prompts[at].length};
    const auto answer = own->answer(question, prompts[at].echo != 0);
    answers[at].text = ::strdup(answer.c_str());
    answers[at].length = static_cast<unsigned int>(answer.size());
  }
}

}  // namespace labcheck::observe
