#include <doctest/doctest.h>

#include "checks/cloud/s3_xml.hpp"
#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks;
using namespace labcheck::checks::test;

namespace {

const Value keys{{"endpoint", "http://store:7480"}, {"access_key", "exam"}, {"secret_key", "exam-secret"}};

Value with(Value parameters, std::string_view name, Value value) {
  parameters[std::string{name}] = std::move(value);
  return parameters;
}

Value asking(std::string_view name, Value value) {
  return with(keys, name, std::move(value));
}

Answer reply(int status, const std::string& body, Value headers = Value::object()) {
  Answer answer;
  answer.reply = {{"connected", true}, {"status", status}, {"headers", std::move(headers)},
                  {"body", body},      {"size", 9},        {"sha256", "abc"}};
  return answer;
}

std::string body_of(const std::string& name) {
  return recorded("debian-12/" + name).out;
}

std::string complaint(const Value& parameters) {
  return find_check_type("s3")->complaint(parameters);
}

}  // namespace

TEST_SUITE("checks/s3") {
  TEST_CASE("what is asked becomes a request in path style, encoded once") {
    const auto list = exchange_of("s3", with(asking("list", "backups"), "prefix", "2024/ü&x="));
    CHECK(list.protocol == "s3");
    CHECK(list.host == "store");
    CHECK(list.port == 7480);
    CHECK(list.details == Value{{"method", "GET"},
                                {"scheme", "http"},
                                {"target", "/backups?list-type=2&prefix=2024%2F%C3%BC%26x%3D"},
                                {"verify", true},
                                {"max_body", 1'048'576},
                                {"access_key", "exam"},
                                {"secret_key", "exam-secret"},
                                {"region", "us-east-1"}});
    CHECK(exchange_of("s3", keys).details.at("target") == "/");
    CHECK(exchange_of("s3", asking("get", "b/a b/?#%2F")).details.at("target") == "/b/a%20b/%3F%23%252F");
    CHECK(exchange_of("s3", asking("versioning", "b")).details.at("target") == "/b?versioning=");
    CHECK(exchange_of("s3", asking("delete", "b")).details.at("method") == "DELETE");
    CHECK(exchange_of("s3", asking("create", "b")).details.at("method") == "PUT");
    const auto put = exchange_of("s3", with(asking("put", "b/k"), "content", "text"));
    CHECK(put.details.at("body") == "text");
  }

  TEST_CASE("nobody in particular signs nothing") {
    const auto open = exchange_of("s3", {{"endpoint", "https://store"}, {"anonymous", true}, {"get", "public/x"}});
    CHECK(open.port == 443);
    CHECK_FALSE(open.details.contains("access_key"));
    CHECK_FALSE(open.details.contains("secret_key"));
  }

  TEST_CASE("what changes the store is said to") {
    const auto phase = find_check_type("s3")->phase;
    for (const auto* name : {"put", "delete", "create"}) {
      CHECK(phase(asking(name, "b/k")) == Phase::write);
    }
    for (const auto* name : {"list", "get", "head", "versioning", "lifecycle", "policy"}) {
      CHECK(phase(asking(name, "b")) == Phase::read);
    }
    CHECK(phase(keys) == Phase::read);
  }

  TEST_CASE("wrong parameters are named") {
    CHECK(complaint({{"endpoint", "store:7480"}, {"anonymous", true}}) ==
          "'store:7480' is no URL: it must begin with http:// or https://");
    CHECK(complaint({{"endpoint", "http://store/bucket"}, {"anonymous", true}}) ==
          "the endpoint 'http://store/bucket' has a path: buckets are named beside it");
    CHECK(complaint({{"endpoint", "http://store"}}) == "access_key and secret_key are needed (or anonymous: true)");
    CHECK(complaint({{"endpoint", "http://store"}, {"access_key", "a"}}) ==
          "access_key and secret_key belong together");
    CHECK(complaint(asking("anonymous", true)) == "anonymous and access_key exclude each other");
    CHECK(complaint(with(keys, "access_key", "a b")) ==
          "access_key is no key: it is empty or holds a blank, a comma or a slash");
    CHECK(complaint(with(asking("get", "b/k"), "list", "b")) == "list and get exclude each other");
    CHECK(complaint(asking("get", "b")) == "get needs BUCKET/KEY, found 'b'");
    CHECK(complaint(asking("get", "b/")) == "get needs BUCKET/KEY, found 'b/'");
    CHECK(complaint(asking("list", "b/k")) == "list takes a bucket, found 'b/k'");
    CHECK(complaint(asking("list", "b?acl")) == "list: 'b?acl' is no name of a bucket");
    CHECK(complaint(asking("put", "b/k")) == "put needs the content to write");
    CHECK(complaint(asking("content", "x")) == "content belongs to put");
    CHECK(complaint(asking("prefix", "x")) == "prefix belongs to list");
    CHECK(complaint(asking("region", "a b")) == "'a b' is no region");
    CHECK(complaint({{"endpoint", "${store}"}, {"access_key", "${key}"}, {"secret_key", "x"}, {"get", "${b}"}}) == "");
  }

  TEST_CASE("buckets and objects of Ceph and of Swift read alike") {
    for (const auto* store : {"ceph", "swift"}) {
      const std::string name{store};
      const auto buckets = facts_of("s3", keys, reply(200, body_of("s3-" + name + "-buckets")));
      CHECK(buckets.at("buckets") == (name == "ceph" ? Value{"backups", "public"} : Value{"backups", "empty"}));
      CHECK(buckets.at("done") == true);
      const auto list = facts_of("s3", asking("list", "backups"), reply(200, body_of("s3-" + name + "-list")));
      CHECK(list.at("keys") == Value{"2024/db 1.sql"});
      CHECK(list.at("exists") == true);
      CHECK(list.at("objects") == Value::array({{{"key", "2024/db 1.sql"},
                                                 {"size", 9},
                                                 {"etag", "ec19f9b0fb3f792ffb37d09ae3cd6a10"},
                                                 {"storage_class", "STANDARD"}}}));
      const auto none = facts_of("s3", asking("list", "none"), reply(404, body_of("s3-" + name + "-no-bucket")));
      CHECK(none.at("exists") == false);
      CHECK(none.at("done") == false);
      CHECK(none.at("code") == "NoSuchBucket");
      CHECK_FALSE(none.contains("refused"));
    }
  }

  TEST_CASE("versioning is on, suspended or off") {
    const auto asked = asking("versioning", "b");
    CHECK(facts_of("s3", asked, reply(200, body_of("s3-ceph-versioning"))).at("versioning") == "enabled");
    CHECK(facts_of("s3", asked, reply(200, body_of("s3-ceph-no-versioning"))).at("versioning") == "off");
    CHECK(facts_of("s3", asked, reply(200, body_of("s3-swift-no-versioning"))).at("versioning") == "off");
    const auto odd = "<VersioningConfiguration><Status>Maybe</Status></VersioningConfiguration>";
    CHECK(message_of("s3", asked, reply(200, odd)) == "versioning is 'Maybe', neither Enabled nor Suspended");
  }

  TEST_CASE("rules of a lifecycle, no rules, and a store that knows none") {
    const auto asked = asking("lifecycle", "b");
    const auto rules = facts_of("s3", asked, reply(200, body_of("s3-ceph-lifecycle")));
    CHECK(rules.at("rules") == Value::array({{{"id", "old"}, {"enabled", true}, {"prefix", "2024/"}, {"days", 30}}}));
    const auto none = facts_of("s3", asked, reply(404, body_of("s3-ceph-no-lifecycle")));
    CHECK(none.at("rules") == Value::array());
    CHECK(none.at("exists") == true);
    CHECK(none.at("done") == false);
    const auto other = facts_of("s3", asked, reply(200, body_of("s3-swift-lifecycle")));
    CHECK(other.at("done") == false);
    CHECK_FALSE(other.contains("rules"));
    CHECK(other.at("failure") == "the store knows no such setting: it answers with the bucket's list");
  }

  TEST_CASE("a policy is a document, and its absence a refusal") {
    const auto asked = asking("policy", "b");
    const auto policy = facts_of("s3", asked, reply(200, body_of("s3-ceph-policy")));
    CHECK(policy.at("policy").at("Statement")[0].at("Effect") == "Allow");
    const auto none = facts_of("s3", asked, reply(404, body_of("s3-ceph-no-policy")));
    CHECK_FALSE(none.contains("policy"));
    CHECK(none.at("exists") == true);
    CHECK(none.at("code") == "NoSuchBucketPolicy");
    CHECK_FALSE(none.contains("refused"));
  }

  TEST_CASE("an object is its body and what its headers say") {
    const Value headers{{"etag", "\"ab\""},
                        {"content-type", "text/plain"},
                        {"content-length", "9"},
                        {"x-amz-meta-host", "db1"},
                        {"x-amz-version-id", "v1"}};
    const auto got = facts_of("s3", asking("get", "b/k"), reply(200, "one dump\n", headers));
    CHECK(got.at("body") == "one dump\n");
    CHECK(got.at("sha256") == "abc");
    CHECK(got.at("size") == 9);
    CHECK(got.at("etag") == "ab");
    CHECK(got.at("version_id") == "v1");
    CHECK(got.at("metadata") == Value{{"host", "db1"}});
    const auto head = facts_of("s3", asking("head", "b/k"), reply(200, "", headers));
    CHECK(head.at("size") == 9);
    CHECK_FALSE(head.contains("body"));
    const auto put = facts_of("s3", with(asking("put", "b/k"), "content", "x"), reply(200, "", headers));
    CHECK(put.at("etag") == "ab");
    CHECK_FALSE(put.contains("size"));
    CHECK(message_of("s3", asking("head", "b/k"), reply(200, "", {{"content-length", "many"}})) ==
          "the length 'many' is no number");
  }

  TEST_CASE("a refusal is a fact in the store's own words, where it has any") {
    const auto bad = facts_of("s3", keys, reply(403, body_of("s3-ceph-bad-signature")));
    CHECK(bad.at("refused") == Value{{"status", 403}, {"code", "SignatureDoesNotMatch"}, {"message", ""}});
    CHECK(bad.at("code") == "SignatureDoesNotMatch");
    CHECK_FALSE(bad.contains("exists"));
    const auto gone = facts_of("s3", asking("head", "b/k"), reply(404, ""));
    CHECK_FALSE(gone.contains("refused"));
    CHECK_FALSE(gone.contains("code"));
    CHECK(gone.at("exists") == false);
    const auto deleted = facts_of("s3", asking("delete", "none"), reply(404, body_of("s3-ceph-no-bucket")));
    CHECK(deleted.at("done") == true);
    CHECK(deleted.at("exists") == false);
    CHECK_FALSE(deleted.contains("refused"));
    const auto other = facts_of("s3", keys, reply(404, "<html>not found</html>"));
    CHECK(other.at("refused") == Value{{"status", 404}, {"message", "<html>not found</html>"}});
    CHECK_FALSE(other.contains("exists"));
  }

  TEST_CASE("no connection and no HTTP are facts with their words") {
    Answer answer;
    answer.reply = {{"connected", false}, {"reason", "connection refused"}};
    CHECK(facts_of("s3", keys, answer) ==
          Value{{"connected", false}, {"done", false}, {"reason", "connection refused"}});
    answer.reply = {{"connected", true}, {"failure", "garbage"}};
    CHECK(facts_of("s3", keys, answer) == Value{{"connected", true}, {"done", false}, {"failure", "garbage"}});
    answer.reply = {{"connected", true}};
    CHECK(message_of("s3", keys, answer) == "the client's reply has no 'status'");
  }

  TEST_CASE("what is cut off or goes on elsewhere is no fact") {
    const auto list = body_of("s3-ceph-list");
    for (std::size_t size = 0; size + 1 < list.size(); size += 7) {
      CHECK(message_of("s3", asking("list", "b"), reply(200, list.substr(0, size)))
                .starts_with("the store's answer is no whole XML"));
    }
    auto more = list;
    more.replace(more.find("false"), 5, "true");
    CHECK(message_of("s3", asking("list", "b"), reply(200, more)) ==
          "the bucket has more keys than one list takes (narrow it by a prefix)");
    auto silent = list;
    silent.replace(silent.find("<IsTruncated>false</IsTruncated>"), 32, "");
    CHECK(facts_of("s3", asking("list", "b"), reply(200, silent)) ==
          facts_of("s3", asking("list", "b"), reply(200, list)));
    auto sizeless = list;
    sizeless.replace(sizeless.find("<Size>9"), 7, "<Size>-");
    CHECK(message_of("s3", asking("list", "b"), reply(200, sizeless)) ==
          "an object of the store's list lacks its key or its size");
    CHECK(message_of("s3", keys, reply(200, list)).starts_with("the store's answer is no ListAllMyBucketsResult"));
    CHECK(message_of("s3", asking("policy", "b"), reply(200, "{\"a\":")).starts_with("the policy is no JSON"));
  }

  TEST_CASE("XML that would grow, reach out or go deep is turned down; odd names are only text") {
    const auto bomb = "<!DOCTYPE a [<!ENTITY x \"yyyy\">]><ListBucketResult>&x;</ListBucketResult>";
    CHECK_FALSE(read_s3_xml(bomb, "ListBucketResult"));
    CHECK_FALSE(read_s3_xml("<?xml version='1.0'?><?php x?><a><?php y?></a>", "a"));
    std::string deep = "<a>";
    for (int level = 0; level < 40; ++level) {
      deep = "<a>" + deep + "</a>";
    }
    CHECK_FALSE(read_s3_xml(deep, "a"));
    const auto odd = read_s3_xml("<a><Key>&lt;script&gt; \xC3\xBC</Key></a>", "a");
    REQUIRE(odd);
    CHECK(odd->text_of("Key") == "<script> \xC3\xBC");
  }
}
