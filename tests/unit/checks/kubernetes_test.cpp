#include <doctest/doctest.h>

#include "checks/base64.hpp"
#include "checks/cloud/kubeconfig.hpp"
#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks;
using namespace labcheck::checks::test;

namespace {

const std::string pem = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
const std::string pem64 = "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUIKLS0tLS1FTkQgQ0VSVElGSUNBVEUtLS0tLQo=";

std::string config(const std::string& cluster, const std::string& user, const std::string& current = "admin@lab") {
  return "apiVersion: v1\nkind: Config\ncurrent-context: " + current + "\nclusters:\n- name: lab\n  cluster: {" +
         cluster +
         "}\ncontexts:\n- name: admin@lab\n  context: {cluster: lab, user: admin}\n- name: other\n  context: {cluster: "
         "lab, user: nobody}\nusers:\n- name: admin\n  user: {" +
         user + "}\n";
}

const std::string cluster = "server: \"https://cluster.lab:6443\", certificate-authority-data: " + pem64;
const std::string user = "client-certificate-data: " + pem64 + ", client-key-data: " + pem64;
const std::string good = config(cluster, user);

std::string unusable(const std::string& text) {
  const Value parameters{{"get", "/version"}, {"kubeconfig", text}};
  return exchange_of("kubernetes", parameters).details.value("unusable", std::string{});
}

Answer reply(int status, const std::string& body) {
  Answer answer;
  answer.reply = {{"connected", true}, {"status", status}, {"body", body}};
  return answer;
}

const Value asked{{"get", "/api/v1/nodes"}, {"server", "https://m:6443"}, {"anonymous", true}};

Value facts(int status, const std::string& file) {
  return facts_of("kubernetes", asked, reply(status, recorded("debian-12/kubernetes-" + file).out));
}

}  // namespace

TEST_SUITE("checks/base64") {
  TEST_CASE("bytes come back, and what is no base64 doesn't") {
    CHECK(read_base64("") == "");
    CHECK(read_base64("YQ==") == "a");
    CHECK(read_base64("YWI=\n") == "ab");
    CHECK(read_base64("YW Jj") == "abc");
    CHECK(read_base64("AP8=") == std::string{"\0\xFF", 2});
    for (const auto* wrong : {"YQ", "YQ=", "Y===", "YQ==YQ==", "Y!==", "=YQ="}) {
      CHECK_FALSE(read_base64(wrong).has_value());
    }
  }
}

TEST_SUITE("checks/kubeconfig") {
  TEST_CASE("the current context, or another one, is read as it is") {
    const auto read = read_kubeconfig(good, "");
    REQUIRE(read);
    CHECK(read->server == "https://cluster.lab:6443");
    CHECK(read->authorities == pem);
    CHECK(read->certificate == pem);
    CHECK(read->key == pem);
    CHECK(read->token == "");
    CHECK(read_kubeconfig(good, "other").error().message == "the kubeconfig has no user 'nobody'");
    CHECK(read_kubeconfig(good, "none").error().message == "the kubeconfig has no context 'none'");
    CHECK(read_kubeconfig(config(cluster, "token: abc"), "")->token == "abc");
    CHECK(read_kubeconfig(config(cluster + ", tls-server-name: x", user), "")->tls_name == "x");
  }

  TEST_CASE("nothing in it is ever run or gone to elsewhere") {
    CHECK(unusable(config(cluster, "exec: {command: touch, args: [/tmp/x]}")) ==
          "the kubeconfig's exec would run a program; a kubeconfig is only read");
    CHECK(unusable(config(cluster, user + ", exec: {command: touch}")) ==
          "the kubeconfig's exec would run a program; a kubeconfig is only read");
    CHECK(unusable(config(cluster, "auth-provider: {name: oidc}")) ==
          "the kubeconfig's auth-provider would run a program; a kubeconfig is only read");
    CHECK(unusable(config(cluster, "client-certificate: /etc/shadow, client-key: /etc/shadow")) ==
          "the kubeconfig's client-certificate names a file: embed its data");
    CHECK(unusable(config(cluster, "tokenFile: /etc/shadow")) ==
          "the kubeconfig's tokenFile names a file: embed its data");
    CHECK(unusable(config("server: https://c, certificate-authority: /etc/ca", user)) ==
          "the kubeconfig's certificate-authority names a file: embed its data");
    CHECK(unusable(config(cluster + ", proxy-url: \"http://x\"", user)) == "the kubeconfig's proxy-url is not spoken");
    CHECK(unusable(config(cluster, user + ", as: root")) == "the kubeconfig's as is not spoken");
    CHECK(unusable(config(cluster, "username: a, password: b")) == "the kubeconfig's username is not spoken");
  }

  TEST_CASE("what it lacks, or spells wrongly, is named") {
    CHECK(unusable("") == "the text is no kubeconfig (kind: Config)");
    CHECK(unusable("kind: Pod") == "the text is no kubeconfig (kind: Config)");
    CHECK(unusable("kind: Config") == "the kubeconfig has no current-context");
    CHECK(unusable("a: [").starts_with("the kubeconfig is no YAML: "));
    CHECK(unusable(config(cluster, "namespace: x")) == "the kubeconfig's user has no client certificate and no token");
    CHECK(unusable(config(cluster, "client-certificate-data: " + pem64)) ==
          "the kubeconfig's user has a client certificate without a key, or a key without one");
    CHECK(unusable(config(cluster, "client-certificate-data: \"YQ==\", client-key-data: " + pem64)) ==
          "the kubeconfig's client-certificate-data is no PEM in base64");
    CHECK(unusable(config("namespace: x", user)) == "the kubeconfig's cluster has no server");
    CHECK(unusable(config("server: \"http://c:6443\"", user)) == "the server 'http://c:6443' is no https URL");
    CHECK(unusable("\x01\x02") != "");
    CHECK(unusable(std::string(20'000, '[')).starts_with("the kubeconfig is no YAML"));
    for (std::size_t size = 0; size + 200 < good.size(); size += 13) {
      CHECK(unusable(good.substr(0, size)) != "");
    }
  }
}

TEST_SUITE("checks/kubernetes") {
  TEST_CASE("a kubeconfig becomes an exchange; where its server is says the scenario or the roster") {
    const Value parameters{{"get", "/api/v1/nodes"}, {"kubeconfig", good}};
    const auto exchange = exchange_of("kubernetes", parameters);
    CHECK(exchange.protocol == "kubernetes");
    CHECK(exchange.host == "cluster.lab");
    CHECK(exchange.port == 6443);
    CHECK(exchange.details == Value{{"scheme", "https"},
                                    {"name", "cluster.lab"},
                                    {"found", true},
                                    {"target", "/api/v1/nodes"},
                                    {"verify", true},
                                    {"max_body", 4'194'304},
                                    {"authorities", pem},
                                    {"certificate", pem},
                                    {"key", pem}});
    auto mapped = parameters;
    mapped["hosts"] = {{"Cluster.lab", "10.0.0.10"}};
    CHECK(exchange_of("kubernetes", mapped).host == "10.0.0.10");
    CHECK(exchange_of("kubernetes", mapped).details.at("found") == false);
    CHECK(exchange_of("kubernetes", mapped).details.at("name") == "cluster.lab");
  }

  TEST_CASE("a token or nobody stands in place of the kubeconfig's user") {
    Value parameters{{"get", "/version"}, {"kubeconfig", good}, {"token", "abc"}};
    auto details = exchange_of("kubernetes", parameters).details;
    CHECK(details.at("token") == "abc");
    CHECK_FALSE(details.contains("certificate"));
    parameters.erase("token");
    parameters["anonymous"] = true;
    details = exchange_of("kubernetes", parameters).details;
    CHECK_FALSE(details.contains("certificate"));
    CHECK_FALSE(details.contains("token"));
    const Value direct{{"get", "/version"}, {"server", "https://m"}, {"token", "abc"}, {"ca", pem}};
    auto lined = direct;
    lined["token"] = "abc\r\n";
    CHECK(exchange_of("kubernetes", lined).details.at("token") == "abc");
    lined["token"] = "a\r\nX: b";
    CHECK(exchange_of("kubernetes", lined).details ==
          Value{{"unusable", "the token holds a blank or control character"}});
    CHECK(exchange_of("kubernetes", direct).port == 443);
    CHECK(exchange_of("kubernetes", direct).details.at("found") == false);
    CHECK(exchange_of("kubernetes", direct).details.at("authorities") == pem);
  }

  TEST_CASE("wrong parameters are named") {
    const auto complaint = find_check_type("kubernetes")->complaint;
    CHECK(complaint({{"get", "api"}, {"kubeconfig", "x"}}) ==
          "'api' is no path (write /api/v1/nodes, and %20 for a blank)");
    CHECK(complaint({{"get", "/a b"}, {"kubeconfig", "x"}}) ==
          "'/a b' is no path (write /api/v1/nodes, and %20 for a blank)");
    CHECK(complaint({{"get", "/a"}}) == "a kubeconfig or a server is needed");
    CHECK(complaint({{"get", "/a"}, {"kubeconfig", "x"}, {"server", "https://c"}}) ==
          "kubeconfig and server exclude each other (say by hosts where its server is)");
    CHECK(complaint({{"get", "/a"}, {"server", "https://c"}}) == "a server needs a token (or anonymous: true)");
    CHECK(complaint({{"get", "/a"}, {"server", "http://c"}, {"token", "t"}}) == "the API server speaks https only");
    CHECK(complaint({{"get", "/a"}, {"server", "https://c"}, {"token", "t"}, {"context", "x"}}) ==
          "context belongs to kubeconfig");
    CHECK(complaint({{"get", "/a"}, {"server", "https://c"}, {"token", "t"}, {"anonymous", true}}) ==
          "anonymous and token exclude each other");
    CHECK(complaint({{"get", "/${marker}"}, {"kubeconfig", "${saved.k}"}}) == "");
  }

  TEST_CASE("answers of a real API server are read") {
    const auto nodes = facts(200, "nodes");
    CHECK(nodes.at("exists") == true);
    CHECK(nodes.at("json").at("items").size() == 2);
    CHECK(nodes.at("json").at("items")[0].at("status").at("conditions")[0].at("status") == "True");
    const auto forbidden = facts(403, "forbidden");
    CHECK(forbidden.at("refused").at("code") == 403);
    CHECK(forbidden.at("refused").at("message").get<std::string>().starts_with(
        "nodes is forbidden: User \"viewer\" cannot list"));
    CHECK_FALSE(forbidden.contains("exists"));
    CHECK(facts(401, "unauthorized").at("refused") == Value{{"code", 401}, {"message", "Unauthorized"}});
    const auto gone = facts(404, "not-found");
    CHECK(gone.at("exists") == false);
    CHECK_FALSE(gone.contains("refused"));
  }

  TEST_CASE("half a body is no JSON, half a reply no fact") {
    const auto nodes = recorded("debian-12/kubernetes-nodes").out;
    for (std::size_t size = 0; size + 4 < nodes.size(); size += 37) {
      CHECK_FALSE(facts_of("kubernetes", asked, reply(200, nodes.substr(0, size))).contains("json"));
    }
    Answer answer;
    answer.reply = {{"connected", true}, {"status", 200}};
    CHECK(message_of("kubernetes", asked, answer) == "the client's reply has no 'body'");
    answer.reply = {{"connected", true}, {"failure", "SSL: no alternative certificate subject name"}};
    CHECK(facts_of("kubernetes", asked, answer).at("failure") == "SSL: no alternative certificate subject name");
    answer.reply = {{"connected", false}, {"unusable", "10.0.0.1 is none of this lab's hosts"}};
    CHECK(facts_of("kubernetes", asked, answer) ==
          Value{{"connected", false}, {"usable", false}, {"reason", "10.0.0.1 is none of this lab's hosts"}});
  }
}
