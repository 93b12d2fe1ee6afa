#include "observe/clients/tls_starttls.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "observe/clients/conversation.hpp"

namespace labcheck::observe {

namespace {

using namespace std::string_view_literals;

constexpr std::size_t longest_line = 4096;
constexpr int most_lines = 200;
constexpr std::size_t largest_packet = 4096;

tl::unexpected<Error> wrong(std::string_view protocol, std::string_view found) {
  return failed(ErrorKind::unreadable,
                found.empty() ? fmt::format("the service broke off before it had spoken {}", protocol)
                              : fmt::format("the service does not speak {}: '{}'", protocol, one_line(found)));
}

std::optional<std::string> bytes_of(const PlainTalk& talk, std::size_t size) {
  std::string bytes;
  while (bytes.size() < size) {
    const auto byte = talk.receive();
    if (!byte) {
      return std::nullopt;
    }
    bytes += *byte;
  }
  return bytes;
}

/// A line without its end; nothing when the service broke off or the line has no end.
std::optional<std::string> line_of(const PlainTalk& talk) {
  std::string line;
  while (line.size() < longest_line) {
    const auto byte = talk.receive();
    if (!byte) {
      return std::nullopt;
    }
    if (*byte == '\n') {
      return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
    }
    line += *byte;
  }
  return std::nullopt;
}

/// The last line of a reply with a code of three digits (SMTP, FTP).
Result<std::string> coded_reply(const PlainTalk& talk, std::string_view protocol) {
  for (int lines = 0; lines < most_lines; ++lines) {
    const auto line = line_of(talk);
    const bool coded = line && line->size() >= 3 && std::all_of(line->begin(), line->begin() + 3, [](char letter) {
                         return letter >= '0' && letter <= '9';
                       });
    if (!coded) {
      return wrong(protocol, line.value_or(""));
    }
    if (line->size() == 3 || (*line)[3] != '-') {
      return *line;
    }
  }
  return wrong(protocol, "a reply without end");
}

StartTls refusal(const std::string& line, std::size_t code) {
  return {.taken = false, .code = line.substr(0, code), .message = line.substr(std::min(code + 1, line.size()))};
}

Result<StartTls> ask_by_codes(std::string_view protocol, const PlainTalk& talk) {
  const bool mail = protocol == "smtp";
  LABCHECK_TRY_ASSIGN(auto reply, coded_reply(talk, protocol));
  if (mail && reply.starts_with("220")) {
    talk.send("EHLO labcheck\r\n");
    LABCHECK_TRY_ASSIGN(reply, coded_reply(talk, protocol));
  }
  if (!reply.starts_with('2')) {
    return refusal(reply, 3);
  }
  talk.send(mail ? "STARTTLS\r\n" : "AUTH TLS\r\n");
  LABCHECK_TRY_ASSIGN(reply, coded_reply(talk, protocol));
  return reply.starts_with(mail ? "220" : "234") ? StartTls{.taken = true} : refusal(reply, 3);
}

Result<StartTls> ask_imap(const PlainTalk& talk) {
  const auto greeting = line_of(talk);
  if (!greeting || !greeting->starts_with("* ")) {
    return wrong("imap", greeting.value_or(""));
  }
  talk.send("a STARTTLS\r\n");
  for (int lines = 0; lines < most_lines; ++lines) {
    const auto line = line_of(talk);
    if (!line) {
      return wrong("imap", "");
    }
    if (line->starts_with("a ")) {
      const auto status = line->substr(2, line->find(' ', 2) - 2);
      if (status != "OK" && status != "NO" && status != "BAD") {
        return wrong("imap", *line);
      }
      return status == "OK" ? StartTls{.taken = true} : refusal(line->substr(2), status.size());
    }
  }
  return wrong("imap", "a reply without end");
}

Result<StartTls> ask_pop3(const PlainTalk& talk) {
  const auto greeting = line_of(talk);
  if (!greeting || !greeting->starts_with("+OK")) {
    return wrong("pop3", greeting.value_or(""));
  }
  talk.send("STLS\r\n");
  const auto line = line_of(talk);
  if (!line || !(line->starts_with("+OK") || line->starts_with("-ERR"))) {
    return wrong("pop3", line.value_or(""));
  }
  return line->starts_with("+OK") ? StartTls{.taken = true} : refusal(*line, 4);
}

/// A length of BER, short or of up to two bytes; nothing for any other.
std::optional<std::size_t> length_of(const PlainTalk& talk) {
  const auto first = talk.receive();
  const auto short_one = static_cast<unsigned char>(first.value_or('\xff'));
  if (short_one < 0x80) {
    return short_one;
  }
  const auto more = bytes_of(talk, short_one >= 0x81 && short_one <= 0x84 ? short_one - 0x80U : 0U);
  std::size_t length = 0;
  for (const char byte : more.value_or("")) {
    length = length * 256 + static_cast<unsigned char>(byte);
  }
  return first && more && !more->empty() ? std::optional{length} : std::nullopt;
}

/// RFC 4511: the extended response to message 1, of which the result code is read.
Result<StartTls> ask_ldap(const PlainTalk& talk) {
  talk.send(
      "\x30\x1d\x02\x01\x01\x77\x18\x80\x16"
      "1.3.6.1.4.1.1466.20037"sv);
  const auto tag = talk.receive();
  const auto length = tag && *tag == '\x30' ? length_of(talk) : std::nullopt;
  const auto body = length && *length <= largest_packet ? bytes_of(talk, *length) : std::nullopt;
  const auto result = body && body->starts_with("\x02\x01\x01\x78"sv) ? body->find("\x0a\x01"sv) : std::string::npos;
  // The code follows the response's own length, which takes one to five bytes.
  if (result == std::string::npos || result < 5 || result > 9 || result + 2 >= body->size()) {
    return wrong("ldap", tag ? "another reply than to StartTLS" : "");
  }
  const auto code = static_cast<unsigned char>((*body)[result + 2]);
  return code == 0 ? StartTls{.taken = true}
                   : StartTls{.taken = false, .code = std::to_string(code), .message = "StartTLS was refused"};
}

Result<StartTls> ask_postgresql(const PlainTalk& talk) {
  talk.send("\x00\x00\x00\x08\x04\xd2\x16\x2f"sv);
  const auto byte = talk.receive();
  if (!byte || (*byte != 'S' && *byte != 'N')) {
    return wrong("postgresql", byte ? std::string_view{&*byte, 1} : ""sv);
  }
  return *byte == 'S' ? StartTls{.taken = true}
                      : StartTls{.taken = false, .code = "N", .message = "the server takes no TLS"};
}

/// The server's first packet says whether it can (CLIENT_SSL); an SSLRequest is not answered in the clear.
Result<StartTls> ask_mysql(const PlainTalk& talk) {
  const auto head = bytes_of(talk, 4);
  const auto size = head ? static_cast<unsigned char>((*head)[0]) + 256U * static_cast<unsigned char>((*head)[1]) : 0U;
  const auto body = head && (*head)[2] == 0 && size <= largest_packet ? bytes_of(talk, size) : std::nullopt;
  const auto version = body ? body->find('\0') : std::string::npos;
  if (!body || !body->starts_with('\x0a') || version == std::string::npos || version + 16 > body->size()) {
    return wrong("mysql", body ? std::string_view{*body} : ""sv);
  }
  const auto high = static_cast<unsigned char>((*body)[version + 15]);
  if ((high & 0x08U) == 0) {
    return StartTls{.taken = false, .code = "CLIENT_SSL", .message = "the server takes no TLS"};
  }
  std::string packet{"\x20\x00\x00\x01\x00\x8a\x08\x00\x00\x00\x10\x00\x21"sv};  // 4.1 protocol, TLS, secure passwords
  talk.send(packet + std::string(23, '\0'));
  return StartTls{.taken = true};
}

}  // namespace

Result<StartTls> ask_for_tls(std::string_view protocol, const PlainTalk& talk) {
  if (protocol == "smtp" || protocol == "ftp") {
    return ask_by_codes(protocol, talk);
  }
  if (protocol == "imap") {
    return ask_imap(talk);
  }
  if (protocol == "pop3") {
    return ask_pop3(talk);
  }
  if (protocol == "ldap") {
    return ask_ldap(talk);
  }
  if (protocol == "postgresql") {
    return ask_postgresql(talk);
  }
  if (protocol == "mysql") {
    return ask_mysql(talk);
  }
  return failed(ErrorKind::invalid, fmt::format("'{}' is no protocol that asks for TLS", one_line(protocol)));
}

}  // namespace labcheck::observe
