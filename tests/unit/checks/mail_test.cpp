#include <doctest/doctest.h>

#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks::test;

namespace {

Answer replied(Value reply) {
  Answer answer;
  answer.reply = std::move(reply);
  return answer;
}

std::string complaint(std::string_view type, const Value& parameters) {
  return find_check_type(type)->complaint(parameters);
}

/// What the client made of Postfix 3.7 and Dovecot 2.3.
const Value postfix{{"connected", true},
                    {"greeting", "mail.lab.example ESMTP Postfix"},
                    {"extensions", {"PIPELINING", "SIZE 10240000", "STARTTLS", "AUTH PLAIN"}},
                    {"accepted", true},
                    {"said", "2.0.0 Ok: queued as E3A38A7222A"}};
const Value dovecot{
    {"connected", true},
    {"accepted", true},
    {"greeting", "[CAPABILITY IMAP4rev1] Dovecot (Debian) ready"},
    {"mailboxes", {"INBOX", "Sent"}},
    {"found", 2},
    {"message",
     "Return-Path: <a@b.example>\r\nReceived: from x\r\n\tby mail.lab.example; now\r\n"
     "Received: from y\r\nno header\r\n folded onto none\r\nSubject:  n0nce 7 \r\n\r\nfirst\r\nsecond: x\r\n"}};

}  // namespace

TEST_SUITE("checks/smtp") {
  TEST_CASE("a login, a question about recipients and a mail become an exchange") {
    const auto bare = exchange_of("smtp", {{"server", "mail"}});
    CHECK(bare.protocol == "smtp");
    CHECK(bare.port == 25);
    CHECK(bare.details == Value{{"tls", "none"}, {"verify", true}, {"hello", "labcheck.invalid"}});
    CHECK(exchange_of("smtp", {{"server", "mail"}, {"tls", "implicit"}}).port == 465);
    const auto asked = exchange_of(
        "smtp", {{"server", "mail:2525"}, {"user", "li"}, {"password", "pw"}, {"from", "a@b"}, {"to", {"c@d", "e@f"}}});
    CHECK(asked.details.at("user") == "li");
    CHECK(asked.details.at("to") == Value{"c@d", "e@f"});
    CHECK_FALSE(asked.details.contains("subject"));
    const Value letter{{"server", "mail"}, {"from", "a@b"}, {"to", {"c@d"}}, {"subject", "s"}, {"body", "b"}};
    CHECK(exchange_of("smtp", letter).details.at("body") == "b");
    CHECK(find_check_type("smtp")->phase(letter) == Phase::write);
    CHECK(find_check_type("smtp")->phase({{"server", "mail"}, {"from", "a@b"}, {"to", {"c@d"}}}) == Phase::read);
  }

  TEST_CASE("what the server took is done, and its refusal says where") {
    const auto facts = facts_of("smtp", {}, replied(postfix));
    CHECK(facts.at("done") == true);
    CHECK(facts.at("said") == "2.0.0 Ok: queued as E3A38A7222A");
    CHECK(facts.at("extensions").size() == 4);
    auto refused = postfix;
    refused.erase("said");
    refused["refused"] = {{"code", "454"}, {"message", "4.7.1 <x@y>: Relay access denied"}, {"stage", "recipient"}};
    const auto no = facts_of("smtp", {}, replied(refused));
    CHECK(no.at("done") == false);
    CHECK(no.at("accepted") == true);
    CHECK(no.at("refused").at("stage") == "recipient");
    CHECK(facts_of("smtp", {}, replied({{"connected", false}, {"reason", "x"}})) ==
          Value{{"connected", false}, {"accepted", false}, {"done", false}, {"reason", "x"}});
    auto failed = postfix;
    failed["failure"] = "the server broke off";
    CHECK(facts_of("smtp", {}, replied(failed)).at("done") == false);
  }

  TEST_CASE("a reply without its parts is no fact") {
    for (const auto* name : {"connected", "accepted", "said"}) {
      auto cut = postfix;
      cut.erase(name);
      CHECK(message_of("smtp", {}, replied(cut)) == "the client's reply has no '" + std::string{name} + "'");
    }
    auto odd = postfix;
    odd["refused"] = "no";
    CHECK(message_of("smtp", {}, replied(odd)) == "the client's reply has no 'code'");
  }

  TEST_CASE("wrong parameters are named") {
    CHECK(complaint("smtp", {{"server", "a b"}}) == "'a b' is no target (write host:port)");
    CHECK(complaint("smtp", {{"server", "m"}, {"user", "li"}}) == "user needs a password");
    CHECK(complaint("smtp", {{"server", "m"}, {"password", "x"}}) == "password belongs to user");
    CHECK(complaint("smtp", {{"server", "m"}, {"from", "a@b"}}) == "from needs the recipients in to");
    CHECK(complaint("smtp", {{"server", "m"}, {"to", {"a@b"}}}) == "to needs the sender in from");
    CHECK(complaint("smtp", {{"server", "m"}, {"subject", "s"}}) == "a mail needs from and to");
    CHECK(complaint("smtp", {{"server", "m"}, {"body", "s"}}) == "body needs a subject");
    const auto wrong = "an address of from or to holds a blank, a bracket or a control character, or is empty";
    for (const auto* address : {"a@b>\r\nDATA", "a b", "<a@b>", ""}) {
      CHECK(complaint("smtp", {{"server", "m"}, {"from", "a@b"}, {"to", {address}}}) == wrong);
    }
    CHECK(complaint("smtp", {{"server", "m"}, {"from", "a@b"}, {"to", {"c@d"}}, {"subject", "a\r\nBcc: x"}}) ==
          "subject must be of plain ASCII");
    CHECK(complaint("smtp", {{"server", "m"}, {"hello", "a b"}}) == "hello is no name of a host");
  }
}

TEST_SUITE("checks/imap") {
  const Value login{{"server", "mail"}, {"user", "li"}, {"password", "pw"}};

  TEST_CASE("a login and a search become an exchange, with IMAP's own quotes") {
    CHECK(exchange_of("imap", login).port == 143);
    CHECK_FALSE(exchange_of("imap", login).details.contains("mailbox"));
    auto search = login;
    search["subject"] = "a \"b\" \\c";
    search["sender"] = "x@y";
    CHECK(exchange_of("imap", search).details.at("mailbox") == "INBOX");
    CHECK(exchange_of("imap", search).details.at("search") == "SUBJECT \"a \\\"b\\\" \\\\c\" FROM \"x@y\"");
    auto whole = login;
    whole["mailbox"] = "Sent";
    CHECK(exchange_of("imap", whole).details.at("search") == "ALL");
  }

  TEST_CASE("a message is read by its headers and its text") {
    auto parameters = login;
    parameters["subject"] = "n0nce";
    const auto facts = facts_of("imap", parameters, replied(dovecot));
    CHECK(facts.at("done") == true);
    CHECK(facts.at("found") == 2);
    CHECK(facts.at("headers").at("subject") == "n0nce 7");
    CHECK(facts.at("headers").at("received") == "from x by mail.lab.example; now\nfrom y");
    CHECK(facts.at("headers").size() == 3);
    CHECK(facts.at("body") == "first\nsecond: x\n");
    CHECK_FALSE(facts_of("imap", login, replied(dovecot)).contains("found"));
    auto none = dovecot;
    none["found"] = 0;
    none.erase("message");
    CHECK_FALSE(facts_of("imap", parameters, replied(none)).contains("body"));
  }

  TEST_CASE("a refusal and a failure are not done; a reply without its parts is no fact") {
    const auto refused = facts_of("imap", login,
                                  replied({{"connected", true},
                                           {"accepted", false},
                                           {"refused", {{"code", "AUTHENTICATIONFAILED"}, {"message", "x"}}}}));
    CHECK(refused.at("accepted") == false);
    CHECK(refused.at("done") == false);
    CHECK(refused.at("refused").at("code") == "AUTHENTICATIONFAILED");
    auto parameters = login;
    parameters["text"] = "n0nce";
    for (const auto* name : {"mailboxes", "found", "message"}) {
      auto cut = dovecot;
      cut.erase(name);
      CHECK(message_of("imap", parameters, replied(cut)) == "the client's reply has no '" + std::string{name} + "'");
    }
  }

  TEST_CASE("wrong parameters are named") {
    CHECK(complaint("imap", {{"server", "m"}}) == "imap needs user and password");
    auto wrong = login;
    wrong["subject"] = "a\r\nb";
    CHECK(complaint("imap", wrong) == "subject must be of plain ASCII");
    wrong["subject"] = "";
    CHECK(complaint("imap", wrong) == "subject is empty");
    wrong["subject"] = "${marker}";
    CHECK(complaint("imap", wrong) == "");
  }
}

TEST_SUITE("checks/ldap") {
  const Value found{{"connected", true},
                    {"accepted", true},
                    {"entries",
                     {{{"dn", "uid=li,ou=people,dc=lab,dc=example"},
                       {"attributes", {{"uid", {"li"}}, {"mail", {"li@lab.example", "second@lab.example"}}}}}}}};

  TEST_CASE("a login and a search become an exchange") {
    const auto bare = exchange_of("ldap", {{"server", "dir"}});
    CHECK(bare.protocol == "ldap");
    CHECK(bare.port == 389);
    CHECK(bare.details == Value{{"tls", "none"}, {"verify", true}});
    CHECK(exchange_of("ldap", {{"server", "dir"}, {"tls", "implicit"}}).port == 636);
    const auto search = exchange_of("ldap", {{"server", "dir"},
                                             {"bind", "cn=admin"},
                                             {"password", "pw"},
                                             {"base", "dc=lab"},
                                             {"filter", "(uid=li)"},
                                             {"attributes", {"mail"}}});
    CHECK(search.details.at("bind") == "cn=admin");
    CHECK(search.details.at("filter") == "(uid=li)");
    CHECK(search.details.at("attributes") == Value::array({"mail"}));
  }

  TEST_CASE("entries are told by name, the only one by itself") {
    const Value parameters{{"server", "dir"}, {"base", "dc=lab"}};
    const auto facts = facts_of("ldap", parameters, replied(found));
    CHECK(facts.at("count") == 1);
    CHECK(facts.at("names") == Value::array({"uid=li,ou=people,dc=lab,dc=example"}));
    CHECK(facts.at("entry").at("mail") == Value{"li@lab.example", "second@lab.example"});
    auto more = found;
    more["entries"].push_back({{"dn", "dc=lab"}, {"attributes", Value::object()}});
    const auto two = facts_of("ldap", parameters, replied(more));
    CHECK(two.at("count") == 2);
    CHECK(two.at("names").at(0) == "dc=lab");
    CHECK_FALSE(two.contains("entry"));
    auto none = found;
    none["entries"] = Value::array();
    CHECK(facts_of("ldap", parameters, replied(none)).at("count") == 0);
    CHECK_FALSE(facts_of("ldap", {{"server", "dir"}}, replied(found)).contains("count"));
  }

  TEST_CASE("a refusal is a fact by LDAP's code; a reply without its parts is none") {
    const Value parameters{{"server", "dir"}, {"base", "dc=lab"}};
    const auto no =
        facts_of("ldap", parameters,
                 replied({{"connected", true},
                          {"accepted", false},
                          {"refused", {{"code", "49"}, {"message", "Invalid credentials"}, {"stage", "login"}}}}));
    CHECK(no.at("done") == false);
    CHECK(no.at("refused").at("code") == "49");
    auto cut = found;
    cut.erase("entries");
    CHECK(message_of("ldap", parameters, replied(cut)) == "the client's reply has no 'entries'");
    auto twice = found;
    twice["entries"].push_back(twice["entries"][0]);
    CHECK(message_of("ldap", parameters, replied(twice)).starts_with("an entry of the directory can't be read"));
  }

  TEST_CASE("wrong parameters are named") {
    CHECK(complaint("ldap", {{"server", "d"}, {"bind", "cn=a"}}) == "bind needs a password");
    CHECK(complaint("ldap", {{"server", "d"}, {"password", "x"}}) == "password belongs to bind");
    CHECK(complaint("ldap", {{"server", "d"}, {"attributes", {"a"}}}) == "attributes belong to a search: say base too");
    CHECK(complaint("ldap", {{"server", "d"}, {"base", "x"}, {"filter", "uid=li"}}) ==
          "filter is no filter: it stands in parentheses, like (uid=li)");
  }
}

TEST_SUITE("checks/mqtt") {
  const Value heard{{"connected", true},
                    {"accepted", true},
                    {"messages", {{{"topic", "lab/x"}, {"payload", "n0nce"}, {"retained", false}}}}};

  TEST_CASE("a login, a subscription and a message become an exchange") {
    const auto bare = exchange_of("mqtt", {{"server", "broker"}});
    CHECK(bare.protocol == "mqtt");
    CHECK(bare.port == 1883);
    CHECK(bare.details == Value{{"tls", false}, {"verify", true}, {"retain", false}, {"count", 1}, {"wait_ms", 5'000}});
    CHECK(exchange_of("mqtt", {{"server", "broker"}, {"tls", true}}).port == 8883);
    const Value kept{{"server", "b"}, {"topic", "a/b"}, {"message", "x"}, {"retain", true}};
    CHECK(exchange_of("mqtt", kept).details.at("topic") == "a/b");
    CHECK(find_check_type("mqtt")->phase(kept) == Phase::write);
    CHECK(find_check_type("mqtt")->phase({{"server", "b"}, {"topic", "a"}, {"message", "x"}}) == Phase::read);
  }

  TEST_CASE("messages are told in their order, and none is a fact too") {
    const Value parameters{{"server", "b"}, {"subscribe", "lab/#"}};
    const auto facts = facts_of("mqtt", parameters, replied(heard));
    CHECK(facts.at("messages") == Value::array({"n0nce"}));
    CHECK(facts.at("topics") == Value::array({"lab/x"}));
    CHECK(facts.at("retained") == Value::array({false}));
    auto none = heard;
    none["messages"] = Value::array();
    CHECK(facts_of("mqtt", parameters, replied(none)).at("messages").empty());
    CHECK_FALSE(facts_of("mqtt", {{"server", "b"}}, replied(heard)).contains("messages"));
    const auto refused =
        facts_of("mqtt", parameters,
                 replied({{"connected", true},
                          {"accepted", true},
                          {"refused", {{"code", "135"}, {"message", "Not authorized"}, {"stage", "publish"}}}}));
    CHECK(refused.at("done") == false);
    CHECK(refused.at("refused").at("stage") == "publish");
  }

  TEST_CASE("a reply without its parts is no fact") {
    const Value parameters{{"server", "b"}, {"subscribe", "lab/#"}};
    auto cut = heard;
    cut.erase("messages");
    CHECK(message_of("mqtt", parameters, replied(cut)) == "the client's reply has no 'messages'");
    for (const auto* name : {"topic", "payload", "retained"}) {
      auto odd = heard;
      odd["messages"][0].erase(name);
      CHECK(message_of("mqtt", parameters, replied(odd)) == "the client's reply has no '" + std::string{name} + "'");
    }
  }

  TEST_CASE("wrong parameters are named") {
    CHECK(complaint("mqtt", {{"server", "b"}, {"topic", "a"}}) == "topic needs a message");
    CHECK(complaint("mqtt", {{"server", "b"}, {"topic", "a/#"}, {"message", "x"}}) ==
          "a topic to publish to holds no + and no #");
    CHECK(complaint("mqtt", {{"server", "b"}, {"retain", true}}) == "retain belongs to a message");
    CHECK(complaint("mqtt", {{"server", "b"}, {"count", 0}}) == "count is 0, outside 1-100");
    CHECK(complaint("mqtt", {{"server", "b"}, {"wait", 61}}) == "wait is 61, outside 1-60");
    CHECK(complaint("mqtt", {{"server", "b"}, {"subscribe", ""}}) == "subscribe is empty");
    CHECK(complaint("mqtt", {{"server", "b"}, {"user", "li"}}) == "user needs a password");
  }
}
