#include <doctest/doctest.h>

#include "checks/container/registry_request.hpp"
#include "checks/digest.hpp"
#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks;
using namespace labcheck::checks::test;

namespace {

Value asking(Value more) {
  more["server"] = "10.0.0.1";
  return more;
}

Answer http(int status, const std::string& body, Value headers = Value::object()) {
  Answer answer;
  answer.reply = {
      {"connected", true},
      {"responses",
       {{{"connected", true}, {"status", status}, {"headers", std::move(headers)}, {"body", body}, {"url", "x"}}}}};
  return answer;
}

std::string kept(std::string_view name) {
  return recorded("debian-12/registry-" + std::string{name}).out;
}

std::string complaint(const Value& parameters) {
  return find_check_type("registry")->complaint(parameters);
}

}  // namespace

TEST_SUITE("checks/registry of images") {
  TEST_CASE("a question becomes a request of the distribution API") {
    const auto target = [](const Value& parameters) {
      return exchange_of("registry", asking(parameters)).details["target"].get<std::string>();
    };
    CHECK(target({}) == "/v2/");
    CHECK(target({{"catalog", true}}) == "/v2/_catalog?n=1000");
    CHECK(target({{"tags", "shop/app"}}) == "/v2/shop/app/tags/list");
    CHECK(target({{"manifest", "shop/app:1.4"}}) == "/v2/shop/app/manifests/1.4");
    CHECK(target({{"manifest", "app"}}) == "/v2/app/manifests/latest");
    CHECK(target({{"delete", "app@sha256:ab"}}) == "/v2/app/manifests/sha256:ab");
    const auto push = exchange_of("registry", asking({{"push", "app:n"}, {"content", "abc"}}));
    CHECK(push.details["method"] == "PUT");
    CHECK(push.port == 5000);
    CHECK(push.details["body"] == registry_index("abc"));
    const auto undo = exchange_of("registry", asking({{"delete", "app"}, {"content", "abc"}}));
    CHECK(undo.details["method"] == "DELETE");
    CHECK(undo.details["target"] == "/v2/app/manifests/sha256:" + sha256_hex(registry_index("abc")));
  }

  TEST_CASE("pushing and removing change the lab") {
    const auto* type = find_check_type("registry");
    CHECK(type->phase(asking({{"tags", "a"}})) == Phase::read);
    CHECK(type->phase(asking({{"push", "a:b"}, {"content", "x"}})) == Phase::write);
    CHECK(type->phase(asking({{"delete", "a"}, {"content", "x"}})) == Phase::write);
  }

  TEST_CASE("repositories, tags and a manifest of a registry 2.8") {
    CHECK(facts_of("registry", asking({{"catalog", true}}), http(200, kept("catalog")))["repositories"] ==
          Value{"app"});
    const auto tags = facts_of("registry", asking({{"tags", "app"}}), http(200, kept("tags")));
    CHECK(tags["tags"] == Value{"1.0"});
    CHECK(tags["exists"] == true);
    const auto manifest = facts_of("registry", asking({{"manifest", "app:1.0"}}), http(200, kept("manifest")));
    CHECK(manifest["digest"] == "sha256:61a2218bea0d89b289dca7de051f3d753c3e35e92aa7b53c91078ab562f7ec19");
    CHECK(manifest["layers"] == 0);
    CHECK(manifest["config"].get<std::string>().starts_with("sha256:dc570f"));
    CHECK(manifest["media_type"] == "application/vnd.docker.distribution.manifest.v2+json");
    CHECK(facts_of("registry", asking({{"manifest", "probe:n1"}}), http(200, kept("index")))["platforms"] ==
          Value::array());
  }

  TEST_CASE("what is pushed can be read back, with its digest") {
    const auto index = registry_index("abc");
    const auto digest = "sha256:" + sha256_hex(index);
    const auto pushed = facts_of("registry", asking({{"push", "app:n"}, {"content", "abc"}}),
                                 http(201, "", {{"docker-content-digest", digest}}));
    CHECK(pushed["digest"] == digest);
    CHECK(pushed["done"] == true);
    const auto read = facts_of("registry", asking({{"manifest", "app:n"}}), http(200, index));
    CHECK(read["content"] == "abc");
    CHECK(read["digest"] == digest);
    CHECK(facts_of("registry", asking({{"delete", "app"}, {"content", "abc"}}), http(202, ""))["done"] == true);
  }

  TEST_CASE("an index leads to platforms") {
    const std::string index = R"({"schemaVersion":2,"manifests":[{"platform":{"os":"linux","architecture":"arm64"}},)"
                              R"({"platform":{"os":"linux","architecture":"amd64"}}]})";
    CHECK(facts_of("registry", asking({{"manifest", "a"}}), http(200, index))["platforms"] ==
          Value{"linux/amd64", "linux/arm64"});
  }

  TEST_CASE("what isn't there is a fact; so is a registry that wants a login") {
    const auto none = facts_of("registry", asking({{"tags", "none"}}), http(404, kept("name-unknown")));
    CHECK(none["exists"] == false);
    CHECK(none["refused"]["code"] == "NAME_UNKNOWN");
    CHECK(facts_of("registry", asking({{"manifest", "app:no"}}), http(404, kept("manifest-unknown")))["exists"] ==
          false);
    const auto basic =
        facts_of("registry", asking({}),
                 http(401, R"({"errors":[{"code":"UNAUTHORIZED","message":"authentication required","detail":null}]})",
                      {{"www-authenticate", "Basic realm=\"Registry\""}}));
    CHECK(basic["challenge"] == Value{{"scheme", "basic"}, {"realm", "Registry"}});
    CHECK(basic["refused"] == Value{{"code", "UNAUTHORIZED"}, {"message", "authentication required"}});
    const auto token =
        facts_of("registry", asking({}),
                 http(401, "", {{"www-authenticate", "Bearer realm=\"https://a/token\",service=\"hub\",scope=\"x\""}}));
    CHECK(token["challenge"] == Value{{"scheme", "bearer"}, {"realm", "https://a/token"}, {"service", "hub"}});
    CHECK_FALSE(facts_of("registry", asking({{"manifest", "a"}}), http(404, "not found")).contains("exists"));
  }

  TEST_CASE("a digest that is claimed but not the content's is found out") {
    const auto facts = facts_of("registry", asking({{"manifest", "app:1.0"}}),
                                http(200, kept("manifest"), {{"docker-content-digest", "sha256:00"}}));
    CHECK(facts["done"] == false);
    CHECK(facts["failure"].get<std::string>().starts_with("the registry says that the digest is sha256:00, but it is"));
    CHECK_FALSE(facts.contains("digest"));
  }

  TEST_CASE("another service is no registry, a cut answer no fact, and half a list no list") {
    CHECK(facts_of("registry", asking({{"catalog", true}}), http(200, "<html>"))["failure"] ==
          "what came is no answer of a registry");
    CHECK(facts_of("registry", asking({{"push", "a:b"}, {"content", "x"}}), http(200, ""))["done"] == false);
    const auto whole = kept("manifest");
    for (std::size_t size = 0; size < whole.size(); size += 17) {
      CHECK(facts_of("registry", asking({{"manifest", "a"}}), http(200, whole.substr(0, size)))["done"] == false);
    }
    CHECK(message_of("registry", asking({{"catalog", true}}),
                     http(200, kept("catalog"), {{"link", "</v2/_catalog?last=a>; rel=\"next\""}})) ==
          "the registry has more names than it gives at once");
    CHECK(message_of("registry", asking({{"catalog", true}}), http(200, R"({"repositories":[1]})")) ==
          "'repositories' of the registry holds something that is no text");
    CHECK(message_of("registry", asking({{"manifest", "a"}}), http(200, R"({"config":{"digest":"x"}})")) ==
          "the client's reply has no 'layers'");
    CHECK(message_of("registry", asking({{"manifest", "a"}}),
                     http(200, R"({"config":{"digest":"x"},"layers":[{"size":-1}]})")) ==
          "a layer of -1 bytes can't be");
  }

  TEST_CASE("wrong parameters are named") {
    CHECK(complaint(asking({{"tags", "a"}, {"catalog", true}})) == "catalog and tags exclude each other");
    CHECK(complaint(asking({{"manifest", "a b"}})) == "'a b' is no image (write NAME:TAG or NAME@DIGEST)");
    CHECK(complaint(asking({{"tags", "a:b"}})) == "'a:b' is no name of a repository");
    CHECK(complaint(asking({{"tags", "../x?y"}})) == "'../x?y' is no name of a repository");
    CHECK(complaint(asking({{"push", "a:b"}})) == "push needs a content");
    CHECK(complaint(asking({{"delete", "a"}})) == "delete needs NAME@DIGEST, or the content that was pushed");
    CHECK(complaint(asking({{"content", "a"}})) == "content belongs to push and delete");
    CHECK(complaint({{"server", "${hub.address}"}, {"manifest", "app:${marker}"}}) == "");
  }
}
