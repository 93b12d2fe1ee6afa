#include <doctest/doctest.h>

#include "observe/clients/imap_lines.hpp"
#include "observe/clients/mail_replies.hpp"
#include "observe/clients/tls_starttls.hpp"

using namespace labcheck;
using namespace labcheck::observe;

namespace {

/// A service whose words are known beforehand; what is said to it is kept.
struct Spoken {
  std::string words{};
  std::string said{};
  std::size_t at{0};

  PlainTalk talk() {
    return {.receive = [this]() -> std::optional<char> {
              return at < words.size() ? std::optional{words[at++]} : std::nullopt;
            },
            .send =
                [this](std::string_view bytes) {
                  said += bytes;
                  return true;
                }};
  }
};

Result<StartTls> asked(std::string_view protocol, std::string words) {
  Spoken service{.words = std::move(words)};
  return ask_for_tls(protocol, service.talk());
}

}  // namespace

TEST_SUITE("observe/mail_replies") {
  TEST_CASE("replies of one line and of several are told apart, whatever stands between them") {
    MailReplies replies;
    for (const auto* line :
         {"220 mail ESMTP\r\n", "250-mail\r\n", "250-SIZE 1\r\n", "noise\r\n", "250 HELP\r\n", "354\r\n"}) {
      CHECK(replies.take(line));
    }
    REQUIRE(replies.all().size() == 3);
    CHECK(replies.all()[1].code == 250);
    CHECK(replies.all()[1].lines == std::vector<std::string>{"mail", "SIZE 1", "HELP"});
    CHECK(replies.all()[2].lines == std::vector<std::string>{""});
  }

  TEST_CASE("a reply without its last line is none, hostile bytes are made valid, too much is too much") {
    MailReplies replies;
    CHECK(replies.take("250-one\r\n"));
    CHECK(replies.all().empty());
    CHECK(replies.take("250 \xff\r\n"));
    CHECK(replies.all()[0].lines[1] == "\xEF\xBF\xBD");
    bool good = true;
    for (int line = 0; line < 2'000 && good; ++line) {
      good = replies.take("250-and so on\r\n");
    }
    CHECK_FALSE(good);
  }
}

TEST_SUITE("observe/imap_lines") {
  TEST_CASE("the greeting and the last tagged reply are told") {
    ImapLines lines;
    lines.take("* OK [CAPABILITY IMAP4rev1] Dovecot ready.\r\n");
    CHECK(lines.greeting() == "[CAPABILITY IMAP4rev1] Dovecot ready.");
    lines.take("* NO A002 no tag\r\n");
    CHECK(lines.status().empty());
    lines.take("A002 NO [AUTHENTICATIONFAILED] Authentication failed.\r\n");
    CHECK(lines.status() == "NO");
    CHECK(lines.code() == "AUTHENTICATIONFAILED");
    CHECK(lines.message() == "Authentication failed.");
    lines.take("A003 OK [READ-WRITE data] done\r\n");
    CHECK(lines.code() == "READ-WRITE");
    lines.take("A004 BAD Error\r\n");
    CHECK(lines.status() == "BAD");
    CHECK(lines.code().empty());
    lines.take("* BYE Logging out\r\n");
    lines.take("A005 OK Logout completed.\r\n");
    CHECK(lines.status() == "BAD");
  }

  TEST_CASE("a search is read number by number or not at all") {
    CHECK(read_search("* SEARCH\r\n") == std::vector<std::uint32_t>{});
    CHECK(read_search("* 3 EXISTS\r\n* SEARCH 7 2\r\n* SEARCH 9 \r\n") == std::vector<std::uint32_t>{2, 7, 9});
    for (const auto* text : {"", "* LIST", "* SEARCH 1 x", "* SEARCH 0", "* SEARCH -1", "* SEARCH 1,2",
                             "* SEARCH 99999999999", "* SEARCHED"}) {
      CHECK_FALSE(read_search(text));
    }
  }

  TEST_CASE("mailboxes are read name by name or not at all") {
    CHECK(read_mailboxes("* LIST (\\HasNoChildren) \".\" \"a \\\"b\\\"\"\r\n* LIST () NIL INBOX\r\n") ==
          std::vector<std::string>{"INBOX", "a \"b\""});
    CHECK(read_mailboxes("") == std::vector<std::string>{});
    for (const auto* text : {"* LIST (", "* LIST () \"/\"", "* LIST () \"/\" ", "* LIST () \"/\" \"x",
                             "* LIST () \"/\" {5}", "* LIST () \"/\" x y"}) {
      CHECK_FALSE(read_mailboxes(text));
    }
  }
}

TEST_SUITE("observe/tls_starttls") {
  TEST_CASE("each protocol is asked in its own words, and not a byte beyond the answer is read") {
    using namespace std::string_literals;
    struct Way {
      const char* protocol;
      std::string words;
    };
    const auto mysql = "\x4a\x00\x00\x00\x0a"s + "8.0.1\0"s + std::string(13, 'x') + "\xff\xff"s + std::string(52, 'y');
    for (const auto& [protocol, words] :
         {Way{"smtp", "220-a\r\n220 b\r\n250-x\r\n250 STARTTLS\r\n220 go\r\n"},
          Way{"imap", "* OK hi\r\n* CAPABILITY x\r\na OK go\r\n"}, Way{"pop3", "+OK hi\r\n+OK go\r\n"},
          Way{"ftp", "220 hi\r\n234 go\r\n"}, Way{"postgresql", "S"}, Way{"mysql", mysql},
          Way{"ldap", "\x30\x0c\x02\x01\x01\x78\x07\x0a\x01\x00\x04\x00\x04\x00"s}}) {
      Spoken service{.words = words + "TLS"};
      const auto taken = ask_for_tls(protocol, service.talk());
      REQUIRE_MESSAGE(taken, protocol, " ", taken.error().message);
      CHECK_MESSAGE(taken->taken, protocol);
      CHECK_MESSAGE(service.words.substr(service.at) == "TLS", protocol);
    }
  }

  TEST_CASE("a refusal is told with its code") {
    using namespace std::string_literals;
    CHECK(asked("smtp", "220 a\r\n250 x\r\n454 not now\r\n")->code == "454");
    CHECK(asked("smtp", "554 go away\r\n")->message == "go away");
    CHECK(asked("imap", "* OK a\r\na BAD what\r\n")->code == "BAD");
    CHECK(asked("pop3", "+OK\r\n-ERR no\r\n")->code == "-ERR");
    CHECK(asked("postgresql", "N")->code == "N");
    CHECK(asked("ldap", "\x30\x0c\x02\x01\x01\x78\x07\x0a\x01\x34\x04\x00\x04\x00"s)->code == "52");
  }

  TEST_CASE("whoever ends, babbles or lies about a length has not answered") {
    using namespace std::string_literals;
    for (const auto* protocol : {"smtp", "imap", "pop3", "ftp", "ldap", "postgresql", "mysql"}) {
      CHECK_FALSE(asked(protocol, ""));
      CHECK_FALSE(asked(protocol, "HTTP/1.1 400 Bad Request\r\n\r\n"));
      CHECK_FALSE(asked(protocol, std::string(10'000, '\xff')));
    }
    CHECK_FALSE(asked("smtp", "220 a\r\n250 x\r\n220-cut"));
    // Once taken for a refusal without a code: no status of IMAP at all.
    CHECK_FALSE(asked("imap", "* OK a\r\na \r\n"));
    CHECK_FALSE(asked("imap", "* OK a\r\na  OK\r\n"));
    CHECK_FALSE(asked("imap", "* OK a\r\na OKAY\r\n"));
    CHECK_FALSE(asked("ldap", "\x30\x84\xff\xff\xff\xff\x02"s));
    CHECK_FALSE(asked("ldap", "\x30\x05\x02\x01\x01\x78\x00"s));
    CHECK_FALSE(asked("mysql", "\x05\x00\x00\x00\x0a"s + "8.0."s));
    CHECK_FALSE(asked("gopher", "x"));
  }
}
