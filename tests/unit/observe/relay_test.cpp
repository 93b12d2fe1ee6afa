#include "observe/relay.hpp"

#include <thread>

#include <sys/wait.h>
#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <doctest/doctest.h>

#include "observe/relay_peer.hpp"

using namespace labcheck;
using namespace labcheck::observe;
namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

/// A service that answers each write with its bytes twice, until `ending` comes instead.
class EchoTwice final : public Stream {
 public:
  EchoTwice(const asio::any_io_executor& executor, std::string* said, std::optional<Error> ending)
      : changed_{executor, Deadline::max()}, said_{said}, ending_{std::move(ending)} {}

  asio::awaitable<Result<std::size_t>> read(char* buffer, std::size_t size, Deadline) override {
    while (answer_.empty() && !over_) {
      boost::system::error_code ignored;
      co_await changed_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
    if (closed_) {
      co_return failed(ErrorKind::interrupted, "closed");
    }
    if (answer_.empty()) {
      co_return ending_ ? Result<std::size_t>{tl::unexpected<Error>(*ending_)} : Result<std::size_t>{std::size_t{0}};
    }
    const auto taken = answer_.copy(buffer, size);
    answer_.erase(0, taken);
    co_return taken;
  }
  asio::awaitable<Result<void>> write(std::string_view bytes, Deadline) override {
    said_->append(bytes);
    answer_.append(bytes).append(bytes);
    over_ = over_ || bytes.find("bye") != std::string_view::npos;
    changed_.cancel();
    co_return Result<void>{};
  }
  asio::awaitable<Result<void>> finish(Deadline) override {
    said_->append("<end>");
    over_ = true;
    changed_.cancel();
    co_return Result<void>{};
  }
  void close() override {
    over_ = closed_ = true;
    changed_.cancel();
  }

 private:
  asio::steady_timer changed_;
  std::string* said_;
  std::optional<Error> ending_{};
  std::string answer_{};
  bool over_{false};
  bool closed_{false};
};

/// A relay on a thread of its own for a test that plays the client library.
struct Running {
  asio::io_context io{};
  std::string said{};
  std::shared_ptr<Relay> relay{};
  std::thread thread{};

  explicit Running(std::optional<Error> ending = std::nullopt, std::size_t max_bytes = 1000) {
    relay = *Relay::start(io.get_executor(), std::make_unique<EchoTwice>(io.get_executor(), &said, std::move(ending)),
                          deadline_in(Duration{10'000}), max_bytes);
    thread = std::thread{[this] { io.run(); }};
  }
  void join() { thread.join(); }
};

tcp::socket client_of(asio::io_context& io, std::uint16_t port) {
  tcp::socket socket{io};
  socket.connect({asio::ip::address_v4::loopback(), port});
  return socket;
}

/// All that comes until the end, and how it ended.
std::pair<std::string, boost::system::error_code> read_all(tcp::socket& socket) {
  std::string bytes;
  boost::system::error_code problem;
  asio::read(socket, asio::dynamic_buffer(bytes), problem);
  return {bytes, problem};
}

}  // namespace

TEST_SUITE("observe/relay") {
  TEST_CASE("bytes go both ways, an end is passed on, and then all is over") {
    Running running;
    asio::io_context io;
    auto socket = client_of(io, running.relay->port());
    asio::write(socket, asio::buffer(std::string{"bye"}));
    const auto [bytes, problem] = read_all(socket);
    CHECK(bytes == "byebye");
    CHECK(problem == asio::error::eof);
    socket.close();
    running.join();
    CHECK(running.said == "bye<end>");
    CHECK_FALSE(running.relay->error());
    CHECK_FALSE(running.relay->truncated());
  }

  TEST_CASE("one connection is taken and no other") {
    Running running;
    asio::io_context io;
    auto first = client_of(io, running.relay->port());
    asio::write(first, asio::buffer(std::string{"a"}));
    char byte{};
    asio::read(first, asio::buffer(&byte, 1));
    tcp::socket second{io};
    boost::system::error_code problem;
    second.connect({asio::ip::address_v4::loopback(), running.relay->port()}, problem);
    CHECK(problem == asio::error::connection_refused);
    first.close();
    running.join();
  }

  TEST_CASE("a program that is not this process is sent away, and the right one still gets in") {
    Running running;
    const auto port = running.relay->port();
    const auto stranger = ::fork();
    if (stranger == 0) {
      // Only what is safe after a fork: exit status 0 when nothing but an end was got.
      const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
      sockaddr_in address{};
      address.sin_family = AF_INET;
      address.sin_port = htons(port);
      address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
      char byte = 'x';
      const bool in = ::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
      ::_exit(in && ::read(socket, &byte, 1) <= 0 ? 0 : 1);
    }
    int status = 1;
    ::waitpid(stranger, &status, 0);
    CHECK(status == 0);
    CHECK(running.said == "");
    asio::io_context io;
    auto socket = client_of(io, port);
    asio::write(socket, asio::buffer(std::string{"bye"}));
    CHECK(read_all(socket).first == "byebye");
    socket.close();
    running.join();
  }

  TEST_CASE("a stream that breaks is a reset for the library, and its error is kept") {
    Running running{Error{ErrorKind::lost, "the session broke"}};
    asio::io_context io;
    auto socket = client_of(io, running.relay->port());
    asio::write(socket, asio::buffer(std::string{"bye"}));
    const auto [bytes, problem] = read_all(socket);
    CHECK(problem == asio::error::connection_reset);
    running.join();
    REQUIRE(running.relay->error());
    CHECK(running.relay->error()->message == "the session broke");
  }

  TEST_CASE("no more is taken from the service than the bound") {
    Running running{std::nullopt, 7};
    asio::io_context io;
    auto socket = client_of(io, running.relay->port());
    asio::write(socket, asio::buffer(std::string{"1234"}));
    const auto [bytes, problem] = read_all(socket);
    CHECK(bytes.size() <= 7);
    CHECK(problem == asio::error::connection_reset);
    running.join();
    CHECK(running.relay->truncated());
  }

  TEST_CASE("closing before anybody came ends it without an error") {
    Running running;
    asio::post(running.io, [&] { running.relay->close(); });
    running.join();
    CHECK_FALSE(running.relay->error());
  }

  TEST_CASE("closing in the middle is a reset for the library and no error") {
    Running running;
    asio::io_context io;
    auto socket = client_of(io, running.relay->port());
    asio::write(socket, asio::buffer(std::string{"a"}));
    char bytes[2];
    asio::read(socket, asio::buffer(bytes));
    asio::post(running.io, [&] { running.relay->close(); });
    CHECK(read_all(socket).second == asio::error::connection_reset);
    running.join();
    CHECK_FALSE(running.relay->error());
  }

  TEST_CASE("only a connection of this process between these two ports is its own") {
    asio::io_context io;
    tcp::acceptor acceptor{io, {asio::ip::address_v4::loopback(), 0}};
    auto socket = client_of(io, acceptor.local_endpoint().port());
    const auto from = socket.local_endpoint().port();
    const auto to = acceptor.local_endpoint().port();
    CHECK(connected_from_this_process(from, to));
    CHECK_FALSE(connected_from_this_process(from, static_cast<std::uint16_t>(to ^ 1)));
    CHECK_FALSE(connected_from_this_process(static_cast<std::uint16_t>(from ^ 1), to));
    socket.close();
    CHECK_FALSE(connected_from_this_process(from, to));
  }
}
