#include <doctest/doctest.h>

#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks::test;

namespace {

const Value shop = {{"name", "shop"}};

// Recorded from docker-compose 1.29 with docker.io 20.10, and podman-compose 1.0 with podman 4.3, of Debian 12.
Value compose_in(const std::string& recording, const char* name = "shop") {
  return facts_of("compose", {{"name", name}}, recorded("debian-12/compose-" + recording));
}

Value container(const Value& labels, bool running = true) {
  return {{"Config", {{"Labels", labels}, {"Image", "shop:1"}}},
          {"State", {{"Running", running}, {"Status", running ? "running" : "exited"}}}};
}

Value labels(const char* service) {
  return {{"com.docker.compose.project", "shop"}, {"com.docker.compose.service", service}};
}

Answer found(const Value& containers) {
  return answered("engine=ready\nfound=" + in_hex(dump(containers)) + "\nend=\n");
}

}  // namespace

TEST_SUITE("checks/compose") {
  TEST_CASE("a project of docker-compose, one of whose workers was stopped; what `run` started is left out") {
    const auto facts = compose_in("one-stopped");
    CHECK(facts["engine"] == "ready");
    CHECK(facts["exists"] == true);
    CHECK(facts["running"] == false);
    CHECK(facts["service_names"] == Value{"web", "worker"});
    CHECK(facts["config_files"] == "docker-compose.yml");
    const auto& web = facts["services"][0];
    CHECK(web["name"] == "web");
    CHECK(web["replicas"] == 1);
    CHECK(web["running"] == 1);
    CHECK(web["images"] == Value{"shop:1"});
    CHECK(web["ports"][0]["host"] == 8080);
    CHECK(web["networks"] == Value{"shop_default"});
    CHECK(web["restart_policy"] == "always");
    CHECK(facts["services"][1]["replicas"] == 2);
    CHECK(facts["services"][1]["running"] == 1);
  }

  TEST_CASE("a project of podman-compose reads the same") {
    const auto facts = compose_in("podman", "pod");
    CHECK(facts["running"] == true);
    CHECK(facts["service_names"] == Value{"web", "worker"});
    CHECK(facts["services"][0]["ports"][0]["host"] == 8090);
    CHECK(facts["services"][1]["healthy"] == 1);
  }

  TEST_CASE("no such project, and an engine that is off, are facts") {
    CHECK(compose_in("none") == Value{{"engine", "ready"}, {"exists", false}, {"running", false}});
    const auto off = compose_in("no-daemon");
    CHECK(off["engine"] == "unreachable");
    CHECK(off["exists"] == false);
    CHECK(off["running"] == false);
  }

  TEST_CASE("a service without a container is not there, one that ended doesn't run") {
    const auto facts = facts_of("compose", shop, found({container(labels("web")), container(labels("db"), false)}));
    CHECK(facts["running"] == false);
    CHECK(facts["services"][0] == Value{{"name", "db"},
                                        {"replicas", 1},
                                        {"running", 0},
                                        {"healthy", 0},
                                        {"images", {"shop:1"}},
                                        {"ports", Value::array()},
                                        {"networks", Value::array()},
                                        {"mounts", Value::array()},
                                        {"restart_policy", "no"}});
    auto once = labels("web");
    once["com.docker.compose.oneoff"] = "True";
    CHECK(facts_of("compose", shop, found(Value::array({container(once)})))["exists"] == false);
  }

  TEST_CASE("containers of others, cut and odd words are no facts") {
    const auto refused = [](const Value& containers) { return message_of("compose", shop, found(containers)); };
    CHECK(refused(Value::array({container({{"com.docker.compose.project", "else"}})})) ==
          "the engine gives a container that is not of the project 'shop'");
    CHECK(refused(Value::array({container({{"com.docker.compose.project", "shop"}})})) ==
          "a container of the project is of no service");
    CHECK(refused(Value::array({1})) == "the engine describes a container as something that is no map");
    CHECK(refused("x") == "the engine describes the containers as '\"x\"', which is no JSON list");
    CHECK(message_of("compose", shop, answered("engine=ready\nfound=5b7b\nend=\n")) ==
          "the engine describes the containers as '[{', which is no JSON list");
    CHECK(message_of("compose", shop, answered("engine=ready\nfound=5b\n")) == "the host's answer is cut off");
  }

  TEST_CASE("a path or an option is no project") {
    CHECK(find_check_type("compose")->complaint({{"name", "/opt/shop"}}) ==
          "'/opt/shop' is no name of a compose project");
    CHECK(find_check_type("compose")->complaint({{"name", "--all"}}) == "'--all' is no name of a compose project");
    CHECK(find_check_type("compose")->complaint(shop) == "");
  }
}
