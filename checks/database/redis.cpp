#include <algorithm>

#include <fmt/format.h>

#include <labcheck/check_type.hpp>

#include "checks/database/redis_challenge.hpp"
#include "checks/database/redis_facts.hpp"
#include "checks/database/redis_request.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "checks/reply.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {
      {.name = "server", .kind = ValueKind::text, .about = "the Redis server: host or host:port", .required = true},
      {.name = "user", .kind = ValueKind::text, .about = "the user of an ACL; without it a password is the server's"},
      {.name = "password", .kind = ValueKind::text, .about = "the password"},
      {.name = "database", .kind = ValueKind::integer, .about = "the database's number", .fallback = "0"},
      {.name = "command",
       .kind = ValueKind::list,
       .about = "one command and its arguments; PING without any question",
       .element = ValueKind::text},
      {.name = "commands",
       .kind = ValueKind::list,
       .about = "several commands, each a list; the facts are of the last",
       .element = ValueKind::list},
      {.name = "info", .kind = ValueKind::text, .about = "ask INFO for this section: replication, server, memory, …"},
      {.name = "cluster", .kind = ValueKind::boolean, .about = "ask for the state of the cluster and its nodes"},
      {.name = "sentinel", .kind = ValueKind::text, .about = "ask a sentinel about the master of this name"},
      {.name = "challenge",
       .kind = ValueKind::text,
       .about = "a nonce that the server runs a script of Redis's language over"},
      {.name = "follow",
       .kind = ValueKind::boolean,
       .about = "whether to go to the node that a cluster names (MOVED)",
       .fallback = "false"},
      {.name = "tls", .kind = ValueKind::boolean, .about = "whether the connection is encrypted", .fallback = "false"},
      {.name = "verify",
       .kind = ValueKind::boolean,
       .about = "whether the TLS certificate must be trusted",
       .fallback = "true"},
  };
}

std::vector<FactSpec> status_facts() {
  return {
      {.name = "connected", .kind = ValueKind::boolean, .about = "whether the server takes connections"},
      {.name = "reason", .kind = ValueKind::text, .about = "why there is no connection, in words"},
      {.name = "failure",
       .kind = ValueKind::text,
       .about = "what was wrong with a server that does not speak Redis's protocol, or with TLS"},
      {.name = "accepted", .kind = ValueKind::boolean, .about = "with a password: whether it was accepted"},
      {.name = "done", .kind = ValueKind::boolean, .about = "whether login and every command succeeded"},
      {.name = "refused",
       .kind = ValueKind::map,
       .about = "the server's refusal of the login or of a command",
       .fields = {{.name = "code", .kind = ValueKind::text, .about = "NOAUTH, WRONGPASS, NOPERM, READONLY, ERR, …"},
                  {.name = "message", .kind = ValueKind::text, .about = "the server's words"}}},
      {.name = "node", .kind = ValueKind::text, .about = "host:port of the server that answered last"},
      {.name = "value", .kind = ValueKind::text, .about = "the reply as text; not there when it is nil or a list"},
      {.name = "number", .kind = ValueKind::number, .about = "the reply as a number, when it is one"},
      {.name = "values", .kind = ValueKind::list, .about = "the reply's elements, when it is a list"},
      {.name = "count", .kind = ValueKind::integer, .about = "how many elements the list has"},
      {.name = "replies", .kind = ValueKind::list, .about = "the replies to all commands"},
      {.name = "genuine",
       .kind = ValueKind::boolean,
       .about = "of challenge: whether the script's result is what a real Redis computes"},
  };
}

std::vector<FactSpec> facts() {
  auto all = status_facts();
  const std::vector<FactSpec> asked{
      {.name = "info", .kind = ValueKind::map, .about = "of info: every field, whole numbers as integers"},
      {.name = "version", .kind = ValueKind::text, .about = "of info server: the server's version"},
      {.name = "role", .kind = ValueKind::text, .about = "of info replication: master or slave"},
      {.name = "link",
       .kind = ValueKind::text,
       .about = "of info replication: a slave's link to its master: up or down"},
      {.name = "master", .kind = ValueKind::text, .about = "host:port of the master, as a slave or a sentinel says"},
      {.name = "replicas", .kind = ValueKind::integer, .about = "how many replicas are online"},
      {.name = "nodes",
       .kind = ValueKind::any,
       .about = "replicas: {address, state}; a cluster's nodes: {id, address, role, failed, connected, slots, master}; "
                "a sentinel's replicas: {address, down, link}"},
      {.name = "state", .kind = ValueKind::text, .about = "of cluster: ok or fail"},
      {.name = "slots_assigned",
       .kind = ValueKind::integer,
       .about = "of cluster: how many of 16384 slots have a node"},
      {.name = "slots_ok", .kind = ValueKind::integer, .about = "of cluster: how many of these nodes are well"},
      {.name = "known_nodes", .kind = ValueKind::integer, .about = "of cluster: how many nodes there are"},
      {.name = "size", .kind = ValueKind::integer, .about = "of cluster: how many masters have slots"},
      {.name = "down", .kind = ValueKind::boolean, .about = "of sentinel: whether it finds the master dead"},
      {.name = "quorum", .kind = ValueKind::integer, .about = "of sentinel: how many must agree on that"},
      {.name = "sentinels", .kind = ValueKind::integer, .about = "of sentinel: how many there are, itself included"},
  };
  all.insert(all.end(), asked.begin(), asked.end());
  return all;
}

bool holds_error(const Value& reply) {
  return reply.is_object() || (reply.is_array() && std::any_of(reply.begin(), reply.end(), holds_error));
}

// The facts of a command's reply.
Value of_reply(const Value& reply) {
  Value facts = Value::object();
  if (reply.is_array()) {
    facts["values"] = reply;
    facts["count"] = reply.size();
  } else if (!reply.is_null()) {
    const auto text = plain_text(reply);
    facts["value"] = text;
    if (const auto number = read_finite(text)) {
      facts["number"] = *number;
    }
  }
  return facts;
}

Result<Value> read_answer(const Value& parameters, const Value& replies) {
  if (given(parameters, "info")) {
    LABCHECK_TRY_ASSIGN(auto info, read_redis_info(replies.front()));
    LABCHECK_TRY_ASSIGN(auto facts, redis_replication(info));
    if (info.contains("redis_version")) {
      facts["version"] = plain_text(info["redis_version"]);
    }
    facts["info"] = std::move(info);
    return facts;
  }
  if (flag_of(parameters, "cluster", false)) {
    return read_redis_cluster(replies[0], replies[1]);
  }
  if (given(parameters, "sentinel")) {
    return read_redis_sentinel(replies[0], replies[1]);
  }
  if (given(parameters, "challenge")) {
    return Value{{"genuine", meets_redis_challenge(text_of(parameters, "challenge"), replies.front())}};
  }
  auto facts = of_reply(replies.back());
  facts["replies"] = replies;
  return facts;
}

// All but what the question was about.
Result<Value> read_status(const Value& parameters, const Value& reply) {
  LABCHECK_TRY_ASSIGN(const auto connected, member<bool>(reply, "connected"));
  Value facts{{"connected", connected}, {"done", false}};
  if (!connected) {
    LABCHECK_TRY_ASSIGN(facts["reason"], member<std::string>(reply, "reason"));
    return facts;
  }
  LABCHECK_TRY_ASSIGN(facts["node"], member<std::string>(reply, "node"));
  if (reply.contains("failure")) {
    LABCHECK_TRY_ASSIGN(facts["failure"], member<std::string>(reply, "failure"));
  }
  if (given(parameters, "password") && !reply.contains("failure")) {
    LABCHECK_TRY_ASSIGN(facts["accepted"], member<bool>(reply, "accepted"));
  }
  if (reply.contains("refused")) {
    LABCHECK_TRY_ASSIGN(facts["refused"], read_refusal(reply));
  }
  facts["done"] = !reply.contains("failure") && !reply.contains("refused");
  return facts;
}

Result<Value> read(const Value& parameters, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(auto facts, read_status(parameters, answer.reply));
  if (facts["done"] == false) {
    return facts;
  }
  LABCHECK_TRY_ASSIGN(const auto replies, list_member(answer.reply, "replies"));
  const auto asked = redis_commands(parameters).size();
  if (replies.size() != asked || asked == 0) {
    return unreadable(fmt::format("{} replies came to {} commands", replies.size(), asked));
  }
  // A list that holds an error is a transaction of which one command failed.
  if (std::any_of(replies.begin(), replies.end(), holds_error)) {
    facts["done"] = false;
  }
  LABCHECK_TRY_ASSIGN(const auto found, read_answer(parameters, replies));
  facts.update(found);
  return facts;
}

}  // namespace

CheckType redis() {
  return {
      .name = "redis",
      .subject = "database",
      .about = "commands put to a Redis server, its replication, cluster and sentinels",
      .reach = Reach::protocol,
      .main_parameter = "server",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{done: true}",
      .example =
          "on: web\nredis: {server: 192.168.10.31, password: secret, info: replication}\n"
          "expect: {role: master, replicas: {at_least: 1}}\n",
      .phase = redis_phase,
      .undoes = never_undoes,
      .complaint = redis_complaint,
      .request = redis_request,
      .read = read,
  };
}

}  // namespace labcheck::checks
