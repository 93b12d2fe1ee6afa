#include <algorithm>
#include <map>

#include <doctest/doctest.h>

#include "load/roster.hpp"

using namespace labcheck;
using namespace labcheck::load;

namespace {

SshConfig config_of(const std::string& text) {
  auto sources = std::make_shared<SshConfigSources>();
  sources->home = "/home/me";
  sources->local_user = "me";
  sources->local_host = "desk.lab";
  sources->read = [text](const std::string& path) -> Result<std::optional<std::string>> {
    return path == "config" ? std::optional{text} : std::nullopt;
  };
  sources->matching = [](const std::string&) { return std::vector<std::string>{}; };
  sources->env = [](const std::string& name) {
    return name == "KEYS" ? std::optional<std::string>{"/keys"} : std::nullopt;
  };
  return SshConfig{"config", std::move(sources)};
}

Loaded<Roster> load_room(const std::string& hosts, const std::string& config, const std::string& before = {}) {
  const auto text = before + "candidates:\n  - id: c01\n    hosts: " + hosts + "\n";
  const Sources sources = [text](const std::string&) -> Result<std::optional<std::string>> { return text; };
  return load_roster("room.yaml", sources, {}, config_of(config));
}

const RosterHost& only_host(const Loaded<Roster>& loaded) {
  REQUIRE(loaded.value != nullptr);
  return loaded.value->candidates.at(0).hosts.at(0);
}

const Jump& jump_called(const Loaded<Roster>& loaded, const std::string& name) {
  const auto& jumps = loaded.value->jumps;
  const auto found = std::find_if(jumps.begin(), jumps.end(), [&](const Jump& own) { return own.name == name; });
  REQUIRE(found != jumps.end());
  return *found;
}

std::string first_message(const Loaded<Roster>& loaded) {
  REQUIRE_FALSE(loaded.diagnostics.empty());
  return to_string(loaded.diagnostics[0]);
}

}  // namespace

TEST_SUITE("load/roster and ssh_config") {
  TEST_CASE("ssh_config fills in what the roster leaves open, and nothing else") {
    const auto* config =
        "Host web\n  HostName 10.0.0.7\n  User alice\n  Port 2222\n  IdentityFile ~/.ssh/%h_%r\n  IdentityFile "
        "${KEYS}/two\n  HostKeyAlias lab-web\n  StrictHostKeyChecking yes\n  ConnectTimeout 5\n";
    const auto loaded = load_room("{lb: web}", config);
    const auto& host = only_host(loaded);
    CHECK(host.connect_host == "10.0.0.7");
    CHECK(host.connect_port == 2222);
    CHECK(host.address == "10.0.0.7");
    CHECK(host.login.user == "alice");
    CHECK(host.login.ssh.keys == std::vector<std::string>{"/home/me/.ssh/10.0.0.7_alice", "/keys/two"});
    CHECK(host.login.ssh.known_as == "lab-web");
    CHECK(host.login.ssh.strict);
    CHECK(host.login.ssh.connect_seconds == 5);
    const auto over = load_room("{lb: {connect: 'web:22', address: 192.168.1.1, user: bob, key: /k}}", config);
    const auto& own = only_host(over);
    CHECK(own.connect_host == "10.0.0.7");
    CHECK(own.connect_port == 22);
    CHECK(own.address == "192.168.1.1");
    CHECK(own.login.user == "bob");
    CHECK(own.login.key == "/k");
    CHECK(own.login.ssh.keys.empty());
  }

  TEST_CASE("without a key or password ssh's own files are guessed; a password or a key of the roster ends that") {
    const auto loaded = load_room("{lb: web}", "");
    CHECK(only_host(loaded).login.ssh.guessed_keys);
    CHECK(only_host(loaded).login.ssh.keys.at(0) == "/home/me/.ssh/id_ed25519");
    CHECK_FALSE(only_host(load_room("{lb: {connect: web, key: /k}}", "")).login.ssh.guessed_keys);
    CHECK_FALSE(only_host(load_room("{lb: web}", "IdentityFile none\n")).login.ssh.guessed_keys);
  }

  TEST_CASE("a ProxyJump chain becomes jump hosts, each as ssh_config has it") {
    const auto loaded =
        load_room("{lb: web}",
                  "Host web\n  ProxyJump alice@outer:2200,inner\nHost outer\n  HostName 203.0.113.5\nHost "
                  "inner\n  User bob\n  ProxyJump elsewhere\n");
    CHECK(only_host(loaded).login.via == "alice@outer:2200,inner");
    const auto& inner = jump_called(loaded, "alice@outer:2200,inner");
    CHECK(inner.host == "inner");
    CHECK(inner.login.user == "bob");
    CHECK(inner.login.via == "alice@outer:2200");
    const auto& outer = jump_called(loaded, "alice@outer:2200");
    CHECK(outer.host == "203.0.113.5");
    CHECK(outer.port == 2200);
    CHECK(outer.login.user == "alice");
    CHECK(outer.login.via.empty());
    CHECK(loaded.value->jumps.size() == 2);
  }

  TEST_CASE("via of the roster wins over ProxyJump, and none means none") {
    const auto* jumps = "jumps:\n  bastion: {address: 203.0.113.9}\n";
    const auto* config = "Host web\n  ProxyJump other\n";
    CHECK(only_host(load_room("{lb: {connect: web, via: bastion}}", config, jumps)).login.via == "bastion");
    CHECK(only_host(load_room("{lb: {connect: web, via: none}}", config, jumps)).login.via.empty());
    CHECK(only_host(load_room("{lb: web}", config, jumps)).login.via == "other");
  }

  TEST_CASE("jump hosts of the roster chain, but never through themselves") {
    const auto loaded = load_room("{lb: {connect: web, via: b}}", "",
                                  "jumps:\n  a: {address: 1.1.1.1}\n  b: {address: 2.2.2.2, via: a}\n");
    REQUIRE(loaded.value != nullptr);
    CHECK(jump_called(loaded, "b").login.via == "a");
    CHECK(first_message(load_room("{lb: {connect: web, via: b}}", "",
                                  "jumps:\n  a: {address: 1.1.1.1, via: b}\n  b: {address: 2.2.2.2, via: a}\n")) ==
          "room.yaml:2:30: jump host 'a' leads through itself: a → b → a");
    CHECK(
        first_message(load_room("{lb: web}", "Host *\n  ProxyJump bastion\n")) ==
        "config:2:1: the jump host 'bastion' leads through itself (write 'Host !bastion *', or ProxyJump none for it)");
  }

  TEST_CASE("nothing is run: what hangs on a command is an error where a host needs it") {
    CHECK(first_message(load_room("{lb: web}", "Host web\n  ProxyCommand nc %h %p\n")) ==
          "config:2:1: the host 'web' is reached by ProxyCommand, which labcheck does not run (write ProxyJump, or "
          "'via' in the roster)");
    CHECK(load_room("{lb: {connect: web, via: none}}", "Host web\n  ProxyCommand nc %h %p\n").value != nullptr);
    CHECK(load_room("{lb: web}", "ProxyCommand none\n").value != nullptr);
    CHECK(
        first_message(load_room("{lb: web}", "Match exec \"touch /tmp/ran\"\n  User eve\n")) ==
        "config:2:1: whether 'user' holds for the host 'web' hangs on 'Match exec', which labcheck does not carry out "
        "(write 'Host' or 'Match host', or say it in the roster)");
    CHECK(load_room("{lb: web}", "Host web\n  User me\nMatch exec false\n  User eve\n").value != nullptr);
    CHECK(load_room("{lb: web}", "Match host other exec false\n  User eve\n").value != nullptr);
  }

  TEST_CASE("this very machine and a switched-off ssh_config are left alone") {
    CHECK(only_host(load_room("{lb: local}", "HostName elsewhere\n")).local);
    const Sources sources = [](const std::string&) -> Result<std::optional<std::string>> {
      return "candidates:\n  - id: c01\n    hosts: {lb: WEB}\n";
    };
    const auto loaded = load_roster("room.yaml", sources, {});
    CHECK(only_host(loaded).connect_host == "WEB");
    CHECK(only_host(loaded).login.ssh.keys.empty());
  }
}
