#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include <labcheck/answer.hpp>
#include <labcheck/request.hpp>

namespace labcheck::test {

/// An answer with the time that it took.
struct Talked {
  Answer answer{};
  Duration elapsed{0};
  std::vector<std::string> opened{};  ///< "host:port" of every stream
};

/// Carries an exchange out straight from this machine. Names of the form `*.lab` are 127.0.0.1; redirects are allowed
/// to `web.lab` and 127.0.0.1.
Talked talk(Exchange exchange, Duration timeout = Duration{10'000});

/// Several at once on one I/O thread, each with its own timeout.
std::vector<Talked> talk_at_once(const std::vector<std::pair<Exchange, Duration>>& exchanges);

Exchange http(std::uint16_t port, Value details = Value::object());
Exchange tcp(std::uint16_t port, Value details = Value::object());

}  // namespace labcheck::test
