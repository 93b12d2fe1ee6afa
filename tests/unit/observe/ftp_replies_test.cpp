#include "observe/clients/ftp_replies.hpp"

#include <doctest/doctest.h>

using labcheck::observe::FtpReplies;

TEST_SUITE("observe/ftp_replies") {
  TEST_CASE("the first reply is the greeting, of several lines too") {
    FtpReplies replies;
    for (const auto* line :
         {"220-Welcome\r\n", " 230 of this line is text\r\n", "230 and this\r\n", "220 at last\r\n"}) {
      CHECK(replies.take(line));
    }
    CHECK(replies.greeting() == "Welcome\n 230 of this line is text\n230 and this\nat last");
    CHECK_FALSE(replies.accepted());
    CHECK(replies.code() == 220);
  }

  TEST_CASE("a login is accepted by its own reply; the last reply is known") {
    FtpReplies replies;
    for (const auto* line : {"220 hi\n", "331 password\n", "230 in\n", "550 No such file.\r\n"}) {
      CHECK(replies.take(line));
    }
    CHECK(replies.accepted());
    CHECK(replies.code() == 550);
    CHECK(replies.message() == "No such file.");
    CHECK(replies.take("Last-Modified: today\r\n"));
    CHECK(replies.code() == 550);
  }

  TEST_CASE("a server that goes on and on is stopped") {
    FtpReplies replies;
    int lines = 0;
    while (replies.take("220-more\r\n") && lines < 10'000) {
      ++lines;
    }
    CHECK(lines == 512);
    FtpReplies long_ones;
    CHECK_FALSE(long_ones.take("220 " + std::string(70'000, 'x')));
    FtpReplies odd;
    CHECK(odd.take(""));
    CHECK(odd.take("2\n"));
    CHECK(odd.take("220"));
    CHECK(odd.code() == 220);
  }
}
