// What OpenSSH's own client makes of a configuration is the measure: `ssh -G`.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>

#include <unistd.h>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "load/ssh_config.hpp"

using namespace labcheck;
using namespace labcheck::load;

namespace {

using Settings = std::map<std::string, std::string>;

/// One configuration, with the hosts that are asked about: "name", "user@name" or "name:port".
struct Case {
  const char* config;
  std::vector<std::string> hosts;
};

const std::vector<Case> corpus{
    {"Host web\n  HostName 10.0.0.1\n  User alice\n  Port 2222\nHost *\n  User bob\n  Port 22\n",
     {"web", "db", "web:1"}},
    {"Host *\n  User first\nHost web\n  User second\n  HostName web.lab\n", {"web", "db"}},
    {"User top\nHost web\n  User inner\n", {"web"}},
    {"host WEB web?\n  hostname %h.Example.ORG\n", {"WEB", "web1", "web", "web12"}},
    {"Host * !web !db*\n  Port 7\nHost 192.168.*\n  User net\n", {"web", "db1", "other", "192.168.1.5"}},
    {"Host !web\n  Port 7\n", {"web", "other"}},
    {"Host=web\n\tHostName = h.lab\n  Port=33\n  User   =   \"quoted user\"\n", {"web"}},
    {"Host \"two words\" web # a comment\n  User 'single' # trailing\n  # whole line\n\n  Port 44\n", {"web", "other"}},
    {"Host web\n  IdentityFile ~/.ssh/a\n  IdentityFile \"/keys/with space\"\nHost *\n  IdentityFile /b\n  "
     "IdentityFile "
     "~/.ssh/a\n  IdentitiesOnly yes\n",
     {"web", "db"}},
    {"IdentityFile /first/%h_%r_%p\nHost web\n  HostName real\n  IdentityFile %d/k\n", {"web", "db"}},
    {"Host web\n  ProxyJump bastion\nHost db\n  ProxyJump u@a:23,[::1]:24,c\nHost no\n  ProxyJump none\nHost *\n  "
     "ProxyJump other\n",
     {"web", "db", "no", "x"}},
    {"Host web\n  ProxyJump ssh://u@a:23\nHost *\n ProxyCommand nc %h %p\n", {"web"}},
    {"Host web\n  UserKnownHostsFile /tmp/a /tmp/b_%h\n  GlobalKnownHostsFile /dev/null\nHost *\n  UserKnownHostsFile "
     "~/.ssh/kh\n",
     {"web", "db"}},
    {"Host web\n  StrictHostKeyChecking no\nHost db\n  StrictHostKeyChecking accept-new\nHost q\n  "
     "StrictHostKeyChecking "
     "ASK\nHost *\n  StrictHostKeyChecking yes\n",
     {"web", "db", "q", "x"}},
    {"Host web\n  HostKeyAlias lab-web\n  ConnectTimeout 1m30s\nHost *\n  ConnectTimeout 7\n", {"web", "db"}},
    {"Match all\n  User everyone\nHost web\n  Port 3\n", {"web"}},
    {"Host web\n  HostName real.lab\nMatch host real.lab\n  User by-host\nMatch originalhost web\n  Port 5\nMatch host "
     "web\n  Port 6\n",
     {"web", "real.lab"}},
    {"Match host *.lab,!db.lab\n  User m\nMatch !host web.lab\n  Port 9\n", {"web.lab", "db.lab", "x"}},
    {"Match user alice host web\n  Port 10\nHost web\n  User bob\nMatch user bob\n  Port 11\n", {"web", "alice@web"}},
    {"Match final\n  User late\nHost web\n  User early\n", {"web", "db"}},
    {"Match originalhost WEB\n  Port 12\n", {"web", "Web"}},
    {"Host web\n  Include {dir}/one.conf\n  Port 50\nHost *\n  Port 51\n", {"web", "db"}},
    {"Include {dir}/none-*.conf {dir}/many-*.conf\nHost *\n  User after\n", {"web", "db"}},
    {"Host db\n  Include {dir}/nested.conf\nUser own\n", {"web", "db"}},
    {"Host web\n  HostName fe80::1\n  Port 65535\n", {"web", "2001:db8::7"}},
    {"Host a\\ b\n  User x\nHost web\n  User \"back\\\\slash\"\n", {"web"}},
    {"HOST web\nUSER upper\nPoRt 99\n", {"web"}},
    {"Host web\n  IdentityAgent none\nHost db\n  IdentityAgent ~/agent.sock\nHost e\n  IdentityAgent SSH_AUTH_SOCK\n",
     {"web", "db", "e"}},
    {"Host web\r\n  User dos\r\n  Port 8\r\n", {"web"}},
    {"Host web\n  ForwardAgent yes\n  Ciphers aes128-ctr\n  LogLevel ERROR\n  User u\n", {"web"}},
    {"", {"web", "WeB"}},
};

/// Files that the corpus includes.
void write_includes(const std::string& dir) {
  std::ofstream{dir + "/one.conf"} << "User included\nHost other\n  Port 1\n";
  std::ofstream{dir + "/many-1.conf"} << "Host web\n  Port 61\n";
  std::ofstream{dir + "/many-2.conf"} << "Host *\n  Port 62\n  User many\n";
  std::ofstream{dir + "/nested.conf"} << "Include " << dir << "/one.conf\nHost web\n  Port 70\nHost *\n  Port 71\n";
}

std::string output_of(const std::string& command) {
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe{::popen(command.c_str(), "r"), ::pclose};
  std::string text;
  char buffer[4096];
  for (std::size_t got = 0; (got = std::fread(buffer, 1, sizeof buffer, pipe.get())) > 0;) {
    text.append(buffer, got);
  }
  return text;
}

/// "user@name:port" taken apart for both sides.
struct Asked {
  std::string name{};
  std::string user{};
  std::string port{};
};

Asked taken_apart(std::string host) {
  Asked asked;
  if (const auto at = host.find('@'); at != std::string::npos) {
    asked.user = host.substr(0, at);
    host.erase(0, at + 1);
  }
  if (const auto colon = host.find(':'); colon != std::string::npos && host.find(':', colon + 1) == std::string::npos) {
    asked.port = host.substr(colon + 1);
    host.erase(colon);
  }
  asked.name = host;
  return asked;
}

Settings of_ssh(const std::string& file, const Asked& asked) {
  const auto text = output_of(fmt::format("ssh -G -F '{}' {} {} '{}' </dev/null 2>&1", file,
                                          asked.user.empty() ? "" : "-l " + asked.user,
                                          asked.port.empty() ? "" : "-p " + asked.port, asked.name));
  Settings settings;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    const auto line = text.substr(at, end - at);
    at = end + 1;
    const auto key = line.substr(0, line.find(' '));
    const auto value = key.size() < line.size() ? line.substr(key.size() + 1) : "";
    for (const auto* wanted :
         {"hostname", "user", "port", "identityfile", "identitiesonly", "proxyjump", "identityagent",
          "userknownhostsfile", "globalknownhostsfile", "stricthostkeychecking", "hostkeyalias", "connecttimeout"}) {
      if (key == wanted) {
        auto& own = settings[key];
        own += own.empty() ? value : " | " + value;
      }
    }
  }
  return settings;
}

std::string joined(const std::vector<std::string>& texts, const SshConfig& config, const SshQuery& query,
                   const SshHost& host) {
  std::string all;
  for (const auto& text : texts) {
    all += (all.empty() ? "" : " ") + config.expand(text, query, host).value();
  }
  return all;
}

Settings of_labcheck(const SshConfig& config, const Asked& asked) {
  SshQuery query{.name = asked.name};
  query.user = asked.user.empty() ? std::nullopt : std::optional{asked.user};
  query.port = asked.port.empty() ? std::nullopt : std::optional{static_cast<std::uint16_t>(std::stoi(asked.port))};
  const auto host = config.look_up(query);
  REQUIRE(host.diagnostics.empty());
  Settings settings;
  settings["hostname"] = ssh_address(query, host);
  settings["user"] = query.user.value_or(host.user.value_or("root"));
  settings["port"] = std::to_string(query.port.value_or(host.port.value_or(22)));
  if (!host.identity_files.empty()) {
    settings["identityfile"] = fmt::format("{}", fmt::join(host.identity_files, " | "));
  }
  settings["identitiesonly"] = host.identities_only.value_or(false) ? "yes" : "no";
  if (host.jumps && !host.jumps->empty()) {
    settings["proxyjump"] = fmt::format("{}", fmt::join(*host.jumps, ","));
  }
  if (host.identity_agent) {
    settings["identityagent"] = config.expand(*host.identity_agent, query, host).value();
  }
  if (host.user_known_hosts) {
    settings["userknownhostsfile"] = joined(*host.user_known_hosts, config, query, host);
  }
  if (host.global_known_hosts) {
    settings["globalknownhostsfile"] = joined(*host.global_known_hosts, config, query, host);
  }
  const auto strict = host.strict.value_or("ask");
  settings["stricthostkeychecking"] = strict == "yes" ? "true" : strict == "no" ? "false" : strict;
  if (host.host_key_alias) {
    settings["hostkeyalias"] = *host.host_key_alias;
  }
  const auto seconds = host.connect_seconds.value_or(0);
  settings["connecttimeout"] = seconds == 0 ? "none" : std::to_string(seconds);
  return settings;
}

}  // namespace

TEST_SUITE("load/ssh_config and the real ssh" *
           doctest::skip(std::system("command -v ssh >/dev/null") != 0 || ::geteuid() != 0)) {
  TEST_CASE("every host of the corpus gets what ssh -G says") {
    std::string pattern = (std::filesystem::temp_directory_path() / "labcheck-oracle-XXXXXX").string();
    const std::string dir = ::mkdtemp(pattern.data());
    write_includes(dir);
    int compared = 0;
    for (const auto& each : corpus) {
      std::string text = each.config;
      for (auto at = text.find("{dir}"); at != std::string::npos; at = text.find("{dir}")) {
        text.replace(at, 5, dir);
      }
      const auto file = dir + "/config";
      std::ofstream{file} << text;
      const auto config = machine_ssh_config(file);
      REQUIRE(config.has_value());
      for (const auto& host : each.hosts) {
        const auto asked = taken_apart(host);
        auto theirs = of_ssh(file, asked);
        auto ours = of_labcheck(*config, asked);
        INFO("config:\n", text, "\nhost: ", host);
        REQUIRE(theirs.contains("hostname"));
        // Where nobody said anything ssh shows its defaults.
        for (const auto* key : {"identityfile", "userknownhostsfile", "globalknownhostsfile"}) {
          if (!ours.contains(key)) {
            CHECK(theirs[key].find(key == std::string{"identityfile"} ? "~/.ssh/id_rsa" : "known_hosts") !=
                  std::string::npos);
            theirs.erase(key);
          }
        }
        // Both sides show every setting that either has.
        for (const auto& [key, value] : theirs) {
          INFO(key);
          CHECK(ours[key] == value);
          ++compared;
        }
        CHECK(ours.size() == theirs.size());
      }
    }
    CHECK(compared > 400);
    std::filesystem::remove_all(dir);
  }

  TEST_CASE("what ssh refuses is refused") {
    std::string pattern = (std::filesystem::temp_directory_path() / "labcheck-oracle-XXXXXX").string();
    const std::string dir = ::mkdtemp(pattern.data());
    const auto file = dir + "/config";
    for (const auto* text : {"Port 0\n", "Port 65536\n", "Port x\n", "ConnectTimeout soon\n", "IdentitiesOnly maybe\n",
                             "StrictHostKeyChecking perhaps\n", "Host\n", "User\n", "Match host\n", "User a b\n",
                             "Host \"open\n", "ProxyJump a,,b\n"}) {
      std::ofstream{file} << text;
      INFO(text);
      CHECK(std::system(fmt::format("ssh -G -F '{}' web </dev/null >/dev/null 2>&1", file).c_str()) != 0);
      const auto config = machine_ssh_config(file);
      REQUIRE(config.has_value());
      CHECK_FALSE(config->look_up({.name = "web"}).diagnostics.empty());
    }
    std::filesystem::remove_all(dir);
  }
}
