#include "ssh/seat.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <fmt/format.h>

namespace labcheck::test {

Seat::Seat(const Sshd& sshd) {
  roster.candidates.push_back({.id = "c01", .name = "", .seat = "", .hosts = {}, .parameters = {}, .place = {}});
  add_host("box", sshd.port()).login.key = sshd.user_key();
  options.connect_timeout = Duration{3'000};
  options.login_timeout = Duration{8'000};
}

Seat::~Seat() {
  if (engine_) {
    boost::asio::co_spawn(io_, engine_->close(), boost::asio::detached);
    io_.restart();
    io_.run_for(std::chrono::seconds{3});
  }
}

RosterHost& Seat::add_host(const std::string& role, std::uint16_t port) {
  RosterHost host;
  host.role = role;
  host.connect_host = "127.0.0.1";
  host.connect_port = port;
  host.address = "127.0.0.1";
  host.login.agent = false;
  roster.candidates[0].hosts.push_back(host);
  return roster.candidates[0].hosts.back();
}

Asked Seat::script(const std::string& text, Duration timeout) const {
  return {.candidate = "c01",
          .host = "box",
          .request = Script{.text = text, .arguments = {}, .alone = false},
          .timeout = timeout};
}

/// Whatever else listens on this machine is no business of these tests.
void Seat::note(const Flag& flag) {
  (flag.code == "unowned-listener" ? listeners : flags).push_back(flag);
}

Answer Seat::ask(const std::string& text, Duration timeout) {
  return ask(script(text, timeout));
}

Answer Seat::ask(Asked asked) {
  return ask_all({std::move(asked)})[0];
}

std::vector<Answer> Seat::ask_all(std::vector<Asked> all) {
  if (!engine_) {
    engine_ = observe::Engine::create(io_, roster, masker, options,
                                      {.host = [this](const HostFacts& own) { facts.push_back(own); },
                                       .flag = [this](const Flag& flag) { note(flag); }});
  }
  std::vector<Answer> answers(all.size());
  std::size_t open = all.size();
  const auto one = [&](std::size_t at) -> boost::asio::awaitable<void> {
    answers[at] = co_await engine_->ask(all[at]);
    if (--open == 0) {
      io_.stop();
    }
  };
  for (std::size_t at = 0; at < all.size(); ++at) {
    boost::asio::co_spawn(io_, one(at), boost::asio::detached);
  }
  io_.restart();
  io_.run_for(std::chrono::seconds{90});
  return answers;
}

std::string shown(const Answer& answer) {
  return fmt::format("{}{} out='{}' err='{}' message='{}'", to_string(answer.ending),
                     answer.status ? fmt::format(" {}", *answer.status) : "", answer.out.substr(0, 300),
                     answer.err.substr(0, 300), answer.message);
}

}  // namespace labcheck::test
