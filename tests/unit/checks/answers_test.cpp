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
