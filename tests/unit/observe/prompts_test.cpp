#include "observe/prompts.hpp"

#include <doctest/doctest.h>

using labcheck::observe::Prompts;

TEST_SUITE("observe/prompts") {
  TEST_CASE("the password answers one hidden question, whatever its language") {
    for (const auto* question : {"Password: ", "(root@lb) Password: ", "密码：", "Mot de passe : ", "Passwort: "}) {
      Prompts prompts{.password = "open sesame", .unanswered = {}, .answered = false};
      CHECK(prompts.answer(question, false) == "open sesame");
      CHECK(prompts.unanswered.empty());
    }
  }

  TEST_CASE("a second hidden question gets nothing and is named") {
    Prompts prompts{.password = "open sesame", .unanswered = {}, .answered = false};
    CHECK(prompts.answer("Password: ", false) == "open sesame");
    CHECK(prompts.answer("Second factor: ", false).empty());
    CHECK(prompts.unanswered == "Second factor");
  }

  TEST_CASE("codes, new passwords and what is shown on the screen are never answered with the password") {
    for (const auto* question : {"Verification code: ", "One-time password (OATH): ", "New password: ",
                                 "Retype new password: ", "短信验证码：", "Enter PIN: "}) {
      Prompts prompts{.password = "open sesame", .unanswered = {}, .answered = false};
      CHECK(prompts.answer(question, false).empty());
      CHECK_FALSE(prompts.unanswered.empty());
    }
    Prompts prompts{.password = "open sesame", .unanswered = {}, .answered = false};
    CHECK(prompts.answer("login: ", true).empty());
    CHECK(prompts.unanswered == "login");
  }

  TEST_CASE("a hostile question is named printable and short") {
    Prompts prompts{.password = "open sesame", .unanswered = {}, .answered = false};
    prompts.answer("\x1b[2J\xff" + std::string(1'000, 'x'), true);
    CHECK(prompts.unanswered.starts_with("\\x1b[2J\xEF\xBF\xBDxxx"));
    CHECK(prompts.unanswered.size() < 80);
    Prompts silent{.password = "open sesame", .unanswered = {}, .answered = true};
    silent.answer("", true);
    CHECK(silent.unanswered == "something without a name");
  }
}
