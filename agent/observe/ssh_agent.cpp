#include "observe/ssh_agent.hpp"

#include <sys/socket.h>
#include <sys/un.h>

#include <boost/asio/local/stream_protocol.hpp>
#include <fmt/format.h>

#include "observe/straight.hpp"
#include "observe/waiting.hpp"
#include "observe/wire.hpp"

namespace labcheck::observe {
namespace {

using boost::asio::awaitable;
using boost::asio::local::stream_protocol;

constexpr char request_identities = 11;
constexpr char identities_answer = 12;
constexpr char sign_request = 13;
constexpr char sign_response = 14;
constexpr std::uint32_t rsa_sha2_256 = 2;
constexpr std::uint32_t rsa_sha2_512 = 4;
constexpr std::size_t most_bytes = 256U << 10;
constexpr std::uint32_t most_keys = 64;

tl::unexpected<Error> not_understood() {
  return failed(ErrorKind::unreadable, "the ssh-agent's answer can't be understood");
}

}  // namespace

awaitable<Result<std::shared_ptr<SshAgent>>> SshAgent::connect(std::string socket) {
  const auto executor = co_await boost::asio::this_coro::executor;
  stream_protocol::socket own{executor};
  boost::system::error_code error;
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (socket.size() >= sizeof address.sun_path) {
    co_return failed(ErrorKind::invalid, "the name of the ssh-agent's socket is too long");
  }
  socket.copy(address.sun_path, socket.size());
  own.open(stream_protocol{}, error);
  own.non_blocking(true, error);
  // At once or not at all: a local socket is never "in progress", and one whose backlog is full says EAGAIN. Asio's own
  // connect() would then wait.
  if (error || ::connect(own.native_handle(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    co_return failed(ErrorKind::unreachable, "the ssh-agent does not answer");
  }
  co_return std::shared_ptr<SshAgent>{
      new SshAgent{stream_of(boost::asio::generic::stream_protocol::socket{std::move(own)})}};
}

awaitable<Result<std::string>> SshAgent::ask(std::string request, Deadline deadline) {
  const auto framed = wire_text(request);
  const auto sent = co_await stream_->write(framed, deadline);
  if (!sent) {
    co_return failed(ErrorKind::unreachable, "the ssh-agent does not answer");
  }
  std::string answer;
  std::size_t wanted = 4;
  bool sized = false;
  while (answer.size() < wanted) {
    char buffer[4096];
    const auto got = co_await stream_->read(buffer, sizeof buffer, deadline);
    if (!got || *got == 0) {
      co_return failed(ErrorKind::unreachable, "the ssh-agent does not answer");
    }
    answer.append(buffer, *got);
    if (!sized && answer.size() >= 4) {
      wanted = 4 + WireReader{answer}.number().value_or(0);
      sized = true;
      if (wanted > most_bytes || wanted < 5) {
        co_return not_understood();
      }
    }
  }
  co_return answer.substr(4, wanted - 4);
}

awaitable<Result<std::vector<AgentKey>>> SshAgent::keys(Deadline deadline) {
  std::string request(1, request_identities);
  const auto answer = co_await ask(std::move(request), deadline);
  if (!answer) {
    co_return tl::unexpected<Error>(answer.error());
  }
  WireReader reader{*answer};
  const auto kind = reader.take(1);
  const auto count = reader.number();
  if (kind != std::string_view(&identities_answer, 1) || !count || *count > most_keys) {
    co_return not_understood();
  }
  std::vector<AgentKey> keys;
  for (std::uint32_t at = 0; at < *count; ++at) {
    const auto blob = reader.text();
    const auto comment = reader.text();
    if (!blob || !comment) {
      co_return not_understood();
    }
    keys.push_back({.blob = std::string{*blob}, .comment = std::string{*comment}});
  }
  co_return keys;
}

awaitable<Result<std::string>> SshAgent::sign(std::string blob, std::string data, std::string algorithm,
                                              Deadline deadline) {
  const auto flags = algorithm == "rsa-sha2-512" ? rsa_sha2_512 : algorithm == "rsa-sha2-256" ? rsa_sha2_256 : 0;
  auto request = std::string(1, sign_request) + wire_text(blob) + wire_text(data) + wire_number(flags);
  const auto answer = co_await ask(std::move(request), deadline);
  if (!answer) {
    co_return tl::unexpected<Error>(answer.error());
  }
  WireReader reader{*answer};
  if (reader.take(1) != std::string_view(&sign_response, 1)) {
    co_return failed(ErrorKind::refused, "the ssh-agent does not sign");
  }
  WireReader signature{reader.text().value_or("")};
  const auto method = signature.text();
  const auto bare = signature.text();
  if (!method || *method != algorithm || !bare) {
    co_return not_understood();
  }
  co_return std::string{*bare};
}

}  // namespace labcheck::observe
