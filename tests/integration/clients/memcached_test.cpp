#include <csignal>
#include <fstream>

#include <doctest/doctest.h>

#include "asked.hpp"
#include "support/scripted_service.hpp"
#include "support/server_process.hpp"
#include "support/temp_folder.hpp"

using namespace labcheck;
using namespace labcheck::test;

namespace {

/// A real memcached on a port of 127.0.0.1.
class Memcached {
 public:
  explicit Memcached(const std::vector<std::string>& more = {}) {
    std::ofstream{folder_ / "users"} << "app:apple\n";
    std::vector<std::string> command{"memcached", "-l", "127.0.0.1", "-p", std::to_string(port_), "-u", "nobody"};
    command.insert(command.end(), more.begin(), more.end());
    if (!more.empty() && more.back() == "-Y") {
      command.push_back(folder_ / "users");
    }
    process_ = std::make_unique<ServerProcess>(command, folder_ / "log", SIGTERM);
    process_->wait_for_port(port_);
  }

  Value asking(Value more = Value::object()) const {
    more["server"] = "127.0.0.1:" + std::to_string(port_);
    return more;
  }

 private:
  TempFolder folder_{};
  std::uint16_t port_{free_port()};
  std::unique_ptr<ServerProcess> process_{};
};

Value of_rogue(const ScriptedService& service, Value more = Value::object()) {
  more["server"] = "127.0.0.1:" + std::to_string(service.port());
  return more;
}

std::unique_ptr<ScriptedService> saying(const std::string& reply) {
  return std::make_unique<ScriptedService>([reply](const Peer& peer) {
    peer.receive("\n");
    peer.send(reply);
  });
}

}  // namespace

TEST_SUITE("clients/memcached with memcached") {
  TEST_CASE("version, figures and settings") {
    const Memcached server{{"-c", "2048"}};
    CHECK(facts("memcached", server.asking())["version"].get<std::string>().starts_with("1."));
    CHECK(facts("memcached", server.asking({{"stats", "settings"}}))["stats"]["maxconns"] == 2048);
    CHECK(facts("memcached", server.asking({{"stats", "general"}}))["stats"]["curr_items"] == 0);
    CHECK(facts("memcached", server.asking({{"stats", "slabs"}}))["done"] == true);
  }

  TEST_CASE("a key is written with a nonce, read, removed and gone") {
    const Memcached server;
    CHECK(facts("memcached", server.asking({{"get", "k"}}))["found"] == false);
    CHECK(facts("memcached", server.asking({{"set", "k"}, {"value", "n 1\r\nEND\r\n"}}))["done"] == true);
    CHECK(facts("memcached", server.asking({{"get", "k"}}))["value"] == "n 1\r\nEND\r\n");
    CHECK(facts("memcached", server.asking({{"delete", "k"}}))["found"] == true);
    CHECK(facts("memcached", server.asking({{"delete", "k"}}))["done"] == false);
    CHECK(facts("memcached", server.asking({{"set", "e"}, {"value", ""}}))["done"] == true);
    CHECK(facts("memcached", server.asking({{"get", "e"}}))["value"] == "");
  }

  TEST_CASE("a server that wants a login, and a value that is too big, refuse") {
    const Memcached server{{"-Y"}};
    CHECK(facts("memcached", server.asking())["refused"]["code"] == "CLIENT_ERROR");
    const auto wrong = facts("memcached", server.asking({{"user", "app"}, {"password", "pear"}}));
    CHECK(wrong["accepted"] == false);
    CHECK(wrong["refused"]["code"] == "CLIENT_ERROR");
    const auto right = facts("memcached", server.asking({{"user", "app"}, {"password", "apple"}}));
    CHECK(right["accepted"] == true);
    CHECK(right.contains("version"));
    const Memcached open;
    CHECK(facts("memcached", open.asking({{"set", "k"}, {"value", std::string(1'100'000, 'x')}}))["refused"]["code"] ==
          "SERVER_ERROR");
  }
}

TEST_SUITE("clients/memcached with hostile servers") {
  TEST_CASE("nobody listens, nobody speaks") {
    CHECK(facts("memcached", {{"server", "127.0.0.1:" + std::to_string(free_port())}})["connected"] == false);
    const ScriptedService silent{[](const Peer& peer) { peer.wait_for_end(); }};
    CHECK(asked("memcached", of_rogue(silent), Duration{600}).answer.ending == Ending::timed_out);
  }

  TEST_CASE("another protocol, another key and a reply that is cut off are failures, no facts") {
    for (const auto* reply : {"HTTP/1.1 400 Bad Request\r\n\r\n", "END", "VALUE other 0 1\r\nx\r\nEND\r\n",
                              "VALUE k 0 1\r\nxyz\r\nEND\r\n", "VALUE k 0 5\r\nab", "VALUE k 0 1\r\nx\r\n",
                              "VALUE k 0 -1\r\n\r\nEND\r\n", "VALUE k 0 1\r\nx\r\nSTORED\r\n", "\xff\xfe\r\n"}) {
      CAPTURE(reply);
      const auto rogue = saying(reply);
      const auto found = facts("memcached", of_rogue(*rogue, {{"get", "k"}}));
      CHECK(found.contains("failure"));
      CHECK(found["done"] == false);
      CHECK_FALSE(found.contains("value"));
      CHECK_FALSE(found.contains("found"));
    }
    const auto babbling = saying(std::string(20'000, 'x'));
    CHECK(facts("memcached", of_rogue(*babbling)).contains("failure"));
  }

  TEST_CASE("figures without end, and half of them") {
    std::string lines;
    for (int at = 0; at < 20'000; ++at) {
      lines += "STAT s" + std::to_string(at) + " 1\r\n";
    }
    const auto endless = saying(lines);
    CHECK(asked("memcached", of_rogue(*endless, {{"stats", "general"}})).answer.ending == Ending::truncated);
    const auto half = saying("STAT a 1\r\nSTAT b");
    CHECK(facts("memcached", of_rogue(*half, {{"stats", "general"}})).contains("failure"));
    const auto odd = saying("STAT a 1\r\nERROR\r\n");
    CHECK(facts("memcached", of_rogue(*odd, {{"stats", "general"}})).contains("failure"));
    const auto huge = saying("VALUE k 0 99999999\r\n");
    CHECK(asked("memcached", of_rogue(*huge, {{"get", "k"}})).answer.ending == Ending::truncated);
  }

  TEST_CASE("a key that would be a command of its own is never sent") {
    const auto rogue = saying("END\r\n");
    const auto talked = talk({.protocol = "memcached",
                              .host = "127.0.0.1",
                              .port = rogue->port(),
                              .details = {{"action", "get"}, {"key", "a\r\nflush_all"}}});
    CHECK(talked.answer.ending == Ending::failed);
    CHECK(rogue->connections() == 0);
  }
}
