#include <csignal>
#include <fstream>

#include <doctest/doctest.h>

#include "asked.hpp"
#include "checks/digest.hpp"
#include "servers.hpp"
#include "support/server_process.hpp"
#include "support/temp_folder.hpp"

using namespace labcheck;
using namespace labcheck::test;

namespace {

/// A real server of an HTTP interface on a port of 127.0.0.1.
class Server {
 public:
  using Command = std::function<std::vector<std::string>(const TempFolder& folder, const std::string& place)>;

  explicit Server(const Command& command) {
    process_ = std::make_unique<ServerProcess>(command(folder_, place()), folder_ / "log", SIGTERM);
    process_->wait_for_port(port_);
  }

  std::string place() const { return "127.0.0.1:" + std::to_string(port_); }
  Value asking(Value more = Value::object()) const {
    more["server"] = place();
    return more;
  }

 private:
  TempFolder folder_{};
  std::uint16_t port_{free_port()};
  std::unique_ptr<ServerProcess> process_{};
};

Server etcd() {
  return Server{[](const TempFolder& folder, const std::string& place) -> std::vector<std::string> {
    const auto peer = "http://127.0.0.1:" + std::to_string(free_port());
    const auto client = "http://" + place;
    return {"etcd",
            "--name",
            "one",
            "--data-dir",
            folder / "data",
            "--listen-client-urls",
            client,
            "--advertise-client-urls",
            client,
            "--listen-peer-urls",
            peer,
            "--initial-advertise-peer-urls",
            peer,
            "--initial-cluster",
            "one=" + peer};
  }};
}

Server hub(bool users) {
  return Server{
      [users](const TempFolder& folder, const std::string& place) -> std::vector<std::string> {
        // The password is apple.
        std::ofstream{folder / "users"} << "ci:$2y$05$abcdefghijklmnopqrstuuPYQxSKPJH.D07Cu1TeU6DK/NHGbZbeG\n";
        std::ofstream{folder / "hub.yml"}
            << "version: 0.1\nlog: {level: error}\nstorage: {filesystem: {rootdirectory: " + (folder / "images") +
                   "}, delete: {enabled: true}}\nhttp: {addr: \"" + place + "\"}\n" +
                   (users ? "auth: {htpasswd: {realm: Hub, path: " + (folder / "users") + "}}\n" : "");
        return {"docker-registry", "serve", folder / "hub.yml"};
      }};
}

Server prometheus(const std::string& watched, std::uint16_t dead) {
  return Server{
      [&](const TempFolder& folder, const std::string& place) -> std::vector<std::string> {
        std::ofstream{folder / "rules.yml"}
            << "groups: [{name: hosts, rules: [{alert: Down, expr: \"up == 0\", labels: {severity: page}},"
               " {record: both, expr: sum(up)}]}]\n";
        std::ofstream{folder / "prometheus.yml"}
            << "global: {scrape_interval: 1s, evaluation_interval: 1s}\nrule_files: [rules.yml]\n"
               "alerting: {alertmanagers: [{static_configs: [{targets: ['127.0.0.1:9']}]}]}\n"
               "scrape_configs: [{job_name: hosts, static_configs: [{targets: ['" +
                   watched + "', '127.0.0.1:" + std::to_string(dead) + "']}]}]\n";
        return {"prometheus", "--config.file=" + (folder / "prometheus.yml"), "--web.listen-address=" + place,
                "--storage.tsdb.path=" + (folder / "data")};
      }};
}

}  // namespace

TEST_SUITE("clients/http with etcd") {
  TEST_CASE("health, leader, members, and a key with a nonce") {
    const auto server = etcd();
    CHECK(facts_once("etcd", server.asking(), "healthy", true)["healthy"] == true);
    const auto member = facts("etcd", server.asking({{"member", true}}));
    CHECK(member["is_leader"] == true);
    const auto members = facts("etcd", server.asking({{"members", true}}));
    CHECK(members["names"] == Value{"one"});
    CHECK(members["members"][0]["id"] == member["leader"]);
    CHECK(facts("etcd", server.asking({{"get", "g/n"}}))["found"] == false);
    CHECK(facts("etcd", server.asking({{"put", "g/n"}, {"value", "\xE6\xA2\xA8 1"}}))["done"] == true);
    CHECK(facts("etcd", server.asking({{"put", "g0"}, {"value", "x"}}))["done"] == true);
    CHECK(facts("etcd", server.asking({{"get", "g/n"}}))["value"] == "\xE6\xA2\xA8 1");
    CHECK(facts("etcd", server.asking({{"get", "g/"}, {"prefix", true}}))["keys"] == Value{"g/n"});
    CHECK(facts("etcd", server.asking({{"delete", "g"}, {"prefix", true}}))["count"] == 2);
    CHECK(facts("etcd", server.asking({{"get", "g/n"}}))["found"] == false);
  }
}

TEST_SUITE("clients/http with a registry of images") {
  TEST_CASE("an index is pushed with a nonce, found by tag and digest, and removed") {
    const auto server = hub(false);
    const auto pushed = facts("registry", server.asking({{"push", "lab/probe:n1"}, {"content", "n1"}}));
    CHECK(pushed["done"] == true);
    // The catalog has only what has a layer.
    CHECK(facts("registry", server.asking({{"catalog", true}}))["count"] == 0);
    CHECK(facts("registry", server.asking({{"tags", "lab/probe"}}))["tags"] == Value{"n1"});
    const auto found = facts("registry", server.asking({{"manifest", "lab/probe:n1"}}));
    CHECK(found["content"] == "n1");
    CHECK(found["digest"] == pushed["digest"]);
    const auto by_digest = "lab/probe@" + pushed["digest"].get<std::string>();
    CHECK(facts("registry", server.asking({{"manifest", by_digest}}))["exists"] == true);
    CHECK(facts("registry", server.asking({{"manifest", "lab/probe:n2"}}))["exists"] == false);
    CHECK(facts("registry", server.asking({{"delete", "lab/probe"}, {"content", "n1"}}))["done"] == true);
    CHECK(facts("registry", server.asking({{"manifest", by_digest}}))["exists"] == false);
    CHECK(facts("registry", server.asking({{"tags", "none"}}))["exists"] == false);
  }

  TEST_CASE("an image with its configuration and a layer") {
    const auto server = hub(false);
    const std::string config = R"({"architecture":"amd64","os":"linux"})";
    const auto digest = "sha256:" + checks::sha256_hex(config);
    const auto base = "http://" + server.place();
    const auto upload = facts("http", {{"post", base + "/v2/shop/app/blobs/uploads/"}});
    const auto place = upload["headers"]["location"].get<std::string>() + "&digest=" + digest;
    CHECK(facts("http", {{"put", place},
                         {"headers", {{"Content-Type", "application/octet-stream"}}},
                         {"body", config}})["status"] == 201);
    const Value blob{
        {"mediaType", "application/vnd.oci.image.config.v1+json"}, {"size", config.size()}, {"digest", digest}};
    auto layer = blob;
    layer["mediaType"] = "application/vnd.oci.image.layer.v1.tar";
    const std::string type = "application/vnd.oci.image.manifest.v1+json";
    const Value manifest{
        {"schemaVersion", 2}, {"mediaType", type}, {"config", blob}, {"layers", Value::array({layer})}};
    CHECK(facts("http", {{"put", base + "/v2/shop/app/manifests/1.4"},
                         {"headers", {{"Content-Type", type}}},
                         {"body", dump(manifest)}})["status"] == 201);
    CHECK(facts("registry", server.asking({{"catalog", true}}))["repositories"] == Value{"shop/app"});
    const auto found = facts("registry", server.asking({{"manifest", "shop/app:1.4"}}));
    CHECK(found["digest"] == "sha256:" + checks::sha256_hex(dump(manifest)));
    CHECK(found["config"] == digest);
    CHECK(found["layers"] == 1);
    CHECK(found["size"] == config.size());
    CHECK(found["media_type"] == type);
  }

  TEST_CASE("a registry with users asks who comes") {
    const auto server = hub(true);
    const auto stranger = facts("registry", server.asking());
    CHECK(stranger["refused"]["code"] == "UNAUTHORIZED");
    CHECK(stranger["challenge"] == Value{{"scheme", "basic"}, {"realm", "Hub"}});
    CHECK(stranger["done"] == false);
    CHECK(facts("registry", server.asking({{"user", "ci"}, {"password", "pear"}}))["status"] == 401);
    CHECK(facts("registry", server.asking({{"user", "ci"}, {"password", "apple"}}))["done"] == true);
  }

  TEST_CASE("a web server is no registry, no etcd and no Prometheus") {
    const Value web{{"server", "127.0.0.1:" + std::to_string(nginx().port())}};
    for (const auto* type : {"registry", "etcd", "prometheus"}) {
      CHECK(facts(type, web)["done"] == false);
    }
  }
}

TEST_SUITE("clients/http with Prometheus") {
  TEST_CASE("targets, a query, an alert that fires, and rules") {
    const Server exporter{[](const TempFolder&, const std::string& place) -> std::vector<std::string> {
      return {"prometheus-node-exporter", "--web.listen-address=" + place};
    }};
    const auto dead = free_port();
    const auto server = prometheus(exporter.place(), dead);
    const auto targets = facts_once("prometheus", server.asking({{"list", "targets"}}), "up", 1);
    CHECK(targets["up"] == 1);
    CHECK(facts_once("prometheus", server.asking({{"list", "alerts"}}), "firing", {"Down"})["firing"] == Value{"Down"});
    CHECK(facts("prometheus", server.asking({{"list", "targets"}}))["not_up"] ==
          Value{"127.0.0.1:" + std::to_string(dead)});
    CHECK(facts("prometheus", server.asking({{"query", "up{instance=\"" + exporter.place() + "\"}"}}))["value"] == 1);
    CHECK(facts_once("prometheus", server.asking({{"query", "both"}}), "value", 1.0)["value"] == 1);
    CHECK(facts("prometheus", server.asking({{"query", "count(node_uname_info)"}}))["value"] == 1);
    CHECK(facts("prometheus", server.asking({{"query", "absent_metric"}}))["count"] == 0);
    CHECK(facts("prometheus", server.asking({{"query", "up{"}}))["refused"]["code"] == "bad_data");
    const auto rules = facts("prometheus", server.asking({{"list", "rules"}}));
    CHECK(rules["count"] == 2);
    CHECK(rules["rules"][0]["state"] == "firing");
    CHECK(facts_once("prometheus", server.asking({{"list", "alertmanagers"}}), "count", 1)["alertmanagers"] ==
          Value{"http://127.0.0.1:9/api/v2/alerts"});
    CHECK(facts("prometheus", server.asking())["version"].get<std::string>().starts_with("2."));
  }
}
