#include <doctest/doctest.h>
#include <fmt/format.h>

#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks::test;

namespace {

// Recorded from docker.io 20.10 and podman 4.3 of Debian 12 in a lab's hosts.
Value container_in(std::string_view recording, const std::string& name) {
  return facts_of("container", {{"name", name}}, recorded(fmt::format("debian-12/container-{}", recording)));
}

Value image_in(std::string_view recording) {
  return facts_of("image", {{"name", "x"}}, recorded(fmt::format("debian-12/image-{}", recording)));
}

}  // namespace

TEST_SUITE("checks/container") {
  TEST_CASE("a running container of Docker is described, and its process is the container's") {
    const auto facts = container_in("docker", "web-abcdefghij12");
    CHECK(facts["exists"] == true);
    CHECK(facts["running"] == true);
    CHECK(facts["image"] == "site-abcdefghij12:1.4");
    CHECK(facts["restart_policy"] == "always");
    CHECK(facts["memory_limit"] == 67108864);
    CHECK(facts["ports"] ==
          Value::array({{{"container", 8080}, {"host", 8080}, {"address", ""}, {"protocol", "tcp"}}}));
    CHECK(facts["mounts"][0]["name"] == "data-abcdefghij12");
    CHECK(facts["networks"] == Value{"net-abcdefghij12"});
    CHECK(facts["process"] == Value{{"alive", true}, {"in_container", true}, {"program", "/bin/busybox"}});
  }

  TEST_CASE("a container of Podman reads the same") {
    const auto facts = container_in("podman", "edge-abcdefghij12");
    CHECK(facts["running"] == true);
    CHECK(facts["image"] == "localhost/site-abcdefghij12:1.4");
    CHECK(facts["ports"][0]["host"] == 8090);
    CHECK(facts["process"]["in_container"] == true);
    CHECK(container_in("podman-user", "mine")["running"] == true);
  }

  TEST_CASE("one that crashes again and again is not running, whatever the engine says") {
    const auto facts = container_in("restarting", "loop");
    CHECK(facts["running"] == false);
    CHECK(facts["restarting"] == true);
    CHECK(facts["exit_code"] == 1);
    CHECK(facts["process"] == Value{{"alive", false}, {"in_container", false}});
    CHECK(facts["environment"] == Value{"SECRET", "PATH"});  // names, never values
    CHECK(container_in("created", "fresh")["running"] == false);
  }

  TEST_CASE("no such container, no engine and an engine that is off are facts") {
    CHECK(container_in("missing", "x") == Value{{"engine", "ready"}, {"exists", false}});
    CHECK(container_in("podman-missing", "x") == Value{{"engine", "ready"}, {"exists", false}});
    CHECK(container_in("docker-absent", "x") ==
          Value{{"engine", "absent"}, {"exists", false}, {"reason", "the host has no program docker"}});
    CHECK(container_in("docker-stopped", "x")["engine"] == "unreachable");
    CHECK(container_in("no-user", "x")["exists"] == false);
  }

  TEST_CASE("a container of another name is not the one that was asked for") {
    CHECK(container_in("docker", "web") == Value{{"engine", "ready"}, {"exists", false}});
  }

  TEST_CASE("what is cut or no JSON is no fact") {
    CHECK(message_of("container", {{"name", "x"}},
                     answered("engine=ready\nfound=" + in_hex("[{\"Id\":") + "\nend=\n")) != "");
    CHECK(message_of("container", {{"name", "x"}},
                     answered("engine=ready\nfound=" + in_hex("all is well") + "\nend=\n")) != "");
    auto cut = recorded("debian-12/container-docker");
    cut.out.resize(cut.out.size() / 2);
    CHECK(message_of("container", {{"name", "web-abcdefghij12"}}, cut) != "");
    CHECK(find_check_type("container")->complaint({{"name", "--all"}, {"engine", "docker"}}) != "");
  }
}

TEST_SUITE("checks/image") {
  TEST_CASE("an image is described by what it was made of") {
    for (const auto* engine : {"docker", "podman"}) {
      CAPTURE(engine);
      const auto facts = image_in(engine);
      CHECK(facts["exists"] == true);
      CHECK(facts["labels"] == Value{{"team", "abcdefghij12"}});
      CHECK(facts["layers"] == 2);
      CHECK(facts["command"].front() == "/bin/busybox");
      CHECK(facts["ports"] == Value{"8080/tcp"});
      CHECK(facts["history"].size() == 6);
      CHECK(facts["id"] == "sha256:fd8594b38d5079c945274f95b0c1e964c55e6671a99d4f48773c95c025f0e6ce");
    }
    CHECK(image_in("docker")["tags"] == Value{"site-abcdefghij12:1.4"});
    CHECK(image_in("podman")["tags"] == Value{"localhost/site-abcdefghij12:1.4"});
  }

  TEST_CASE("no such image and an engine that is off are facts; cut answers are none") {
    CHECK(image_in("missing") == Value{{"engine", "ready"}, {"exists", false}});
    CHECK(image_in("podman-missing") == Value{{"engine", "ready"}, {"exists", false}});
    CHECK(image_in("docker-stopped")["engine"] == "unreachable");
    auto cut = recorded("debian-12/image-docker");
    cut.out.resize(cut.out.size() / 2);
    CHECK(message_of("image", {{"name", "x"}}, cut) != "");
  }
}
