#include <array>

#include <fmt/format.h>
#include <sodium.h>

#include "observe/clients/conversation.hpp"
#include "observe/clients/dns_message.hpp"

namespace labcheck::observe {
namespace {

constexpr std::size_t most_records = 10'000;
constexpr std::size_t most_bytes = 1024 * 1024;

/// One message of a TCP conversation; an empty text when the server has ended it.
boost::asio::awaitable<Result<std::string>> read_message(Stream& stream, Deadline deadline) {
  std::string bytes;
  std::array<char, 4096> buffer{};
  std::size_t wanted = 2;
  while (bytes.size() < wanted) {
    const auto most = std::min(buffer.size(), wanted - bytes.size());
    auto size = co_await stream.read(buffer.data(), most, deadline);
    if (!size) {
      co_return tl::unexpected<Error>(size.error());
    }
    if (*size == 0) {
      co_return bytes.empty() ? Result<std::string>{std::string{}}
                              : failed(ErrorKind::unreadable, "the server ended in the middle of a message");
    }
    bytes.append(buffer.data(), *size);
    if (bytes.size() == 2) {
      wanted = 2 + static_cast<std::size_t>(static_cast<unsigned char>(bytes[0]) << 8 |
                                            static_cast<unsigned char>(bytes[1]));
    }
  }
  co_return bytes.substr(2);
}

bool ends_transfer(const Value& reply) {
  const auto& records = reply.at("records");
  return records.empty() || reply.at("status") != "NOERROR" ||
         (records.size() > 1 && records.front().at("type") == "SOA" && records.back().at("type") == "SOA");
}

/// All messages of an answer joined into one: a zone transfer has several (RFC 5936), anything else one.
boost::asio::awaitable<Result<Value>> read_answer(Stream& stream, const DnsQuestion& question, Deadline deadline) {
  Value whole;
  std::size_t bytes = 0;
  do {
    auto message = co_await read_message(stream, deadline);
    if (!message) {
      co_return tl::unexpected<Error>(message.error());
    }
    if (message->empty()) {
      co_return failed(ErrorKind::unreadable, "the server ended without an answer");
    }
    bytes += message->size();
    auto part = read_dns_message(*message, question);
    if (!part) {
      co_return part;
    }
    if (whole.is_null()) {
      whole = std::move(*part);
    } else {
      auto& records = whole["records"];
      records.insert(records.end(), (*part)["records"].begin(), (*part)["records"].end());
      whole["status"] = (*part)["status"];
    }
    if (bytes > most_bytes || whole["records"].size() > most_records) {
      co_return failed(ErrorKind::resource, "the zone is bigger than is taken");
    }
  } while (question.type == "AXFR" && !ends_transfer(whole));
  co_return whole;
}

Answer answer_of(const Result<Value>& read) {
  if (read) {
    auto reply = *read;
    reply["connected"] = true;
    return replied(std::move(reply));
  }
  switch (read.error().kind) {
    case ErrorKind::unreadable:
      return replied({{"connected", true}, {"failure", one_line(read.error().message)}});
    case ErrorKind::refused:
      return replied({{"connected", true}, {"failure", "the server reset the connection"}});
    case ErrorKind::resource:
      return ended(Ending::truncated, read.error().message);
    default:
      return in_trouble(read.error());
  }
}

}  // namespace

boost::asio::awaitable<Answer> speak_dns(const Conversation& talk) {
  const auto& details = talk.exchange.details;
  DnsQuestion question;
  question.name = details.at("name").get<std::string>();
  question.type = details.at("type").get<std::string>();
  question.recurse = details.at("recurse").get<bool>();
  question.id = static_cast<std::uint16_t>(randombytes_uniform(65'536));
  const auto wire = write_dns_question(question);
  if (!wire) {
    co_return in_trouble(wire.error());
  }
  auto opened = co_await talk.opener(talk.exchange.host, talk.exchange.port, talk.deadline);
  if (!opened) {
    co_return in_trouble(opened.error());
  }
  auto& stream = **opened;
  auto sent = co_await stream.write(*wire, talk.deadline);
  auto read = sent ? Result<Value>{Value{}} : tl::unexpected<Error>(sent.error());
  if (read) {
    auto answer = co_await read_answer(stream, question, talk.deadline);
    read = std::move(answer);
  }
  stream.close();
  co_return answer_of(read);
}

}  // namespace labcheck::observe
