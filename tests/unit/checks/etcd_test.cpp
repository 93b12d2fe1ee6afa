#include <doctest/doctest.h>

#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks::test;

namespace {

Value asking(Value more) {
  more["server"] = "10.0.0.1";
  return more;
}

Answer http(int status, const std::string& body) {
  Answer answer;
  answer.reply = {
      {"connected", true},
      {"responses",
       {{{"connected", true}, {"status", status}, {"headers", Value::object()}, {"body", body}, {"url", "x"}}}}};
  return answer;
}

Answer kept(std::string_view name, int status = 200) {
  return http(status, recorded("debian-12/etcd-" + std::string{name}).out);
}

std::string complaint(const Value& parameters) {
  return find_check_type("etcd")->complaint(parameters);
}

}  // namespace

TEST_SUITE("checks/etcd") {
  TEST_CASE("a question becomes a request of the gateway") {
    const auto put = exchange_of("etcd", asking({{"put", "foo"}, {"value", "bar"}}));
    CHECK(put.port == 2379);
    CHECK(put.details["method"] == "POST");
    CHECK(put.details["target"] == "/v3/kv/put");
    CHECK(put.details["body"] == R"({"key":"Zm9v","value":"YmFy"})");
    const auto all = exchange_of("etcd", asking({{"get", "fo\xff"}, {"prefix", true}}));
    CHECK(all.details["body"] == R"({"key":"Zm//","range_end":"ZnA="})");
    CHECK(exchange_of("etcd", asking({})).details["target"] == "/health");
    CHECK(exchange_of("etcd", asking({{"members", true}})).details["target"] == "/v3/cluster/member/list");
    CHECK(exchange_of("etcd", asking({{"member", true}, {"token", "t"}})).details["headers"]["Authorization"] == "t");
  }

  TEST_CASE("writing and removing change the lab") {
    const auto* type = find_check_type("etcd");
    CHECK(type->phase(asking({{"get", "k"}})) == Phase::read);
    CHECK(type->phase(asking({{"put", "k"}, {"value", "v"}})) == Phase::write);
    CHECK(type->phase(asking({{"delete", "k"}})) == Phase::write);
  }

  TEST_CASE("keys of etcd 3.4: written, found, not found, removed") {
    CHECK(facts_of("etcd", asking({{"put", "foo"}, {"value", "bar"}}), kept("put"))["revision"].is_number_integer());
    const auto found = facts_of("etcd", asking({{"get", "foo"}}), kept("found"));
    CHECK(found["found"] == true);
    CHECK(found["value"] == "bar");
    CHECK(found["keys"] == Value{"foo"});
    CHECK(found["count"] == 1);
    const auto none = facts_of("etcd", asking({{"get", "no"}}), kept("not-found"));
    CHECK(none["found"] == false);
    CHECK(none["done"] == true);
    CHECK_FALSE(none.contains("value"));
    CHECK(facts_of("etcd", asking({{"delete", "foo"}}), kept("deleted"))["count"] == 1);
  }

  TEST_CASE("members, and a member about itself") {
    const auto members = facts_of("etcd", asking({{"members", true}}), kept("members"));
    CHECK(members["count"] == 1);
    CHECK(members["names"] == Value{"default"});
    CHECK(members["members"][0]["started"] == true);
    CHECK(members["members"][0]["client_urls"] == Value{"http://127.0.0.1:12379"});
    const auto member = facts_of("etcd", asking({{"member", true}}), kept("member"));
    CHECK(member["is_leader"] == true);
    CHECK(member["leader"] == member["member_id"]);
    CHECK(member["version"] == "3.4.23");
  }

  TEST_CASE("a member without a leader, one that is only announced, and a learner") {
    const auto lonely = http(200, R"({"header":{"member_id":"7"},"version":"3.4.23","raftTerm":"2"})");
    const auto facts = facts_of("etcd", asking({{"member", true}}), lonely);
    CHECK(facts["is_leader"] == false);
    CHECK_FALSE(facts.contains("leader"));
    const auto announced =
        http(200, R"({"header":{},"members":[{"ID":"9","peerURLs":["http://a:2380"],"isLearner":true}]})");
    const auto members = facts_of("etcd", asking({{"members", true}}), announced);
    CHECK(members["members"][0]["started"] == false);
    CHECK(members["members"][0]["learner"] == true);
    CHECK(members["names"] == Value::array());
  }

  TEST_CASE("health is what the member says, in either spelling") {
    CHECK(facts_of("etcd", asking({}), kept("health"))["healthy"] == true);
    CHECK(facts_of("etcd", asking({}), http(200, R"({"health":true,"reason":""})"))["done"] == true);
    const auto ill = facts_of("etcd", asking({}), http(503, R"({"health":"false"})"));
    CHECK(ill["healthy"] == false);
    CHECK(ill["done"] == false);
    CHECK(facts_of("etcd", asking({}), http(503, R"({"health":"true"})"))["healthy"] == false);
    CHECK(facts_of("etcd", asking({}), http(404, "nginx"))["failure"] ==
          "what came is no answer of etcd about its health");
  }

  TEST_CASE("a refusal has the code of the gateway") {
    const auto refused = facts_of("etcd", asking({{"get", "a"}}), kept("refused", 400));
    CHECK(refused["refused"] == Value{{"code", "3"}, {"message", "etcdserver: key is not provided"}});
    CHECK(refused["done"] == false);
    CHECK(facts_of("etcd", asking({{"get", "a"}}), http(502, "bad gateway"))["refused"]["code"] == "502");
  }

  TEST_CASE("a cut or absurd answer is no fact") {
    const auto whole = recorded("debian-12/etcd-found").out;
    for (std::size_t size = 0; size < whole.size(); size += 13) {
      CHECK(facts_of("etcd", asking({{"get", "foo"}}), http(200, whole.substr(0, size)))["done"] == false);
    }
    const auto message = [](const std::string& body) {
      return message_of("etcd", asking({{"get", "foo"}}), http(200, body));
    };
    CHECK(message(R"({"header":{},"count":"2","kvs":[{"key":"Zm9v"}]})") == "etcd counts 2 keys and gives 1");
    CHECK(message(R"({"header":{},"count":"1","kvs":[{"key":"Zm9"}]})") == "etcd's 'key' is no base64");
    CHECK(message(R"({"header":{},"count":"many"})") == "etcd's 'count' is 'many', no number");
    CHECK(message(R"({"header":{},"count":1})") == "'count' in the client's reply is no text");
  }

  TEST_CASE("wrong parameters are named") {
    CHECK(complaint(asking({{"get", "a"}, {"members", true}})) == "get and members exclude each other");
    CHECK(complaint(asking({{"put", "a"}})) == "put needs the value to write");
    CHECK(complaint(asking({{"prefix", true}})) == "prefix belongs to get and delete");
    CHECK(complaint(asking({{"get", ""}})) == "get needs a key");
    CHECK(complaint(asking({{"token", "a\nb"}})) == "token holds a line end");
    CHECK(complaint({{"server", "https://${kv.address}:2379"}, {"get", "${marker}"}}) == "");
  }
}
