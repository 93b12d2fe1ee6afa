#include <algorithm>

#include "input.hpp"
#include "observe/clients/imap_lines.hpp"
#include "observe/clients/mail_replies.hpp"
#include "observe/clients/tls_starttls.hpp"
#include "support.hpp"
#include "targets.hpp"

namespace labcheck::fuzz {
namespace {

/// Texts for facts and messages must be valid whatever a server says.
void check_text(const std::string& text) {
  LABCHECK_HOLDS(valid_utf8(text) == text, "a text that is not valid");
}

}  // namespace

void mail_replies(std::string_view bytes) {
  observe::MailReplies replies;
  Input input{bytes};
  while (!input.empty() && replies.take(input.line())) {
  }
  for (const auto& reply : replies.all()) {
    LABCHECK_HOLDS(reply.code >= 200 && reply.code <= 599, "a code that is none");
    LABCHECK_HOLDS(!reply.lines.empty(), "a reply without a line");
    std::for_each(reply.lines.begin(), reply.lines.end(), check_text);
  }
}

void imap_lines(std::string_view bytes) {
  observe::ImapLines lines;
  for (Input input{bytes}; !input.empty() && lines.take(input.line());) {
  }
  check_text(lines.greeting());
  check_text(lines.code());
  check_text(lines.message());
  LABCHECK_HOLDS(lines.status().empty() || lines.status() == "OK" || lines.status() == "NO" || lines.status() == "BAD",
                 "another status: " + lines.status());
  if (const auto found = observe::read_search(bytes)) {
    LABCHECK_HOLDS(std::is_sorted(found->begin(), found->end()), "numbers in disorder");
    LABCHECK_HOLDS(found->empty() || found->front() > 0, "a message 0");
  }
  if (const auto names = observe::read_mailboxes(bytes)) {
    std::for_each(names->begin(), names->end(), check_text);
  }
}

/// The protocol, then what its server says.
void starttls(std::string_view bytes) {
  constexpr std::string_view protocols[] = {"smtp", "imap", "pop3", "ftp", "ldap", "postgresql", "mysql"};
  Input input{bytes};
  const auto protocol = protocols[input.below(std::size(protocols))];
  std::size_t said = 0;
  const observe::PlainTalk talk{.receive = [&]() -> std::optional<char> {
                                  return input.empty() ? std::nullopt : std::optional{input.take(1).front()};
                                },
                                .send =
                                    [&](std::string_view words) {
                                      said += words.size();
                                      return true;
                                    }};
  const auto answer = observe::ask_for_tls(protocol, talk);
  if (!answer) {
    return check_message(answer.error().message);
  }
  LABCHECK_HOLDS(!answer->taken || said > 0, "TLS without having been asked for");
  LABCHECK_HOLDS(answer->taken || !answer->code.empty(), "a refusal without a code");
}

}  // namespace labcheck::fuzz
