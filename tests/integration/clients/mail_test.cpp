#include <thread>

#include <doctest/doctest.h>

#include "support/mail_server.hpp"
#include "support/scripted_service.hpp"
#include "talk.hpp"

using namespace labcheck;
using namespace labcheck::test;

namespace {

const MailServer& mail() {
  static const MailServer server;
  return server;
}

Exchange smtp(std::uint16_t port, Value details = Value::object()) {
  return {.protocol = "smtp", .host = "127.0.0.1", .port = port, .details = std::move(details)};
}

Exchange imap(std::uint16_t port, Value details = Value::object()) {
  Value all{{"user", "li"}, {"password", "apple"}};
  all.update(details);
  return {.protocol = "imap", .host = "127.0.0.1", .port = port, .details = std::move(all)};
}

Value reply_of(const Exchange& exchange) {
  const auto talked = talk(exchange);
  REQUIRE_MESSAGE(talked.answer.ending == Ending::completed, talked.answer.message);
  return talked.answer.reply;
}

bool says(const Value& list, const std::string& word) {
  return std::any_of(list.begin(), list.end(), [&](const Value& own) { return own == word; });
}

}  // namespace

TEST_SUITE("clients/smtp with Postfix") {
  TEST_CASE("a greeting and what the server can are told; nobody need log in") {
    const auto reply = reply_of(smtp(mail().smtp_port()));
    CHECK(reply.at("greeting") == "mail.lab.example ESMTP Postfix");
    CHECK(says(reply.at("extensions"), "STARTTLS"));
    CHECK(says(reply.at("extensions"), "SIZE 10240000"));
    CHECK(reply.at("accepted") == true);
    CHECK_FALSE(reply.contains("refused"));
  }

  TEST_CASE("a login is accepted or refused, in the clear, after STARTTLS and over TLS") {
    for (const auto* tls : {"none", "starttls", "implicit"}) {
      const auto port = std::string{tls} == "implicit" ? mail().smtps_port() : mail().smtp_port();
      Value details{{"user", "li"}, {"password", "apple"}, {"tls", tls}, {"verify", false}};
      const auto good = reply_of(smtp(port, details));
      CHECK_MESSAGE(good.at("accepted") == true, tls, " ", good.dump());
      CHECK_FALSE(good.contains("refused"));
      details["password"] = "pear";
      const auto wrong = reply_of(smtp(port, details));
      CHECK(wrong.at("accepted") == false);
      CHECK(wrong.at("refused").at("code") == "535");
      CHECK(wrong.at("refused").at("stage") == "login");
    }
    const auto untrusted = reply_of(smtp(mail().smtp_port(), {{"tls", "starttls"}}));
    CHECK(untrusted.at("failure").get<std::string>().find("certificate") != std::string::npos);
  }

  TEST_CASE("mail for its own domain would be taken, for others only of whoever logged in; nothing is sent") {
    const Value own{{"from", "a@b.example"}, {"to", {"li@lab.example"}}};
    CHECK_FALSE(reply_of(smtp(mail().smtp_port(), own)).contains("refused"));
    Value relay{{"from", "a@b.example"}, {"to", {"li@lab.example", "x@elsewhere.example"}}};
    const auto refused = reply_of(smtp(mail().smtp_port(), relay)).at("refused");
    CHECK(refused.at("code") == "554");
    CHECK(refused.at("stage") == "recipient");
    CHECK(refused.at("message").get<std::string>().find("Relay access denied") != std::string::npos);
    relay["user"] = "li";
    relay["password"] = "apple";
    CHECK_FALSE(reply_of(smtp(mail().smtp_port(), relay)).contains("refused"));
    const auto unknown = reply_of(smtp(mail().smtp_port(), {{"from", "a@b.example"}, {"to", {"no@lab.example"}}}));
    CHECK(unknown.at("refused").at("code") == "550");
  }

  TEST_CASE("a mail that was taken arrives, and is found by its subject with its text") {
    const Value letter{{"from", "a@b.example"},
                       {"to", {"li@lab.example"}},
                       {"subject", "about n0nce7"},
                       {"body", "first line\n.\nafter a lone dot\n\xE6\xA2\xA8"}};
    const auto sent = reply_of(smtp(mail().smtp_port(), letter));
    CHECK_MESSAGE(sent.at("said").get<std::string>().find("queued as") != std::string::npos, sent.dump());
    Value reply = Value::object();
    for (int turn = 0; turn < 50 && reply.value("found", 0) == 0; ++turn) {
      std::this_thread::sleep_for(std::chrono::milliseconds{100});
      reply = reply_of(imap(mail().imap_port(), {{"mailbox", "INBOX"}, {"search", "SUBJECT \"n0nce7\""}}));
    }
    CHECK(reply.at("found") == 1);
    const auto message = reply.at("message").get<std::string>();
    CHECK(message.find("\r\nSubject: about n0nce7\r\n") != std::string::npos);
    CHECK(message.find("\r\n\r\nfirst line\r\n.\r\nafter a lone dot\r\n\xE6\xA2\xA8\r\n") != std::string::npos);
    CHECK(says(reply.at("mailboxes"), "INBOX"));
    const auto none = reply_of(imap(mail().imap_port(), {{"mailbox", "INBOX"}, {"search", "TEXT \"other\""}}));
    CHECK(none.at("found") == 0);
    CHECK_FALSE(none.contains("message"));
    const auto no =
        reply_of(smtp(mail().smtp_port(), {{"from", "a@b.example"}, {"to", {"no@lab.example"}}, {"subject", "x"}}));
    CHECK(no.at("refused").at("code") == "550");
    CHECK(no.at("refused").at("stage") == "recipient");
  }
}

TEST_SUITE("clients/imap with Dovecot") {
  TEST_CASE("a login is accepted and the mailboxes listed, or it is refused by the server's code") {
    const auto reply = reply_of(imap(mail().imap_port()));
    CHECK(reply.at("accepted") == true);
    CHECK(says(reply.at("mailboxes"), "INBOX"));
    CHECK(reply.at("greeting").get<std::string>().find("Dovecot") != std::string::npos);
    const auto secure = reply_of(imap(mail().imap_port(), {{"tls", "starttls"}, {"verify", false}}));
    CHECK(secure.at("accepted") == true);
    const auto wrong = reply_of(imap(mail().imap_port(), {{"password", "pear"}}));
    CHECK(wrong.at("accepted") == false);
    CHECK(wrong.at("refused").at("code") == "AUTHENTICATIONFAILED");
  }

  TEST_CASE("a mailbox that is not there is refused") {
    const auto reply = reply_of(imap(mail().imap_port(), {{"mailbox", "none such"}}));
    CHECK(reply.at("accepted") == true);
    CHECK_MESSAGE(reply.at("refused").at("code") == "NO", reply.dump());
  }
}

TEST_SUITE("clients/mail with rogue servers") {
  TEST_CASE("nobody there is a fact; another protocol, an end and a reset are failures") {
    CHECK(reply_of(smtp(free_port())).at("connected") == false);
    CHECK(reply_of(imap(free_port())).at("connected") == false);
    const ScriptedService ends{[](const Peer&) {}};
    const ScriptedService resets{[](const Peer& peer) {
      peer.send("220 x\r\n");
      std::this_thread::sleep_for(std::chrono::milliseconds{100});
      peer.reset();
    }};
    const ScriptedService babbles{[](const Peer& peer) { peer.send("SSH-2.0-rogue \xff\r\n"); }};
    for (const auto* service : {&ends, &resets, &babbles}) {
      for (const auto& exchange : {smtp(service->port()), imap(service->port())}) {
        const auto reply = reply_of(exchange);
        CHECK_MESSAGE(reply.contains("failure"), reply.dump());
        CHECK(reply.at("accepted") == false);
      }
    }
  }

  TEST_CASE("a server that offers no login has let nobody in") {
    const ScriptedService open{[](const Peer& peer) {
      peer.send("220 open\r\n");
      for (auto line = peer.receive("\n"); !line.empty(); line = peer.receive("\n")) {
        peer.send(line.starts_with("EHLO") ? "250 open\r\n" : "250 fine\r\n");
      }
    }};
    const auto reply = reply_of(smtp(open.port(), {{"user", "li"}, {"password", "apple"}}));
    CHECK(reply.at("accepted") == false);
    CHECK(reply.at("refused").at("code") == "none");
  }

  TEST_CASE("a server that lets nobody log in in the clear has refused") {
    const ScriptedService strict{[](const Peer& peer) {
      peer.send("* OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] ready\r\n");
      for (auto line = peer.receive("\n"); !line.empty(); line = peer.receive("\n")) {
        peer.send("* CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED\r\n" + line.substr(0, line.find(' ')) +
                  " OK done\r\n");
      }
    }};
    const auto reply = reply_of(imap(strict.port()));
    CHECK(reply.at("accepted") == false);
    CHECK_MESSAGE(reply.at("refused").at("code") == "none", reply.dump());
  }

  TEST_CASE("silence ends at the deadline, endless lines are cut") {
    const ScriptedService silent{[](const Peer& peer) { peer.wait_for_end(); }};
    const ScriptedService endless{[](const Peer& peer) {
      while (peer.send("220-and so on\r\n")) {
      }
    }};
    for (const auto& exchange : {smtp(silent.port()), imap(silent.port())}) {
      const auto talked = talk(exchange, Duration{500});
      CHECK(talked.answer.ending == Ending::timed_out);
      CHECK(talked.elapsed < Duration{1'700});
    }
    CHECK(talk(smtp(endless.port())).answer.ending == Ending::truncated);
  }

  TEST_CASE("a mailbox list, a search or a message that can't be read is a failure") {
    const auto serve = [](const std::string& list, const std::string& search) {
      return [list, search](const Peer& peer) {
        peer.send("* OK here\r\n");
        for (auto line = peer.receive("\n"); !line.empty(); line = peer.receive("\n")) {
          const auto tag = line.substr(0, line.find(' '));
          const auto has = [&](const char* word) { return line.find(word) != std::string::npos; };
          peer.send((has("CAPABILITY") ? "* CAPABILITY IMAP4rev1\r\n"
                     : has("LIST")     ? list
                     : has("SEARCH")   ? search
                                       : "") +
                    tag + " OK done\r\n");
        }
      };
    };
    const ScriptedService list{serve("* LIST (\\Noselect \"/\" x\r\n", "")};
    CHECK(reply_of(imap(list.port())).at("failure") == "the list of mailboxes can't be read");
    const ScriptedService search{serve("* LIST () \"/\" INBOX\r\n", "* SEARCH 1 two\r\n")};
    const auto reply = reply_of(imap(search.port(), {{"mailbox", "INBOX"}}));
    CHECK(reply.at("failure") == "what the search found can't be read");
  }
}
