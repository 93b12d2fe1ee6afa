#include <algorithm>

#include <fmt/format.h>

#include <labcheck/check_type.hpp>

#include "checks/network/mail_message.hpp"
#include "checks/network/mail_request.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "checks/reply.hpp"

namespace labcheck::checks {
namespace {

constexpr UsualPorts ports{.plain = 143, .implicit = 993};

struct Criterion {
  const char* name;
  std::string_view key;
};

constexpr Criterion criteria[] = {{"subject", "SUBJECT"}, {"sender", "FROM"}, {"text", "TEXT"}};

std::vector<ParameterSpec> parameters() {
  auto all = server_parameters("the IMAP server: host or host:port (143; 993 with tls: implicit)");
  const std::vector<ParameterSpec> more{
      {.name = "user", .kind = ValueKind::text, .about = "who logs in"},
      {.name = "password", .kind = ValueKind::text, .about = "the user's password"},
      {.name = "mailbox",
       .kind = ValueKind::text,
       .about = "where messages are looked for (INBOX with any of those below)"},
      {.name = "subject", .kind = ValueKind::text, .about = "messages with this in their subject"},
      {.name = "sender", .kind = ValueKind::text, .about = "messages with this in their sender"},
      {.name = "text", .kind = ValueKind::text, .about = "messages with this anywhere in them"},
  };
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

std::vector<FactSpec> facts() {
  auto all = server_facts();
  const std::vector<FactSpec> more{
      {.name = "greeting", .kind = ValueKind::text, .about = "the server's first words"},
      {.name = "refused",
       .kind = ValueKind::map,
       .about = "its refusal of the login or of the mailbox",
       .fields = {{.name = "code",
                   .kind = ValueKind::text,
                   .about = "AUTHENTICATIONFAILED, …, or NO; none where it offers no way of logging in"},
                  {.name = "message", .kind = ValueKind::text, .about = "the server's words"}}},
      {.name = "mailboxes",
       .kind = ValueKind::list,
       .about = "the names of the user's mailboxes, sorted",
       .element = ValueKind::text},
      {.name = "found", .kind = ValueKind::integer, .about = "how many messages were found in the mailbox"},
      {.name = "headers",
       .kind = ValueKind::map,
       .about = "of the latest message found: its headers by lower-case name ({\"$.subject\": …})"},
      {.name = "body", .kind = ValueKind::text, .about = "of the latest message found: what follows its headers"},
  };
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

std::string complaint(const Value& parameters) {
  if (auto wrong = server_complaint(parameters, ports); !wrong.empty()) {
    return wrong;
  }
  if (!given(parameters, "user")) {
    return "imap needs user and password";
  }
  for (const auto* name : {"mailbox", "subject", "sender", "text"}) {
    const auto text = text_of(parameters, name);
    if (given(parameters, name) && text.empty()) {
      return fmt::format("{} is empty", name);
    }
    const bool plain = std::all_of(text.begin(), text.end(), [](char letter) { return letter >= ' ' && letter < 127; });
    if (!plain) {
      return fmt::format("{} must be of plain ASCII", name);
    }
  }
  return "";
}

/// A text as IMAP quotes it.
std::string quoted(const std::string& text) {
  std::string all{'"'};
  for (const char letter : text) {
    all += letter == '"' || letter == '\\' ? std::string{'\\', letter} : std::string{letter};
  }
  return all + '"';
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  LABCHECK_TRY_ASSIGN(auto exchange, server_exchange("imap", parameters, ports));
  std::string search;
  for (const auto& criterion : criteria) {
    if (given(parameters, criterion.name)) {
      search +=
          fmt::format("{}{} {}", search.empty() ? "" : " ", criterion.key, quoted(text_of(parameters, criterion.name)));
    }
  }
  if (given(parameters, "mailbox") || !search.empty()) {
    exchange.details["mailbox"] = given(parameters, "mailbox") ? text_of(parameters, "mailbox") : "INBOX";
    exchange.details["search"] = search.empty() ? "ALL" : search;
  }
  return exchange;
}

Result<Value> read(const Value& parameters, const Answer& answer) {
  const auto& reply = answer.reply;
  LABCHECK_TRY_ASSIGN(auto facts, read_server(reply));
  if (reply.contains("mailboxes")) {
    LABCHECK_TRY_ASSIGN(facts["mailboxes"], list_member(reply, "mailboxes"));
  } else if (facts["done"] == true) {
    return unreadable("the client's reply has no 'mailboxes'");
  }
  const bool searched = given(parameters, "mailbox") ||
                        std::any_of(std::begin(criteria), std::end(criteria),
                                    [&](const Criterion& criterion) { return given(parameters, criterion.name); });
  if (!searched || facts["done"] != true) {
    return facts;
  }
  LABCHECK_TRY_ASSIGN(const auto found, member<std::int64_t>(reply, "found"));
  facts["found"] = found;
  if (found > 0) {
    LABCHECK_TRY_ASSIGN(const auto message, member<std::string>(reply, "message"));
    auto mail = read_mail(message);
    facts["headers"] = std::move(mail.headers);
    facts["body"] = std::move(mail.body);
  }
  return facts;
}

}  // namespace

CheckType imap() {
  return {
      .name = "imap",
      .subject = "network",
      .about = "a login to an IMAP server: the mailboxes, and a message that is looked for",
      .reach = Reach::protocol,
      .main_parameter = "server",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{done: true}",
      .example =
          "on: client\nimap: {server: 192.168.10.25, user: li, password: secret, subject: report}\n"
          "within: 20s\nexpect: {found: 1, body: {contains: \"42 rows\"}}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
