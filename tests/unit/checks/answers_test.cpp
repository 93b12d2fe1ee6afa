#include <random>

#include <doctest/doctest.h>

#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks::test;

namespace {

struct Recording {
  std::string_view type{};
  std::string_view file{};
  Value parameters = Value::object();
};

std::vector<Recording> recordings() {
  return {
      {"service", "debian-12/service-running", {{"name", "ssh"}}},
      {"service", "debian-12/service-masked", {{"name", "haproxy"}}},
      {"package", "debian-12/package-installed", {{"name", "openssh-server"}}},
      {"file", "debian-12/file-passwd", {{"path", "/etc/passwd"}, {"hash", true}}},
      {"user", "debian-12/user-deploy", {{"name", "deploy"}}},
      {"process", "debian-12/process-nginx", {{"name", "nginx"}}},
      {"port", "debian-12/port-80", {{"port", 80}}},
      {"interface", "debian-12/interface-v0", {{"name", "v0"}}},
      {"interface", "debian-12/interface-eth0", {{"name", "eth0"}}},
      {"route", "debian-12/route-metrics", {{"to", "10.9.0.0/16"}}},
      {"route", "debian-12/route-busybox", {{"to", "10.9.0.0/16"}}},
      {"ping", "debian-12/ping-answered", {{"to", "10.5.0.2"}}},
      {"bridge", "debian-12/bridge-br0", {{"name", "br0"}}},
      {"vpn", "debian-12/vpn-wireguard", {{"name", "wg0"}}},
      {"vpn", "debian-12/vpn-ipsec", {{"name", "site"}, {"kind", "ipsec"}}},
      {"vpn", "debian-12/vpn-openvpn-plain", {{"name", "plain"}, {"kind", "openvpn"}}},
      {"directory", "debian-12/directory-project", {{"path", "/srv/project"}, {"list", true}}},
      {"symlink", "debian-12/symlink-good", {{"path", "/srv/link"}}},
      {"acl", "debian-12/acl-getfacl", {{"path", "/srv/project"}, {"user", "alice"}}},
      {"acl", "debian-12/acl-getfattr", {{"path", "/srv/project"}, {"user", "alice"}}},
      {"archive", "debian-12/archive-tar-gz", {{"path", "/srv/a"}}},
      {"archive", "debian-12/archive-zip", {{"path", "/srv/a"}}},
      {"group", "debian-12/group-developers", {{"name", "developers"}}},
      {"hostname", "debian-12/hostname-web1", Value::object()},
      {"resolver", "debian-12/resolver-web1", {{"name", "web1"}}},
      {"time", "debian-12/time-chrony", Value::object()},
      {"time", "debian-12/time-ntpsec", Value::object()},
      {"time", "debian-12/time-timesyncd", Value::object()},
      {"disk_usage", "debian-12/disk_usage-measured", {{"path", "/srv"}, {"measure", true}}},
      {"journal", "debian-12/journal-unit", {{"unit", "job"}}},
      {"git", "debian-12/git-repo", {{"path", "/srv/repo"}, {"file", "README.md"}}},
  };
}

}  // namespace

TEST_SUITE("checks/answers") {
  TEST_CASE("whatever a recorded answer is cut to, it is no fact any more") {
    for (const auto& recording : recordings()) {
      CAPTURE(recording.file);
      const auto whole = recorded(recording.file);
      const auto* type = find_check_type(recording.type);
      CHECK(type->read(recording.parameters, whole));
      for (std::size_t size = 0; size < whole.out.size(); ++size) {
        CHECK_FALSE(type->read(recording.parameters, answered(whole.out.substr(0, size))));
      }
      CHECK_FALSE(type->read(recording.parameters, answered(whole.out, 1)));
    }
  }

  TEST_CASE("changed bytes make an error or facts of the declared kinds, never a fall") {
    std::mt19937 random{20261124};  // NOLINT: the same changes every time
    for (const auto& recording : recordings()) {
      CAPTURE(recording.file);
      const auto whole = recorded(recording.file);
      const auto* type = find_check_type(recording.type);
      for (int round = 0; round < 500; ++round) {
        auto changed = whole;
        for (int change = 0; change < 3; ++change) {
          changed.out[random() % changed.out.size()] = static_cast<char>(random() % 256);
        }
        const auto facts = type->read(recording.parameters, changed);
        if (!facts) {
          CHECK(facts.error().kind == ErrorKind::unreadable);
          CHECK(facts.error().message.find('\n') == std::string::npos);
          continue;
        }
        CHECK_NOTHROW((void)facts->dump());  // throws on what is no UTF-8
        for (const auto& fact : type->facts) {
          const auto found = facts->find(std::string{fact.name});
          const bool kept = found == facts->end() || fact.kind != ValueKind::boolean || found->is_boolean();
          CHECK(kept);
        }
      }
    }
  }

  TEST_CASE("every fact that is read is declared") {
    for (const auto& recording : recordings()) {
      CAPTURE(recording.file);
      const auto* type = find_check_type(recording.type);
      const auto facts = facts_of(recording.type, recording.parameters, recorded(recording.file));
      for (const auto& [name, value] : facts.items()) {
        CAPTURE(name);
        CHECK(std::any_of(type->facts.begin(), type->facts.end(),
                          [&](const FactSpec& fact) { return fact.name == name; }));
      }
    }
  }
}
