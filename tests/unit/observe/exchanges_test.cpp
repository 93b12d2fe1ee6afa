#include <algorithm>
#include <deque>
#include <map>
#include <string>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <doctest/doctest.h>

#include "observe/engine.hpp"
#include "observe/gather.hpp"

using namespace labcheck;
namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

/// Says nothing before three have asked, then answers whoever does; counts how many of each candidate are there.
class SlowService {
 public:
  explicit SlowService(asio::io_context& io)
      : acceptor_{io, {asio::ip::address_v4::loopback(), 0}}, enough_{io.get_executor()} {
    asio::co_spawn(io, accept(), asio::detached);
  }
  std::uint16_t port() const { return acceptor_.local_endpoint().port(); }
  void close() { acceptor_.close(); }

  std::map<std::string, int> most{};

 private:
  asio::awaitable<void> accept() {
    boost::system::error_code problem;
    while (!problem) {
      auto socket = co_await acceptor_.async_accept(asio::redirect_error(asio::use_awaitable, problem));
      if (!problem) {
        asio::co_spawn(acceptor_.get_executor(), answer(std::move(socket)), asio::detached);
      }
    }
  }
  asio::awaitable<void> answer(tcp::socket socket) {
    boost::system::error_code problem;
    std::string who(3, ' ');
    co_await asio::async_read(socket, asio::buffer(who), asio::redirect_error(asio::use_awaitable, problem));
    auto& here = here_[who];
    most[who] = std::max(most[who], ++here);
    if (++came_ == 3) {
      enough_.set();
    }
    co_await enough_.wait();
    --here;
    co_await asio::async_write(socket, asio::buffer(std::string{"ok\n"}),
                               asio::redirect_error(asio::use_awaitable, problem));
  }

  tcp::acceptor acceptor_;
  observe::Event enough_;
  std::map<std::string, int> here_{};
  int came_{0};
};

}  // namespace

TEST_SUITE("observe/exchanges") {
  TEST_CASE("a candidate's exchanges wait for one another, and never another candidate's") {
    asio::io_context io{1};
    SlowService service{io};
    Roster roster;
    roster.candidates = {{.id = "c01"}, {.id = "c02"}};
    observe::EngineOptions options;
    options.exchanges_per_candidate = 2;
    const observe::Masker masker;
    const auto engine = observe::Engine::create(io, roster, masker, options, {});
    std::deque<Answer> answers;
    int open = 0;
    const auto ask = [&](std::string candidate) -> asio::awaitable<void> {
      auto& answer = answers.emplace_back();
      observe::Asked asked{.candidate = candidate, .host = "agent", .timeout = Duration{20'000}};
      asked.request = Exchange{.protocol = "tcp",
                               .host = "127.0.0.1",
                               .port = service.port(),
                               .details = {{"send", candidate}, {"receive", 100}, {"until", "\n"}}};
      answer = co_await engine->ask(std::move(asked));
      if (--open == 0) {
        service.close();
      }
    };
    for (const auto* candidate : {"c01", "c01", "c01", "c01", "c01", "c02"}) {
      ++open;
      asio::co_spawn(io, ask(candidate), asio::detached);
    }
    io.run();
    REQUIRE(answers.size() == 6);
    for (const auto& answer : answers) {
      CHECK(answer.ending == Ending::completed);
      CHECK(answer.reply.value("received", "") == "ok\n");
    }
    CHECK(service.most["c01"] == 2);
    CHECK(service.most["c02"] == 1);
  }
}
